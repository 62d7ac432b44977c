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
import { DiscontinuedStreamError, holdsMessage } from "./stream-continuity.ts";

/** Messages asked for at once; each holds a micro-batch of at most half a megabyte. */
const FETCH_MESSAGES = 16;
/** How long a request waits for messages, ms. */
const FETCH_EXPIRES_MS = 5_000;
/** The server forgets a reader that has been silent for this long, ms. */
const INACTIVE_MS = 60_000;
/** Pause after an error, ms. */
const RETRY_MS = 500;
const NANOS_PER_MS = 1_000_000n;

/** One message of the telemetry stream, unread. */
export type StreamMessage = {
  readonly sequence: number;
  /** When the stream stored it, ms since the epoch; with the sequence it identifies the message. */
  readonly messageAtMs: number;
  /** How many messages the stream had behind it when it was sent. */
  readonly pending: number;
  readonly data: Uint8Array;
};

/** The message handed out last; before the first one only its sequence is known. */
type Position = { readonly sequence: number; readonly messageAtMs: number | null };

/**
 * Reads the telemetry stream in order from behind a sequence, for ever, until `signal` aborts. The
 * server keeps no position for us: the database does. Whatever goes wrong on the way (a restart, a
 * gap, a forgotten consumer) ends in a new consumer behind the last message that was handed out.
 * Throws a `DiscontinuedStreamError` when the stream does not have that one any more. Tells
 * `pendingKnown` how many messages there are to read whenever it begins, and null when it cannot.
 */
export async function* readStream(
  nats: NatsConnection,
  afterSequence: number,
  signal: AbortSignal,
  log: Logger,
  pendingKnown: (messages: number | null) => void,
): AsyncGenerator<StreamMessage> {
  let position: Position = { sequence: afterSequence, messageAtMs: null };
  let failing = false;
  while (!signal.aborted) {
    try {
      const { consumer, pending: toRead } = await openConsumer(nats, position);
      pendingKnown(toRead);
      failing = false;
      for await (const message of fetchInOrder(consumer, signal)) {
        const { seq: sequence, data, info } = message;
        // Not `message.time`: it is of a number of nanoseconds that has lost its last digits.
        const messageAtMs = Number(message.timestampNanos / NANOS_PER_MS);
        position = { sequence, messageAtMs };
        yield { sequence, messageAtMs, pending: info.pending, data };
      }
    } catch (err) {
      if (signal.aborted) return;
      if (err instanceof DiscontinuedStreamError) throw err;
      pendingKnown(null);
      if (!failing) log.warn({ err }, "reading telemetry interrupted; trying again");
      failing = true;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

const openConsumer = async (
  nats: NatsConnection,
  { sequence, messageAtMs }: Position,
): Promise<{ readonly consumer: Consumer; readonly pending: number }> => {
  const manager = await jetstreamManager(nats);
  const { name, num_pending: pending } = await manager.consumers.add(TELEMETRY_STREAM, {
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: sequence + 1,
    ack_policy: AckPolicy.None,
    mem_storage: true,
    inactive_threshold: nanos(INACTIVE_MS),
  });
  // Afterwards, because a consumer in memory does not outlive the server that was looked at.
  if (messageAtMs !== null && !(await holdsMessage(manager, sequence, messageAtMs)))
    throw new DiscontinuedStreamError();
  return { consumer: await jetstream(nats).consumers.get(TELEMETRY_STREAM, name), pending };
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
