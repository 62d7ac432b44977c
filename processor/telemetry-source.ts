import type { NatsConnection } from "@nats-io/transport-node";
import type { Logger } from "pino";
import { readPartition, type PartitionMessage } from "./partition-reader.ts";

/** Messages held in memory for the batch loop, over all partitions; readers wait beyond it. */
const MAX_QUEUED = 512;

/** What the owned partitions bring, as one queue. */
export type TelemetrySource = {
  /** Begins to read a partition behind a sequence. */
  open(partition: number, afterSequence: number): void;
  /** Stops reading a partition and drops what is queued of it. */
  close(partition: number): Promise<void>;
  /** Takes messages off the queue, in order within each partition, at most `limit`. */
  take(limit: number): PartitionMessage[];
  /** Resolves when something is queued, or after `timeoutMs`. */
  arrival(timeoutMs: number): Promise<void>;
};

type Reader = { readonly abort: AbortController; readonly done: Promise<void> };

export const createTelemetrySource = (nats: NatsConnection, log: Logger): TelemetrySource => {
  const readers = new Map<number, Reader>();
  let queue: PartitionMessage[] = [];
  let arrived: (() => void) | undefined;
  let roomMade: (() => void)[] = [];

  /** Lets waiting readers look again whether there is room, or whether they are to stop. */
  const wakeReaders = (): void => {
    const waiting = roomMade;
    roomMade = [];
    for (const resume of waiting) resume();
  };

  const read = async (
    partition: number,
    afterSequence: number,
    signal: AbortSignal,
  ): Promise<void> => {
    for await (const message of readPartition(nats, partition, afterSequence, signal, log)) {
      if (signal.aborted) return;
      queue.push(message);
      arrived?.();
      while (queue.length >= MAX_QUEUED && !signal.aborted) {
        await new Promise<void>((resume) => roomMade.push(resume));
      }
    }
  };

  return {
    open(partition, afterSequence) {
      const abort = new AbortController();
      readers.set(partition, { abort, done: read(partition, afterSequence, abort.signal) });
    },
    async close(partition) {
      const reader = readers.get(partition);
      readers.delete(partition);
      reader?.abort.abort();
      queue = queue.filter((message) => message.partition !== partition);
      wakeReaders();
      await reader?.done;
    },
    take(limit) {
      const taken = queue.splice(0, limit);
      wakeReaders();
      return taken;
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
  };
};
