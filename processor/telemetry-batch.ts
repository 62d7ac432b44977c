import type { Reject } from "../contracts/observation.ts";
import type { ReceivedObservation } from "../db/location-row.ts";
import { readSection } from "../db/telemetry-frame.ts";
import type { PartitionMessage } from "./telemetry-source.ts";

/** What a message of the stream holds for one partition, read. */
export type TelemetryMessage = {
  readonly partition: number;
  readonly sequence: number;
  readonly observations: readonly ReceivedObservation[];
  readonly rejects: readonly Reject[];
};

const NOTHING = { observations: [], rejects: [] } as const;

/** Reads a message; throws when it is nothing this release understands. */
export const parseMessage = ({
  partition,
  sequence,
  section,
}: PartitionMessage): TelemetryMessage => ({
  partition,
  sequence,
  ...(section ? readSection(section) : NOTHING),
});

/** Event-time order; observations of one instant are ordered by id, the same everywhere. */
export const byEventTime = (
  a: { readonly tsMs: number; readonly id: string },
  b: { readonly tsMs: number; readonly id: string },
): number => a.tsMs - b.tsMs || (a.id < b.id ? -1 : Number(a.id > b.id));

/** Puts a vehicle's observations into event-time order, in place, and leaves repeats out. */
const order = (group: ReceivedObservation[]): void => {
  let sorted = true;
  for (let index = 1; sorted && index < group.length; index++) {
    sorted = group[index - 1]!.tsMs < group[index]!.tsMs;
  }
  if (sorted) return; // as cars usually send: in order, each once
  group.sort(byEventTime);
  let kept = 1;
  for (let index = 1; index < group.length; index++) {
    const observation = group[index]!;
    if (observation.id !== group[kept - 1]!.id) group[kept++] = observation;
  }
  group.length = kept;
};

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
  for (const group of groups.values()) order(group);
  return groups;
};
