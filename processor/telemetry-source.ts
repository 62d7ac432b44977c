import type { NatsConnection } from "@nats-io/transport-node";
import type { Logger } from "pino";
import { splitFrame } from "../db/telemetry-frame.ts";
import { readStream, type StreamMessage } from "./stream-reader.ts";

/** Sections held in memory for the batch loop; the reader waits beyond it. */
const MAX_QUEUED = 1_024;
/** A partition that gets nothing is moved forward after so many messages, so that they can go. */
const IDLE_ADVANCE_MESSAGES = 256;

/** What one message of the stream holds for one partition, unread. */
export type PartitionMessage = {
  readonly partition: number;
  readonly sequence: number;
  /** When the stream stored the message, ms since the epoch. */
  readonly messageAtMs: number;
  /** Null when the message holds nothing for it and only its position moves. */
  readonly section: Buffer | null;
};

/** What the owned partitions bring, as one queue. */
export type TelemetrySource = {
  /** Begins to read a partition behind a sequence. */
  open(partition: number, afterSequence: number): void;
  /** Stops reading a partition and drops what is queued of it. */
  close(partition: number): void;
  /**
   * Takes messages off the queue, in order within each partition: at most `limit`, and of no more
   * than `limitBytes` together unless the first one alone is larger.
   */
  take(limit: number, limitBytes: number): PartitionMessage[];
  /**
   * How long ago the first message came in that nobody has taken yet, ms; 0 where the stream has been
   * read to its end, Infinity until what it held when reading began has been taken.
   */
  lagMs(nowMs: number): number;
  /** Resolves when something is queued, or after `timeoutMs`. */
  arrival(timeoutMs: number): Promise<void>;
  /** Stops reading for good. */
  stop(): Promise<void>;
};

/** The message as a section of the first owned partition, when nobody can tell its parts. */
const unreadable = (partition: number, { data }: StreamMessage) => [
  { partition, section: Buffer.from(data) },
];

const sectionsOf = (message: StreamMessage, firstOwned: number) => {
  try {
    return splitFrame(message.data);
  } catch {
    return unreadable(firstOwned, message); // reading it fails too, and is decided there
  }
};

/**
 * One reader for all partitions: it starts behind the one that is farthest back, and each takes what
 * it does not have yet. A partition that comes later and is farther back starts it over. When the
 * stream turns out not to be the one read so far, `failed` is called, and no more comes.
 */
export const createTelemetrySource = (
  nats: NatsConnection,
  log: Logger,
  failed: (err: unknown) => void,
): TelemetrySource => {
  /** Last sequence queued of each open partition. */
  const positions = new Map<number, number>();
  let reader: { readonly abort: AbortController; readonly done: Promise<void> } | undefined;
  let readUpTo = 0;
  let readAtMs = 0;
  /** Messages of the stream that were not read yet when the last one was sent. */
  let pending = 0;
  /** The last sequence that was there when reading began; Infinity while nobody knows. */
  let backlogEnd = Infinity;
  let queue: PartitionMessage[] = [];
  let arrived: (() => void) | undefined;
  let roomMade: (() => void) | undefined;

  const enqueue = (message: StreamMessage): void => {
    const { sequence, messageAtMs } = message;
    const push = (partition: number, section: Buffer | null): void => {
      positions.set(partition, sequence);
      queue.push({ partition, sequence, messageAtMs, section });
    };
    const [firstOwned = -1] = positions.keys();
    for (const { partition, section } of sectionsOf(message, firstOwned)) {
      if (sequence > (positions.get(partition) ?? Infinity)) push(partition, section);
    }
    for (const [partition, position] of positions) {
      if (sequence - position >= IDLE_ADVANCE_MESSAGES) push(partition, null);
    }
    readUpTo = sequence;
    readAtMs = messageAtMs;
    pending = message.pending;
    if (backlogEnd === Infinity) backlogEnd = sequence + pending;
    if (queue.length > 0) arrived?.();
  };

  const read = async (afterSequence: number, signal: AbortSignal): Promise<void> => {
    const pendingKnown = (messages: number | null): void => {
      if (!signal.aborted) backlogEnd = messages === 0 ? readUpTo : Infinity;
    };
    for await (const message of readStream(nats, afterSequence, signal, log, pendingKnown)) {
      if (signal.aborted) return;
      enqueue(message);
      while (queue.length >= MAX_QUEUED && !signal.aborted) {
        await new Promise<void>((resolve) => (roomMade = resolve));
      }
    }
  };

  const abortReader = (): void => {
    reader?.abort.abort();
    roomMade?.();
  };

  const restart = (afterSequence: number): void => {
    const former = reader?.done;
    abortReader();
    const abort = new AbortController();
    readUpTo = afterSequence;
    pending = 0;
    backlogEnd = Infinity;
    // The former one may be about to hand out a message: only then is its turn over.
    const done = Promise.resolve(former)
      .then(() => read(afterSequence, abort.signal))
      .catch(failed);
    reader = { abort, done };
  };

  return {
    open(partition, afterSequence) {
      positions.set(partition, afterSequence);
      if (!reader || afterSequence < readUpTo) restart(afterSequence);
    },
    close(partition) {
      positions.delete(partition);
      queue = queue.filter((message) => message.partition !== partition);
      roomMade?.();
    },
    take(limit, limitBytes) {
      let bytes = 0;
      let count = 0;
      while (count < Math.min(limit, queue.length)) {
        bytes += queue[count]?.section?.length ?? 0;
        if (count > 0 && bytes > limitBytes) break;
        count++;
      }
      const taken = queue.splice(0, count);
      roomMade?.();
      return taken;
    },
    lagMs(nowMs) {
      const [next] = queue;
      if ((next ? next.sequence - 1 : readUpTo) < backlogEnd) return Infinity;
      if (next) return nowMs - next.messageAtMs;
      return pending === 0 ? 0 : nowMs - readAtMs;
    },
    arrival(timeoutMs) {
      if (queue.length > 0) return Promise.resolve();
      return new Promise((resolve) => {
        const settle = (): void => {
          clearTimeout(timer);
          arrived = undefined;
          resolve();
        };
        const timer = setTimeout(settle, timeoutMs);
        arrived = settle;
      });
    },
    async stop() {
      positions.clear();
      abortReader();
      await reader?.done;
    },
  };
};
