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

/** Reads a message; throws when it is no batch this release understands. */
export const parseMessage = ({ partition, sequence, data }: PartitionMessage): TelemetryMessage => {
  const batch = ObservationBatch.parse(JSON.parse(decoder.decode(data)));
  const { receivedAtMs } = batch;
  return {
    partition,
    sequence,
    batchId: batch.batchId,
    observations: batch.observations.map((record) =>
      Object.assign(fromRecord(record), { receivedAtMs }),
    ),
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
