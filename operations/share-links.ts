import type { NewShareLink, ShareLink } from "../contracts/share-link.ts";
import type { Queryable } from "../db/pool.ts";
import { findRoute } from "../db/route-list.ts";
import {
  countShareLinkOpening,
  findOpenShareLink,
  findShareLink,
  insertShareLink,
  markShareLinkRevoked,
  type OpenShareLink,
} from "../db/share-links.ts";
import { findVehicle } from "../db/vehicles.ts";
import type { Actor } from "./actor.ts";
import { conflict, invalid, isRefusal, type Refusal } from "./refusal.ts";
import { newSecret, sha256 } from "./secrets.ts";
import type { SignInBackoff } from "./sign-in-backoff.ts";

type Shared = { readonly vehicleId: string; readonly routeId: string | null };

/** What the actor wants to show, if it can be shown and they see it. */
const sharedBy = async (
  db: Queryable,
  { scope }: Actor,
  wish: NewShareLink,
): Promise<Shared | Refusal> => {
  if (wish.kind === "live") {
    const vehicle = await findVehicle(db, scope, wish.vehicleId);
    if (!vehicle) return invalid("vehicleId", "no_vehicle");
    if (vehicle.status !== "ACTIVE") return conflict("vehicleId", "vehicle_left");
    return { vehicleId: vehicle.id, routeId: null };
  }
  const route = await findRoute(db, scope, wish.routeId);
  if (!route) return invalid("routeId", "no_route");
  if (route.status !== "COMPLETED") {
    return conflict("routeId", "route_in_progress");
  }
  return { vehicleId: route.vehicleId, routeId: route.id };
};

const found = async (db: Queryable, { scope }: Actor, id: string): Promise<ShareLink> => {
  const link = await findShareLink(db, scope, id);
  if (!link) throw new Error(`share link ${id} vanished while it was at hand`);
  return link;
};

/** Makes a link. Its token is answered here and nowhere again: only the hash is kept. */
export const makeShareLink = async (
  db: Queryable,
  actor: Actor,
  wish: NewShareLink,
): Promise<{ readonly link: ShareLink; readonly token: string } | Refusal> => {
  const shared = await sharedBy(db, actor, wish);
  if (isRefusal(shared)) return shared;
  const token = newSecret();
  const id = await insertShareLink(db, {
    ...shared,
    tokenSha256: sha256(token),
    kind: wish.kind,
    label: wish.label ?? null,
    createdBy: actor.userId,
    validS: wish.validS,
  });
  return { link: await found(db, actor, id), token };
};

/** Ends a link at once, pages that are open included; undefined when the actor sees none. */
export const revokeShareLink = async (
  db: Queryable,
  actor: Actor,
  id: string,
): Promise<ShareLink | Refusal | undefined> => {
  const link = await findShareLink(db, actor.scope, id);
  if (!link) return undefined;
  if (!(await markShareLinkRevoked(db, id, actor.userId))) {
    return conflict("state", "link_ended");
  }
  return found(db, actor, id);
};

/** `unknown` is all that is said of a token that opens nothing, whatever the reason. */
export type OpeningOutcome =
  | { readonly kind: "open"; readonly link: OpenShareLink }
  | { readonly kind: "unknown" }
  | { readonly kind: "wait"; readonly waitMs: number };

/** Opens a link by its token, and counts that. Wrong tokens slow their address down. */
export const openShareLink = async (
  db: Queryable,
  backoff: SignInBackoff,
  token: string,
  ip: string,
): Promise<OpeningOutcome> => {
  const nowMs = Date.now();
  const waitMs = backoff.waitMs(ip, nowMs);
  if (waitMs > 0) return { kind: "wait", waitMs };
  const link = await findOpenShareLink(db, sha256(token));
  if (!link) {
    backoff.failed(ip, nowMs);
    return { kind: "unknown" };
  }
  backoff.succeeded(ip);
  await countShareLinkOpening(db, link.id);
  return { kind: "open", link };
};
