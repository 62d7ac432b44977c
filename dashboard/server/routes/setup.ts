import { fault } from "../../../contracts/faults.ts";
import rateLimit from "@fastify/rate-limit";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { SignedIn } from "../../../contracts/session.ts";
import { FirstOwner } from "../../../contracts/account.ts";
import { MqttEndpoint, SetupState } from "../../../contracts/setup.ts";
import { hasOwner } from "../../../db/users.ts";
import { type ClaimOutcome, claimOwnership } from "../../../operations/first-owner.ts";
import { createSignInBackoff } from "../../../operations/sign-in-backoff.ts";
import { fieldProblem, type HttpProblem, tooManyWrong } from "../http-problem.ts";
import { originOf, startSession } from "../session-start.ts";

/** Codes one address may try a minute; the back-off slows wrong ones before. */
const MAX_CLAIMS_A_MINUTE = 30;

const tags = ["set-up"];

export type SetupRouteParts = { readonly mqtt: MqttEndpoint };

/** Why nobody became the owner. */
const claimProblem = (outcome: Exclude<ClaimOutcome, { kind: "signed-in" }>): HttpProblem => {
  if (outcome.kind === "owned") {
    return fieldProblem(409, [{ field: "code", ...fault("setup_code_void") }]);
  }
  if (outcome.kind === "wrong") {
    return fieldProblem(401, [{ field: "code", ...fault("setup_code_wrong") }]);
  }
  return tooManyWrong("codes", outcome.waitMs);
};

/** The first minutes of a server: who owns it, and where devices reach it. */
export const setupRoutes =
  ({ mqtt }: SetupRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    const backoff = createSignInBackoff();
    await app.register(rateLimit, { global: false });

    app.get(
      "/setup",
      { config: { access: "public" }, schema: { tags, response: { 200: SetupState } } },
      async (request, reply) => {
        void reply.header("cache-control", "no-store");
        return { ownerNeeded: !(await hasOwner(request.db)) };
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
        const outcome = await claimOwnership(request.db, backoff, request.body, originOf(request));
        if (outcome.kind !== "signed-in") throw claimProblem(outcome);
        const { token, user } = outcome;
        return startSession(request, reply, { token, user });
      },
    );

    app.get(
      "/mqtt",
      { config: { access: "devices:view" }, schema: { tags, response: { 200: MqttEndpoint } } },
      () => mqtt,
    );
  };
