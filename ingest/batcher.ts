import { randomUUID } from "node:crypto";
import { PARTITION_COUNT, telemetrySubject } from "../contracts/subjects.ts";

/** How long the first observation of a micro-batch waits for company, ms. */
const WINDOW_MS = 3;
/** Text gathered before a batch stops growing, characters; well below NATS' 1 MB limit. */
const MAX_BATCH_CHARS = 256 * 1024;

/** Publishes one message and resolves once JetStream has stored it; never rejects. */
export type DurablePublish = (subject: string, body: string) => Promise<void>;

/** Gathers what arrives for each partition into JetStream messages. */
export type Batcher = {
  /** Adds an observation (as `ObservationRecord` JSON); `stored` runs once it is durable. */
  readonly addObservation: (partition: number, recordJson: string, stored: () => void) => void;
  /** Adds a reject (as `Reject` JSON); `stored` runs once it is durable. */
  readonly addReject: (partition: number, rejectJson: string, stored: () => void) => void;
  /** Observations and rejects waiting for their ack. */
  readonly pending: () => number;
  /** Their text, characters. */
  readonly pendingChars: () => number;
  /** Resolves once nothing waits any more. */
  readonly drain: () => Promise<void>;
};

type Batch = {
  readonly observations: string[];
  readonly rejects: string[];
  readonly waiters: (() => void)[];
  chars: number;
};
/** Batches of one partition that wait to be sent, oldest first; the newest one still grows. */
type Partition = { readonly waiting: Batch[]; inFlight: boolean };

const emptyBatch = (): Batch => ({ observations: [], rejects: [], waiters: [], chars: 0 });

const encode = ({ observations, rejects }: Batch, nowMs: number): string =>
  `{"v":1,"batchId":"${randomUUID()}","receivedAtMs":${nowMs},` +
  `"observations":[${observations.join(",")}],"rejects":[${rejects.join(",")}]}`;

/** The batch that the next `chars` characters go into. */
const growing = ({ waiting }: Partition, chars: number): Batch => {
  const newest = waiting.at(-1);
  if (newest && newest.chars + chars <= MAX_BATCH_CHARS) return newest;
  const batch = emptyBatch();
  waiting.push(batch);
  return batch;
};

/** What waits for its ack over all partitions, and who wants to know when that is nothing. */
const createBacklog = () => {
  let count = 0;
  let chars = 0;
  const idle: (() => void)[] = [];
  return {
    count: () => count,
    chars: () => chars,
    add: (addedChars: number): void => {
      count++;
      chars += addedChars;
    },
    settle: (batch: Batch): void => {
      count -= batch.waiters.length;
      chars -= batch.chars;
      for (const stored of batch.waiters) stored();
      if (count === 0) for (const resolve of idle.splice(0)) resolve();
    },
    drained: (): Promise<void> =>
      count === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve)),
  };
};

/**
 * Micro-batching with one message in flight a partition: order is kept, a slow disk makes batches
 * larger instead of queues longer, and an idle system answers within the window.
 */
export const createBatcher = (publish: DurablePublish, now: () => number): Batcher => {
  const partitions = Array.from({ length: PARTITION_COUNT }, (): Partition => ({
    waiting: [],
    inFlight: false,
  }));
  const backlog = createBacklog();
  let windowOpen = false;

  const send = async (index: number, partition: Partition): Promise<void> => {
    partition.inFlight = true;
    for (let batch = partition.waiting.shift(); batch; batch = partition.waiting.shift()) {
      await publish(telemetrySubject(index), encode(batch, now()));
      backlog.settle(batch);
    }
    partition.inFlight = false;
  };

  const closeWindow = (): void => {
    windowOpen = false;
    for (const [index, partition] of partitions.entries()) {
      if (partition.waiting.length > 0 && !partition.inFlight) void send(index, partition);
    }
  };

  const gather = (index: number, chars: number, stored: () => void): Batch => {
    const partition = partitions[index];
    if (!partition) throw new Error(`no telemetry partition ${index}`);
    const batch = growing(partition, chars);
    batch.chars += chars;
    batch.waiters.push(stored);
    backlog.add(chars);
    if (!windowOpen) {
      windowOpen = true;
      setTimeout(closeWindow, WINDOW_MS);
    }
    return batch;
  };

  return {
    addObservation: (partition, recordJson, stored) =>
      void gather(partition, recordJson.length, stored).observations.push(recordJson),
    addReject: (partition, rejectJson, stored) =>
      void gather(partition, rejectJson.length, stored).rejects.push(rejectJson),
    pending: backlog.count,
    pendingChars: backlog.chars,
    drain: backlog.drained,
  };
};
