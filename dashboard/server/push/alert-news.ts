import {
  AckPolicy,
  DeliverPolicy,
  jetstream,
  jetstreamManager,
  type JsMsg,
} from "@nats-io/jetstream";
import type { ConsumerMessages } from "@nats-io/jetstream";
import { nanos, type NatsConnection } from "@nats-io/transport-node";
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import type { Logger } from "pino";
import { AlertEvent } from "../../../contracts/alert.ts";
import { PERMISSIONS } from "../../../contracts/permissions.ts";
import { EVENT_STREAM, eventSubject } from "../../../contracts/subjects.ts";
import { addPushDeliveries } from "../../../db/push-deliveries.ts";
import { worthTellingMs } from "./push-queue.ts";

/** One place in the stream for all dashboard servers: each event is one's of them, and waits for none. */
const DURABLE = "push";
/** An event that nobody has confirmed by then is given to another server, ms. */
const CONFIRMED_WITHIN_MS = 30_000;
/** The stream is made by the processor, which may start later; time between two looks, ms. */
const RETRY_MS = 1_000;
/** How long one pull waits, ms. */
const PULL_EXPIRES_MS = 5_000;
/** What brings up to date waits for more of the kind, ms; news does not. */
const GATHERED_MS = 3_000;

const RINGING: ReadonlySet<string> = new Set(["alert:created", "alert:critical"].map(eventSubject));
const UPDATED = eventSubject("alert:updated");

export type AlertNewsParts = {
  readonly pool: pg.Pool;
  readonly nats: NatsConnection;
  readonly log: Pick<Logger, "warn" | "debug">;
};

/** Notes who is to be told of an event. What was found too late to be news is told to nobody. */
const take = async (pool: pg.Pool, message: JsMsg): Promise<void> => {
  const rings = RINGING.has(message.subject);
  if (!rings && message.subject !== UPDATED) return;
  const { alert } = AlertEvent.parse(message.json());
  const expiresAtMs = Date.parse(alert.updatedAt) + worthTellingMs(alert);
  if (alert.raisedAt === null || expiresAtMs <= Date.now()) return;
  const roles = PERMISSIONS["alerts:view"];
  const inMs = rings ? 0 : GATHERED_MS;
  await addPushDeliveries(pool, {
    ...{ alert, rings, roles, inMs, expiresAt: new Date(expiresAtMs) },
  });
};

const openMessages = async (nats: NatsConnection): Promise<ConsumerMessages> => {
  const manager = await jetstreamManager(nats);
  await manager.consumers.add(EVENT_STREAM, {
    durable_name: DURABLE,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.New,
    filter_subject: eventSubject("alert:>"),
    ack_wait: nanos(CONFIRMED_WITHIN_MS),
  });
  const consumer = await jetstream(nats).consumers.get(EVENT_STREAM, DURABLE);
  return consumer.consume({ expires: PULL_EXPIRES_MS, abort_on_missing_resource: true });
};

/**
 * Turns what happens to alerts into deliveries, and confirms an event once they are stored: a server
 * that dies leaves it to the next. The returned function ends it.
 */
export const followAlertNews = ({ pool, nats, log }: AlertNewsParts): (() => Promise<void>) => {
  const stopping = new AbortController();
  let messages: ConsumerMessages | undefined;
  const follow = async (): Promise<void> => {
    messages = await openMessages(nats);
    for await (const message of messages) {
      await take(pool, message).then(
        () => message.ack(),
        (err: unknown) => {
          log.warn({ err, subject: message.subject }, "an alert was not noted to be told");
          message.nak(RETRY_MS);
        },
      );
    }
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await follow().catch((err: unknown) => log.debug({ err }, "alerts cannot be followed yet"));
      await wait(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return async () => {
    stopping.abort();
    await messages?.close();
    await running;
  };
};
