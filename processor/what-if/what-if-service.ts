import type { Msg, NatsConnection } from "@nats-io/transport-node";
import type pg from "pg";
import type { Logger } from "pino";
import { WHAT_IF_SUBJECT, WHAT_IF_WITHIN_MS } from "../../contracts/subjects.ts";
import { WhatIfRequest, type WhatIfAnswer } from "../../contracts/what-if.ts";
import type { FleetSettings } from "../fleet-settings.ts";
import { whatIf } from "./what-if.ts";

/** Processors share the questions: each goes to one of them. */
const QUEUE = "processors";
/** Left for the way there and back, ms. */
const MARGIN_MS = 2_000;

type Ports = {
  readonly pool: pg.Pool;
  readonly nats: NatsConnection;
  readonly settings: FleetSettings;
  readonly log: Logger;
  readonly now: () => number;
};

/**
 * Answers what-if questions, one at a time: the history is read a page at a time between the
 * batches, which are what the processor is there for.
 */
export const serveWhatIf = ({ pool, nats, settings, log, now }: Ports) => {
  let isBusy = false;

  const answer = async (message: Msg): Promise<WhatIfAnswer> => {
    if (isBusy) return { kind: "busy" };
    isBusy = true;
    const lateMs = now() + WHAT_IF_WITHIN_MS - MARGIN_MS;
    try {
      const request = WhatIfRequest.parse(message.json());
      return await whatIf(pool, settings, request, now(), () => now() > lateMs);
    } catch (err) {
      log.error({ err }, "a what-if question could not be answered");
      return { kind: "failed" };
    } finally {
      isBusy = false;
    }
  };

  const subscription = nats.subscribe(WHAT_IF_SUBJECT, {
    queue: QUEUE,
    callback: (_err, message) =>
      void answer(message).then((said) => message.respond(JSON.stringify(said))),
  });
  return { stop: () => subscription.unsubscribe() };
};
