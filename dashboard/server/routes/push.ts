import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { IdParams } from "../../../contracts/fields.ts";
import {
  NewPushSubscription,
  PushEndpoint,
  PushKey,
  PushSubscription,
  PushTest,
} from "../../../contracts/push.ts";
import {
  findPushTarget,
  forgetPushSubscription,
  removePushSubscription,
  renewPushSubscription,
  savePushSubscription,
} from "../../../db/push-subscriptions.ts";
import { sessionOf } from "../authentication.ts";
import { fieldProblem, orNotFound } from "../http-problem.ts";
import type { PushSender } from "../push/push-sender.ts";

const tags = ["push"];
const viewing = { config: { access: "alerts:view" } } as const;
/** A test that does not come at once tells nothing, s. */
const TEST_TTL_S = 60;

export type PushRouteParts = { readonly pushSender: PushSender };

/** Notifications on the caller's own devices. */
export const pushRoutes =
  ({ pushSender }: PushRouteParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get("/me/push", { ...viewing, schema: { tags, response: { 200: PushKey } } }, async () => ({
      publicKey: await pushSender.loadPublicKey(),
    }));

    app.put(
      "/me/push-subscriptions",
      {
        ...viewing,
        schema: { tags, body: NewPushSubscription, response: { 200: PushSubscription } },
      },
      (request) => {
        const words = pushSender.endpointFault(request.body.endpoint);
        if (words !== undefined)
          throw fieldProblem(400, [{ field: "endpoint", code: "push_endpoint", message: words }]);
        return savePushSubscription(request.db, sessionOf(request), request.body);
      },
    );

    app.post(
      "/me/push-subscriptions/renew",
      { ...viewing, schema: { tags, body: PushEndpoint, response: { 200: PushSubscription } } },
      async (request) =>
        orNotFound(
          await renewPushSubscription(request.db, sessionOf(request), request.body.endpoint),
          "push subscription",
        ),
    );

    app.post(
      "/me/push-subscriptions/:id/test",
      { ...viewing, schema: { tags, params: IdParams, response: { 200: PushTest } } },
      async (request) => {
        const { userId } = sessionOf(request);
        const found = await findPushTarget(request.db, userId, request.params.id);
        const target = orNotFound(found, "push subscription");
        const message = { kind: "test", language: target.language } as const;
        const manner = { ttlS: TEST_TTL_S, urgency: "high" } as const;
        const { kind, words } = await pushSender.send(target, message, manner);
        if (kind === "gone") await forgetPushSubscription(request.db, target.id);
        return { isTaken: kind === "taken", outcome: words };
      },
    );

    app.delete(
      "/me/push-subscriptions/:id",
      { ...viewing, schema: { tags, params: IdParams, response: { 204: z.undefined() } } },
      async (request, reply) => {
        const removed = await removePushSubscription(
          request.db,
          sessionOf(request).userId,
          request.params.id,
        );
        orNotFound(removed || undefined, "push subscription");
        return reply.code(204).send();
      },
    );
  };
