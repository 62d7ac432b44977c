import { fromRecord, ObservationBatch, type Reject } from "../contracts/observation.ts";
import type { ReceivedObservation } from "../db/locations.ts";
import type { PartitionMessage } from "./partition-reader.ts";

/** A JetStream message, read. */
export type TelemetryMessage = {
  readonly partition: number;
  readonly sequence: number;
  readonly batchId: string;
  readonly observations: readonly ReceivedObservation[];
  readonly rejects: readonly (Reject & { readonly receivedAtMs: number })[];
};

const decoder = new TextDecoder();

/** Types of an `ObservationRecord`, field by field; all but the first four may be null. */
const RECORD_TYPES = "string string string number "
  .concat("number ".repeat(8), "boolean ", "number ".repeat(7), "string object")
  .split(" ");
const REQUIRED_FIELDS = 4;

const isRecord = (record: unknown): boolean =>
  Array.isArray(record) &&
  record.length === RECORD_TYPES.length &&
  RECORD_TYPES.every((type, index) => {
    const value: unknown = record[index];
    return typeof value === type || (value === null && index >= REQUIRED_FIELDS);
  });

/**
 * The batch a message holds. Ranges were checked where the device spoke; here, on the hot path, only
 * the shape is, and the schema is asked to say what is wrong when it is not the expected one.
 */
const checkBatch = (json: unknown): ObservationBatch => {
  const { observations, ...envelope } = json as ObservationBatch;
  const isExpected =
    Array.isArray(observations) &&
    observations.every(isRecord) &&
    ObservationBatch.safeParse({ ...envelope, observations: [] }).success;
  return isExpected ? (json as ObservationBatch) : ObservationBatch.parse(json);
};

/** Reads a message; throws when it is no batch this release understands. */
export const parseMessage = ({ partition, sequence, data }: PartitionMessage): TelemetryMessage => {
  const batch = checkBatch(JSON.parse(decoder.decode(data)));
  const { receivedAtMs } = batch;
  return {
    partition,
    sequence,
    batchId: batch.batchId,
    observations: batch.observations.map((record) => ({ ...fromRecord(record), receivedAtMs })),
    rejects: batch.rejects.map((reject) => Object.assign(reject, { receivedAtMs })),
  };
};

/** Event-time order; observations of one instant are ordered by id, the same everywhere. */
export const byEventTime = (
  a: { readonly tsMs: number; readonly id: string },
  b: { readonly tsMs: number; readonly id: string },
): number => a.tsMs - b.tsMs || (a.id < b.id ? -1 : Number(a.id > b.id));

/** The observations of several messages by vehicle, each in event-time order, repeats left out. */
export const groupByVehicle = (
  messages: readonly TelemetryMessage[],
): Map<string, ReceivedObservation[]> => {
  const groups = new Map<string, ReceivedObservation[]>();
  for (const { observations } of messages) {
    for (const observation of observations) {
      const group = groups.get(observation.vehicleId);
      if (group) group.push(observation);
      else groups.set(observation.vehicleId, [observation]);
    }
  }
  for (const [vehicleId, group] of groups) {
    group.sort(byEventTime);
    const distinct = group.filter((observation, index) => observation.id !== group[index - 1]?.id);
    groups.set(vehicleId, distinct);
  }
  return groups;
};
