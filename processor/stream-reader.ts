import {
  AckPolicy,
  DeliverPolicy,
  jetstream,
  jetstreamManager,
  type Consumer,
} from "@nats-io/jetstream";
import { nanos, type NatsConnection } from "@nats-io/transport-node";
import type { Logger } from "pino";
import { TELEMETRY_STREAM } from "../contracts/subjects.ts";

/** Messages asked for at once; each holds a micro-batch of at most half a megabyte. */
const FETCH_MESSAGES = 16;
/** How long a request waits for messages, ms. */
const FETCH_EXPIRES_MS = 5_000;
/** The server forgets a reader that has been silent for this long, ms. */
const INACTIVE_MS = 60_000;
/** Pause after an error, ms. */
const RETRY_MS = 500;

/** One message of the telemetry stream, unread. */
export type StreamMessage = { readonly sequence: number; readonly data: Uint8Array };

/**
 * Reads the telemetry stream in order from behind a sequence, for ever, until `signal` aborts. The
 * server keeps no position for us: the database does. Whatever goes wrong on the way (a restart, a
 * gap, a forgotten consumer) ends in a new consumer behind the last message that was handed out.
 */
export async function* readStream(
  nats: NatsConnection,
  afterSequence: number,
  signal: AbortSignal,
  log: Logger,
): AsyncGenerator<StreamMessage> {
  let sequence = afterSequence;
  let failing = false;
  while (!signal.aborted) {
    try {
      const consumer = await openConsumer(nats, sequence + 1);
      failing = false;
      for await (const message of fetchInOrder(consumer, signal)) {
        sequence = message.seq;
        yield { sequence, data: message.data };
      }
    } catch (err) {
      if (signal.aborted) return;
      if (!failing) log.warn({ err }, "reading telemetry interrupted; trying again");
      failing = true;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

const openConsumer = async (nats: NatsConnection, startSequence: number): Promise<Consumer> => {
  const manager = await jetstreamManager(nats);
  const { name } = await manager.consumers.add(TELEMETRY_STREAM, {
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: startSequence,
    ack_policy: AckPolicy.None,
    mem_storage: true,
    inactive_threshold: nanos(INACTIVE_MS),
  });
  return jetstream(nats).consumers.get(TELEMETRY_STREAM, name);
};

async function* fetchInOrder(consumer: Consumer, signal: AbortSignal) {
  let delivered = 0;
  while (!signal.aborted) {
    const messages = await consumer.fetch({
      max_messages: FETCH_MESSAGES,
      expires: FETCH_EXPIRES_MS,
    });
    const stop = () => messages.stop();
    signal.addEventListener("abort", stop, { once: true });
    try {
      for await (const message of messages) {
        // Without acks a message lost on the way is never sent again: start over behind the last.
        if (message.info.deliverySequence !== delivered + 1) throw new Error("gap in delivery");
        delivered++;
        yield message;
      }
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }
}
