import rateLimit from "@fastify/rate-limit";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type pg from "pg";
import { SignedIn } from "../../../contracts/session.ts";
import { FirstOwner } from "../../../contracts/account.ts";
import { MqttEndpoint, SetupState } from "../../../contracts/setup.ts";
import { hasOwner } from "../../../db/users.ts";
import { type ClaimOutcome, claimOwnership } from "../../../operations/first-owner.ts";
import { createSignInBackoff } from "../../../operations/sign-in-backoff.ts";
import { fieldProblem, HttpProblem } from "../http-problem.ts";
import { setSessionCookie } from "../session-cookie.ts";

/** Codes one address may try a minute; the back-off slows wrong ones before. */
const MAX_CLAIMS_A_MINUTE = 30;

const tags = ["set-up"];

export type SetupRouteParts = { readonly pool: pg.Pool; readonly mqtt: MqttEndpoint };

/** Why nobody became the owner. */
const claimProblem = (outcome: Exclude<ClaimOutcome, { kind: "signed-in" }>): HttpProblem => {
  if (outcome.kind === "owned") {
    return fieldProblem(409, [{ field: "code", message: "is void: this server has an owner" }]);
  }
  if (outcome.kind === "wrong") {
    return fieldProblem(401, [{ field: "code", message: "is not one that the log shows" }]);
  }
  const seconds = Math.ceil(outcome.waitMs / 1_000);
  const headers = { "retry-after": String(seconds) };
  return new HttpProblem(429, `too many wrong codes; wait ${seconds} s`, undefined, headers);
};

/** The first minutes of a server: who owns it, and where devices reach it. */
export const setupRoutes =
  ({ pool, mqtt }: SetupRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    const backoff = createSignInBackoff();
    await app.register(rateLimit, { global: false });

    app.get(
      "/setup",
      { config: { access: "public" }, schema: { tags, response: { 200: SetupState } } },
      async (_request, reply) => {
        void reply.header("cache-control", "no-store");
        return { ownerNeeded: !(await hasOwner(pool)) };
      },
    );

    app.post(
      "/setup/owner",
      {
        config: {
          access: "public",
          rateLimit: { max: MAX_CLAIMS_A_MINUTE, timeWindow: "1 minute" },
        },
        schema: { tags, body: FirstOwner, response: { 200: SignedIn } },
      },
      async (request, reply) => {
        const origin = { ip: request.ip, userAgent: request.headers["user-agent"] ?? null };
        const outcome = await claimOwnership(pool, backoff, request.body, origin);
        if (outcome.kind !== "signed-in") throw claimProblem(outcome);
        const { token, user } = outcome;
        setSessionCookie(request, reply, token);
        return reply.header("cache-control", "no-store").send({ token, user });
      },
    );

    app.get(
      "/mqtt",
      { config: { access: "devices:view" }, schema: { tags, response: { 200: MqttEndpoint } } },
      () => mqtt,
    );
  };
