import { fault } from "../../contracts/faults.ts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type pg from "pg";
import { isAllowed, type Permission } from "../../contracts/permissions.ts";
import { type Acting, actingDatabase } from "../../db/acting.ts";
import type { BranchScope } from "../../db/branches.ts";
import type { Database } from "../../db/pool.ts";
import type { Actor } from "../../operations/actor.ts";
import { type Bearer, findBearer } from "../../operations/bearer.ts";
import { HttpProblem } from "./http-problem.ts";
import { isSameOrigin } from "./same-origin.ts";
import { tokenFromCookies } from "./session-cookie.ts";

/** Who may call a route: anyone, whoever is signed in, or the roles that hold a permission. */
export type Access = "public" | "signed-in" | Permission;

/** The person behind a request, and by what they are known. */
export type Viewer = Bearer;

declare module "fastify" {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    viewer: Viewer | null;
    /** The database as whoever asks may use it; what they change bears their name. */
    db: Database;
  }
}

/** The signed-in person. Throws on a public route: a bug. */
export const viewerOf = ({ viewer, url }: FastifyRequest): Viewer => {
  if (!viewer) throw new Error(`${url} reads the viewer of a public route`);
  return viewer;
};

/** The session of a request. Throws 403 for an API token, which is nobody signed in. */
export const sessionOf = (
  request: FastifyRequest,
): { readonly userId: string; readonly sessionId: string } => {
  const { by, user } = viewerOf(request);
  if (by.kind === "session") return { userId: user.id, sessionId: by.id };
  throw new HttpProblem(403, fault("not_for_tokens"));
};

/** The branch a request may see; null for an owner, who sees all. */
export const scopeOf = (request: FastifyRequest): BranchScope => viewerOf(request).user.branchId;

/** Who acts, for use cases that put a name into the records. */
export const actorOf = (request: FastifyRequest): Actor => ({
  scope: scopeOf(request),
  userId: viewerOf(request).user.id,
});

const BEARER = /^Bearer +(\S+)$/i;
const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/** The token of an `Authorization` header. */
export const bearerToken = ({ headers }: FastifyRequest): string | undefined =>
  BEARER.exec(headers.authorization ?? "")?.[1];

/** A browser sends its cookie along with forged requests too, but never an Authorization header. */
const refuseForgedRequest = (request: FastifyRequest): void => {
  if (READING.has(request.method) || bearerToken(request) || isSameOrigin(request.headers)) return;
  throw new HttpProblem(403, fault("foreign_page"));
};

const identify = async (pool: pg.Pool, request: FastifyRequest): Promise<Viewer | null> => {
  const token =
    bearerToken(request) ?? tokenFromCookies(request.cookies, request.protocol === "https");
  if (token === undefined) return null;
  return (await findBearer(pool, token)) ?? null;
};

const authorize = (viewer: Viewer | null, access: Access, method: string): void => {
  if (access === "public") return;
  if (!viewer) {
    throw new HttpProblem(401, fault("sign_in_first"), undefined, {
      "www-authenticate": "Bearer",
    });
  }
  if (viewer.isReadOnly && !READING.has(method)) {
    throw new HttpProblem(403, fault("token_reads_only"));
  }
  if (access !== "signed-in" && !isAllowed(viewer.user.role, access)) {
    throw new HttpProblem(
      403,
      fault("permission_missing", { role: viewer.user.role, permission: access }),
    );
  }
};

const actingOf = ({ viewer, ip, headers, method, routeOptions }: FastifyRequest): Acting => ({
  userId: viewer?.user.id,
  by: viewer?.by.kind,
  ip,
  userAgent: headers["user-agent"],
  action: `${method} ${routeOptions.url ?? ""}`,
});

/**
 * Guards every route of this scope. A route that does not state its `config.access` fails at
 * registration, so nothing is open by oversight.
 */
export const requireAccess = (app: FastifyInstance, pool: pg.Pool): void => {
  app.decorateRequest("viewer", null);
  app.decorateRequest("db");
  app.addHook("onRoute", ({ method, url, config }) => {
    if (!config?.access) throw new Error(`${String(method)} ${url} does not state its access`);
  });
  app.addHook("onRequest", async (request) => {
    const { access } = request.routeOptions.config;
    // No route of ours: the not-found handler answers.
    if (!access) return;
    refuseForgedRequest(request);
    request.viewer = access === "public" ? null : await identify(pool, request);
    authorize(request.viewer, access, request.method);
    request.db = actingDatabase(pool, actingOf(request));
  });
};
