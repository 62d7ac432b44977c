import type { Reject } from "../contracts/observation.ts";
import { compareIds, type PackedObservation } from "../db/location-row.ts";
import { readSection } from "../db/telemetry-frame.ts";
import type { PartitionMessage } from "./telemetry-source.ts";

/** What a message of the stream holds for one partition, its observations still packed. */
export type TelemetryMessage = {
  readonly partition: number;
  readonly sequence: number;
  /** When the stream stored the message, ms since the epoch. */
  readonly messageAtMs: number;
  readonly observations: readonly PackedObservation[];
  readonly rejects: readonly Reject[];
};

const NOTHING = { observations: [], rejects: [] } as const;

/** Reads a message; throws when it is nothing this release understands. */
export const parseMessage = ({
  partition,
  sequence,
  messageAtMs,
  section,
}: PartitionMessage): TelemetryMessage => ({
  partition,
  sequence,
  messageAtMs,
  ...(section ? readSection(section) : NOTHING),
});

/** Event-time order; observations of one instant are ordered by id, the same everywhere. */
const byEventTime = (a: PackedObservation, b: PackedObservation): number =>
  a.tsMs - b.tsMs || compareIds(a, b);

/** Puts a vehicle's observations into event-time order, in place, and leaves repeats out. */
const order = (group: PackedObservation[]): void => {
  let sorted = true;
  for (let index = 1; sorted && index < group.length; index++) {
    sorted = group[index - 1]!.tsMs < group[index]!.tsMs;
  }
  if (sorted) return; // as cars usually send: in order, each once
  group.sort(byEventTime);
  let kept = 1;
  for (let index = 1; index < group.length; index++) {
    const observation = group[index]!;
    if (byEventTime(group[kept - 1]!, observation) !== 0) group[kept++] = observation;
  }
  group.length = kept;
};

/** The observations of several messages by vehicle, each in event-time order, repeats left out. */
export const groupByVehicle = (
  messages: readonly TelemetryMessage[],
): Map<string, PackedObservation[]> => {
  const groups = new Map<string, PackedObservation[]>();
  for (const { observations } of messages) {
    for (const observation of observations) {
      const { vehicleId } = observation.origin;
      const group = groups.get(vehicleId);
      if (group) group.push(observation);
      else groups.set(vehicleId, [observation]);
    }
  }
  for (const group of groups.values()) order(group);
  return groups;
};
