import {
  AckPolicy,
  type ConsumerMessages,
  DeliverPolicy,
  jetstream,
  jetstreamManager,
  type JsMsg,
} from "@nats-io/jetstream";
import { nanos, type NatsConnection } from "@nats-io/transport-node";
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import type { Logger } from "pino";
import { EVENT_STREAM } from "../../../contracts/subjects.ts";

/** An event that nobody has confirmed by then is given to another server, ms. */
const CONFIRMED_WITHIN_MS = 30_000;
/** The stream is made by the processor, which may start later; time between two looks, ms. */
const RETRY_MS = 1_000;
/** How long one pull waits, ms. */
const PULL_EXPIRES_MS = 5_000;

export type NewsParts = {
  readonly pool: pg.Pool;
  readonly nats: NatsConnection;
  readonly log: Pick<Logger, "warn" | "debug">;
};

/** Events of a kind, and what is made of one. */
type News = {
  /** One place in the stream for all dashboard servers: each event is one's of them, and waits for none. */
  readonly durable: string;
  readonly subjects: readonly string[];
  readonly take: (message: JsMsg) => Promise<void>;
};

const openMessages = async (
  nats: NatsConnection,
  { durable, subjects }: News,
): Promise<ConsumerMessages> => {
  const manager = await jetstreamManager(nats);
  await manager.consumers.add(EVENT_STREAM, {
    durable_name: durable,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.New,
    filter_subjects: [...subjects],
    ack_wait: nanos(CONFIRMED_WITHIN_MS),
  });
  const consumer = await jetstream(nats).consumers.get(EVENT_STREAM, durable);
  return consumer.consume({ expires: PULL_EXPIRES_MS, abort_on_missing_resource: true });
};

/**
 * Turns what happens into deliveries, and confirms an event once they are stored: a server
 * that dies leaves it to the next. The returned function ends it.
 */
export const followNews = ({ nats, log }: NewsParts, news: News): (() => Promise<void>) => {
  const stopping = new AbortController();
  let messages: ConsumerMessages | undefined;
  const follow = async (): Promise<void> => {
    messages = await openMessages(nats, news);
    for await (const message of messages) {
      await news.take(message).then(
        () => message.ack(),
        (err: unknown) => {
          log.warn({ err, subject: message.subject }, "news was not noted to be told");
          message.nak(RETRY_MS);
        },
      );
    }
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await follow().catch((err: unknown) => log.debug({ err }, "news cannot be followed yet"));
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
