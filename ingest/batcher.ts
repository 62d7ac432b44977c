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
  addObservation(partition: number, recordJson: string, stored: () => void): void;
  /** Adds a reject (as `Reject` JSON); `stored` runs once it is durable. */
  addReject(partition: number, rejectJson: string, stored: () => void): void;
  /** Observations and rejects waiting for their ack. */
  pending(): number;
  /** Resolves once everything added so far is durable. */
  drain(): Promise<void>;
};

type Gathering = {
  observations: string[];
  rejects: string[];
  waiters: (() => void)[];
  chars: number;
};
type Partition = { gathering: Gathering[]; inFlight: boolean };

const emptyGathering = (): Gathering => ({ observations: [], rejects: [], waiters: [], chars: 0 });

const encode = ({ observations, rejects }: Gathering, nowMs: number): string =>
  `{"v":1,"batchId":"${randomUUID()}","receivedAtMs":${nowMs},` +
  `"observations":[${observations.join(",")}],"rejects":[${rejects.join(",")}]}`;

/**
 * Micro-batching with one message in flight a partition: order is kept, a slow disk makes batches
 * larger instead of queues longer, and an idle system answers within the window.
 */
export const createBatcher = (publish: DurablePublish, now: () => number): Batcher => {
  const partitions = Array.from({ length: PARTITION_COUNT }, (): Partition => ({
    gathering: [],
    inFlight: false,
  }));
  let pending = 0;
  let windowOpen = false;
  const idle: (() => void)[] = [];

  const settle = ({ waiters }: Gathering): void => {
    pending -= waiters.length;
    for (const stored of waiters) stored();
    if (pending === 0) for (const resolve of idle.splice(0)) resolve();
  };

  const send = async (index: number, partition: Partition): Promise<void> => {
    partition.inFlight = true;
    for (let batch = partition.gathering.shift(); batch; batch = partition.gathering.shift()) {
      await publish(telemetrySubject(index), encode(batch, now()));
      settle(batch);
    }
    partition.inFlight = false;
  };

  const closeWindow = (): void => {
    windowOpen = false;
    for (const [index, partition] of partitions.entries()) {
      if (partition.gathering.length > 0 && !partition.inFlight) void send(index, partition);
    }
  };

  const gather = (index: number, chars: number, stored: () => void): Gathering => {
    const partition = partitions[index];
    if (!partition) throw new Error(`no telemetry partition ${index}`);
    let batch = partition.gathering.at(-1);
    if (!batch || batch.chars + chars > MAX_BATCH_CHARS) {
      batch = emptyGathering();
      partition.gathering.push(batch);
    }
    batch.chars += chars;
    batch.waiters.push(stored);
    pending++;
    if (!windowOpen) {
      windowOpen = true;
      setTimeout(closeWindow, WINDOW_MS);
    }
    return batch;
  };

  return {
    addObservation(partition, recordJson, stored) {
      gather(partition, recordJson.length, stored).observations.push(recordJson);
    },
    addReject(partition, rejectJson, stored) {
      gather(partition, rejectJson.length, stored).rejects.push(rejectJson);
    },
    pending: () => pending,
    drain: () => (pending === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve))),
  };
};
