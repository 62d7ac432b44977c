import { REJECT_EXCERPT_CHARS, type Reject } from "../contracts/observation.ts";
import { TELEMETRY_SUBJECT } from "../contracts/subjects.ts";
import { derivedId } from "../db/derived-id.ts";
import { readObservation, type PackedObservation } from "../db/location-row.ts";
import { mountingAt, type Mounting } from "../db/mountings.ts";
import type { Queryable } from "../db/pool.ts";
import { createFrameWriter, FULL_FRAME_BYTES } from "../db/telemetry-frame.ts";
import type { MountingMemory } from "./mounting-memory.ts";

/**
 * An observation filed under a car its tracker was not in when it was made: the tracker was moved
 * while ingest did not know, or into the past. `mounting` is where it was; undefined is nowhere.
 */
export type Misfiled = {
  readonly observation: PackedObservation;
  readonly mounting: Mounting | undefined;
};

const isOf = ({ origin, fromMs, untilMs }: Mounting, packed: PackedObservation): boolean =>
  origin.deviceId === packed.origin.deviceId && fromMs <= packed.tsMs && packed.tsMs < untilMs;

/** What a look through a batch found. */
type Sifted = {
  readonly misfiled: Misfiled[];
  /** Devices whose mountings memory does not hold; what is of them stays where it is filed. */
  readonly unknown: Set<string>;
};

/** Keeps in a car's group, in order, what belongs there. */
const sift = (
  vehicleId: string,
  group: PackedObservation[],
  mountings: MountingMemory,
  { misfiled, unknown }: Sifted,
): void => {
  let mounting: Mounting | undefined;
  let belongs = false;
  let kept = 0;
  for (const observation of group) {
    if (!mounting || !isOf(mounting, observation)) {
      const { deviceId } = observation.origin;
      const known = mountings.find(deviceId);
      if (!known) unknown.add(deviceId);
      mounting = known && mountingAt(known, observation.tsMs);
      belongs = !known || mounting?.origin.vehicleId === vehicleId;
    }
    if (belongs) group[kept++] = observation;
    else misfiled.push({ observation, mounting });
  }
  group.length = kept;
};

const siftAll = (groups: Map<string, PackedObservation[]>, mountings: MountingMemory): Sifted => {
  const sifted: Sifted = { misfiled: [], unknown: new Set() };
  for (const [vehicleId, group] of groups) {
    sift(vehicleId, group, mountings, sifted);
    if (group.length === 0) groups.delete(vehicleId);
  }
  return sifted;
};

/**
 * Takes out of `groups`, observations by vehicle, what is filed under the wrong one. A device that
 * has no mounting at all is left alone: ingest knew of it what the database does not.
 */
export const takeMisfiled = async (
  db: Queryable,
  groups: Map<string, PackedObservation[]>,
  mountings: MountingMemory,
): Promise<readonly Misfiled[]> => {
  const { misfiled, unknown } = siftAll(groups, mountings);
  if (unknown.size === 0) return misfiled;
  await mountings.load(db, [...unknown]);
  return [...misfiled, ...siftAll(groups, mountings).misfiled];
};

/** The misfiled observations as frames under the cars their trackers were in. */
export const toFrames = (misfiled: readonly Misfiled[]): Buffer[] => {
  if (misfiled.length === 0) return [];
  const frames: Buffer[] = [];
  const writer = createFrameWriter();
  let bytes = 0;
  const close = (): void => {
    if (bytes > 0) frames.push(writer.finish());
    bytes = 0;
  };
  for (const { observation, mounting } of misfiled) {
    if (mounting) bytes += writer.refiled(mounting.origin, observation);
    if (bytes >= FULL_FRAME_BYTES) close();
  }
  close();
  return frames;
};

const toReject = (packed: PackedObservation): Reject => {
  const { id, deviceId, vehicleId: _, receivedAtMs, ...sample } = readObservation(packed);
  const text = JSON.stringify(sample);
  const time = new Date(sample.tsMs).toISOString();
  return {
    // The id is of what was measured: the same, sent again, counts up.
    id: derivedId(`reject:${deviceId}:${id}`),
    transport: "stream",
    format: "row",
    deviceId,
    address: TELEMETRY_SUBJECT,
    field: "device",
    reason: `device: ${deviceId} was in no vehicle at ${time}`,
    excerpt: text.slice(0, REJECT_EXCERPT_CHARS),
    payloadBytes: Buffer.byteLength(text),
    receivedAtMs,
  };
};

/** Those whose tracker was in no car, as ingest refuses them. */
export const toRejects = (misfiled: readonly Misfiled[]): Reject[] =>
  misfiled.flatMap(({ observation, mounting }) => (mounting ? [] : [toReject(observation)]));
