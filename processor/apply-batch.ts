import type pg from "pg";
import type { Reject } from "../contracts/observation.ts";
import { copyLocations, type BulkLoad, type LocationGroup } from "../db/location-copy.ts";
import { insertLocations, insertUnknownLocations } from "../db/locations.ts";
import {
  idOf,
  readObservation,
  type PackedObservation,
  type ReceivedObservation,
} from "../db/location-row.ts";
import { advancePartitions, type Advance } from "../db/partitions.ts";
import { inTransaction } from "../db/pool.ts";
import { addRefiledFrames } from "../db/refiled-frames.ts";
import { saveRejects } from "../db/rejects.ts";
import { sqlStateOf, UNIQUE_VIOLATION } from "../db/sql-state.ts";
import type { AlertPolicies } from "./alerting.ts";
import {
  groupUnfolded,
  noteLate,
  noteLateness,
  type LateObservations,
} from "./late-observations.ts";
import { MountingsChangedError, type MountingMemory } from "./mounting-memory.ts";
import { refoldLittleLate } from "./refold.ts";
import { takeMisfiled, toFrames, toRejects } from "./refiling.ts";
import { groupByVehicle, type TelemetryMessage } from "./telemetry-batch.ts";
import { fold, noChange, type VehicleChange } from "./vehicle-change.ts";
import type { Vehicle, VehicleMemory } from "./vehicle-memory.ts";
import { writeChanges, type Written } from "./write-changes.ts";

/** Another processor has taken over a partition: what is in hand must not be written. */
export class FencedError extends Error {
  override name = "FencedError";
}

/** Who writes, under which claims, and how. */
export type Claim = {
  readonly bulkLoad: BulkLoad;
  readonly owner: string;
  readonly streamCreatedAt: Date;
  /** Epoch of each owned partition. */
  readonly epochs: ReadonlyMap<number, number>;
};

/** What a processor works with. */
export type BatchParts = {
  readonly pool: pg.Pool;
  readonly memory: VehicleMemory;
  readonly mountings: MountingMemory;
  readonly policies: AlertPolicies;
};

/** What a committed batch leaves to announce. */
export type BatchResult = Written & {
  readonly stored: number;
  /** Observations of other cars than they were filed under, which wait to be sent on. */
  readonly refiled: number;
  /** Observations folded again because others came a little late. */
  readonly refolded: number;
  /** Vehicles that got observations which are not folded in, with the time of the oldest. */
  readonly late: ReadonlyMap<string, number>;
};

const advancesOf = (messages: readonly TelemetryMessage[], claim: Claim): Advance[] => {
  const last = new Map<number, TelemetryMessage>();
  for (const message of messages) last.set(message.partition, message);
  return Array.from(last.values(), ({ partition, sequence, messageAtMs }) => {
    const epoch = claim.epochs.get(partition);
    if (epoch === undefined) throw new FencedError(`partition ${partition} is no longer ours`);
    const streamMessageAt = new Date(messageAtMs);
    return { partition, epoch, streamSequence: sequence, streamMessageAt };
  });
};

/** New for certain: later than everything stored, and nothing waits that might be the same. */
const isAhead = ({ state, rewind }: Vehicle, { tsMs }: PackedObservation): boolean =>
  rewind === null && (state.foldedAtMs === null || tsMs > state.foldedAtMs);

type Sorted = {
  /** New for certain, by vehicle. */
  readonly ahead: LocationGroup<Vehicle>[];
  readonly unknown: PackedObservation[];
};

const sortOut = (
  groups: ReadonlyMap<string, readonly PackedObservation[]>,
  vehicles: ReadonlyMap<string, Vehicle>,
): Sorted => {
  const sorted: Sorted = { ahead: [], unknown: [] };
  for (const [vehicleId, group] of groups) {
    const vehicle = vehicles.get(vehicleId);
    // In event-time order: what follows one that is ahead is ahead too.
    const first = vehicle ? group.findIndex((each) => isAhead(vehicle, each)) : -1;
    const from = first < 0 ? group.length : first;
    if (vehicle && from < group.length)
      sorted.ahead.push([vehicle, from > 0 ? group.slice(from) : group]);
    for (let index = 0; index < from; index++) sorted.unknown.push(group[index]!);
  }
  return sorted;
};

/**
 * Stores the rows ahead of their vehicles' states and folds them in. Returns what each vehicle's fold has
 * changed, by vehicle id; undefined, with nothing folded, when some were stored already after all.
 */
const storeAhead = async (
  db: pg.ClientBase,
  ahead: readonly LocationGroup<Vehicle>[],
  bulkLoad: BulkLoad,
): Promise<Map<string, VehicleChange> | undefined> => {
  const changes = new Map<string, VehicleChange>();
  const foldIn = (vehicle: Vehicle, observations: readonly ReceivedObservation[]): void => {
    const change = noChange(vehicle);
    fold(change, observations);
    changes.set(vehicle.id, change);
  };
  if (bulkLoad === "copy") {
    await copyLocations(db, ahead, foldIn);
    return changes;
  }
  const groups = ahead.map(([vehicle, group]) => [vehicle, group.map(readObservation)] as const);
  const rows = groups.flatMap(([, observations]) => observations);
  if ((await insertLocations(db, rows)) < rows.length) return undefined;
  for (const [vehicle, observations] of groups) foldIn(vehicle, observations);
  return changes;
};

/** Takes what is filed under the wrong car out of a batch, and writes down where it goes instead. */
const refile = async (
  db: pg.ClientBase,
  groups: Map<string, PackedObservation[]>,
  mountings: MountingMemory,
): Promise<{ readonly refiled: number; readonly rejects: readonly Reject[] }> => {
  const misfiled = await takeMisfiled(db, groups, mountings);
  const rejects = toRejects(misfiled);
  await addRefiledFrames(db, toFrames(misfiled));
  return { refiled: misfiled.length - rejects.length, rejects };
};

const NOBODY: ReadonlyMap<string, LateObservations> = new Map();

const store = async (
  db: pg.ClientBase,
  { memory, mountings, policies }: BatchParts,
  bulkLoad: BulkLoad,
  messages: readonly TelemetryMessage[],
  nowMs: number,
): Promise<BatchResult> => {
  const groups = groupByVehicle(messages);
  const { refiled, rejects } = await refile(db, groups, mountings);
  const vehicles = await memory.load(db, [...groups.keys()]);
  const { ahead, unknown } = sortOut(groups, vehicles);
  const folded = await storeAhead(db, ahead, bulkLoad);
  const inserted = await insertUnknownLocations(db, unknown.map(readObservation));
  await saveRejects(db, [...messages.flatMap((message) => message.rejects), ...rejects]);
  const changes = folded ?? new Map<string, VehicleChange>();
  const unfolded = unknown.filter((each) => inserted.has(idOf(each))); // the others are repeats
  // Rows ahead of the state that were stored already: the state is older than the log. Replay it.
  const notInState = folded ? unfolded : [...ahead.flatMap(([, group]) => group), ...unfolded];
  const littleLate = folded ? groupUnfolded(unfolded) : NOBODY;
  noteLateness(memory, littleLate, vehicles);
  const refolded = await refoldLittleLate(db, littleLate, vehicles, nowMs);
  for (const [vehicleId, change] of refolded.changes) changes.set(vehicleId, change);
  const late = noteLate(notInState, vehicles, refolded.changes, changes);
  const written = await writeChanges(db, [...changes.values()], policies, nowMs);
  const stored = ahead.reduce((sum, [, group]) => sum + group.length, inserted.size);
  return { stored, refiled, late, refolded: refolded.observations, ...written };
};

/** How a batch that failed is written again at once; undefined when that would not help. */
const nextBulkLoad = (error: unknown, bulkLoad: BulkLoad): BulkLoad | undefined => {
  if (error instanceof MountingsChangedError) return bulkLoad; // the change is in memory now
  // COPY cannot pass over rows that are stored already; an insert can, and counts them.
  return bulkLoad === "copy" && sqlStateOf(error) === UNIQUE_VIOLATION ? "insert" : undefined;
};

/**
 * One transaction: the observations of a batch, what they mean, and how far each partition has been
 * read. Each is stored under the car its tracker was in by the mountings in force at the commit.
 * Throws `FencedError` when a partition has changed hands; whatever it throws, nothing is stored and
 * the vehicles concerned have left memory.
 */
export const applyBatch = async (
  parts: BatchParts,
  claim: Claim,
  messages: readonly TelemetryMessage[],
  nowMs: number,
): Promise<BatchResult> => {
  const advances = advancesOf(messages, claim);
  const attempt = (bulkLoad: BulkLoad): Promise<BatchResult> =>
    inTransaction(parts.pool, async (client) => {
      const ours = await advancePartitions(client, claim.owner, claim.streamCreatedAt, advances);
      if (!ours) throw new FencedError("a partition has changed hands");
      const result = await store(client, parts, bulkLoad, messages, nowMs);
      await parts.mountings.confirm(client, messages);
      return result;
    });
  for (let bulkLoad = claim.bulkLoad; ;) {
    try {
      return await attempt(bulkLoad);
    } catch (error) {
      parts.memory.forget(
        messages.flatMap(({ observations }) => observations.map(({ origin }) => origin.vehicleId)),
      );
      const next = nextBulkLoad(error, bulkLoad);
      if (next === undefined) throw error;
      bulkLoad = next;
    }
  }
};
