import { TELEMETRY_SUBJECT } from "../contracts/subjects.ts";
import type { Sample } from "../contracts/telemetry.ts";
import type { Origin } from "../db/location-row.ts";
import { createFrameWriter, FULL_FRAME_BYTES } from "../db/telemetry-frame.ts";

/**
 * How long the first observation of a micro-batch waits for company, ms: behind another batch too,
 * since one write and one ack cost the stream the same for ten observations and for a thousand.
 */
const WINDOW_MS = 3;

/** Publishes one message and resolves once JetStream has stored it; never rejects. */
export type DurablePublish = (subject: string, body: Uint8Array) => Promise<void>;

/** Gathers what arrives, for all partitions, into JetStream messages. */
export type Batcher = {
  /** Adds an observation; `stored` runs once it is durable. */
  readonly addObservation: (
    origin: Origin,
    sample: Sample,
    receivedAtMs: number,
    stored: () => void,
  ) => void;
  /** Adds a reject (as `Reject` JSON) to a partition; `stored` runs once it is durable. */
  readonly addReject: (partition: number, rejectJson: string, stored: () => void) => void;
  /** Observations and rejects waiting for their ack. */
  readonly pending: () => number;
  /** What they weigh, bytes. */
  readonly pendingBytes: () => number;
  /** Resolves once nothing waits any more. */
  readonly drain: () => Promise<void>;
};

/** A closed frame that waits to be sent, or for its ack. */
type Batch = { readonly frame: Buffer; readonly bytes: number; readonly waiters: (() => void)[] };

/** The frame that still grows, and the closed ones before it, oldest first. */
const createQueue = () => {
  const writer = createFrameWriter();
  const closed: Batch[] = [];
  let bytes = 0;
  let waiters: (() => void)[] = [];

  const close = (): void => {
    closed.push({ frame: writer.finish(), bytes, waiters });
    bytes = 0;
    waiters = [];
  };
  return {
    writer,
    /** Notes what has been written and who waits for it. */
    grow(grownBytes: number, stored: () => void): void {
      bytes += grownBytes;
      waiters.push(stored);
      if (bytes >= FULL_FRAME_BYTES) close();
    },
    /** The oldest batch that is full. */
    nextFull: (): Batch | undefined => closed.shift(),
    /** The oldest batch, however small. */
    next(): Batch | undefined {
      if (closed.length === 0 && waiters.length > 0) close();
      return closed.shift();
    },
  };
};

/**
 * Micro-batching with one message in flight: order is kept, a slow disk makes batches larger instead
 * of queues longer, and an idle system answers within the window.
 */
export const createBatcher = (publish: DurablePublish): Batcher => {
  const queue = createQueue();
  let pending = 0;
  let pendingBytes = 0;
  /** From the beginning of a window until nothing full is left to send. */
  let gathering = false;
  const idle: (() => void)[] = [];

  const settle = ({ bytes, waiters }: Batch): void => {
    pending -= waiters.length;
    pendingBytes -= bytes;
    for (const stored of waiters) stored();
    if (pending === 0) for (const resolve of idle.splice(0)) resolve();
  };

  const send = async (): Promise<void> => {
    for (let batch = queue.next(); batch; batch = queue.nextFull()) {
      await publish(TELEMETRY_SUBJECT, batch.frame);
      settle(batch);
    }
    gathering = false;
    if (pending > 0) gather();
  };

  /** Opens the window behind which the batch is sent; not while one is open, or one is on its way. */
  const gather = (): void => {
    if (gathering) return;
    gathering = true;
    setTimeout(() => void send(), WINDOW_MS);
  };

  const added = (bytes: number, stored: () => void): void => {
    pending++;
    pendingBytes += bytes;
    queue.grow(bytes, stored);
    gather();
  };

  return {
    addObservation: (origin, sample, receivedAtMs, stored) =>
      added(queue.writer.observation(origin, sample, receivedAtMs), stored),
    addReject: (partition, rejectJson, stored) =>
      added(queue.writer.reject(partition, rejectJson), stored),
    pending: () => pending,
    pendingBytes: () => pendingBytes,
    drain: () =>
      pending === 0 ? Promise.resolve() : new Promise((resolve) => void idle.push(resolve)),
  };
};
