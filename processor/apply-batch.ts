import type pg from "pg";
import {
  copyLocations,
  insertLocations,
  insertUnknownLocations,
  type BulkLoad,
} from "../db/locations.ts";
import type { ReceivedObservation } from "../db/location-row.ts";
import { advancePartitions, type Advance } from "../db/partitions.ts";
import { inTransaction } from "../db/pool.ts";
import { saveRejects } from "../db/rejects.ts";
import { sqlStateOf, UNIQUE_VIOLATION } from "../db/sql-state.ts";
import type { AlertPolicies } from "./alerting.ts";
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

/** What a committed batch leaves to announce. */
export type BatchResult = Written & {
  readonly stored: number;
  /** Vehicles that got observations which are not folded in, with the time of the oldest. */
  readonly late: ReadonlyMap<string, number>;
};

const advancesOf = (messages: readonly TelemetryMessage[], claim: Claim): Advance[] => {
  const last = new Map<number, number>();
  for (const { partition, sequence } of messages) last.set(partition, sequence);
  return [...last].map(([partition, streamSequence]) => {
    const epoch = claim.epochs.get(partition);
    if (epoch === undefined) throw new FencedError(`partition ${partition} is no longer ours`);
    return { partition, epoch, streamSequence };
  });
};

/** New for certain: later than everything stored, and nothing waits that might be the same. */
const isAhead = ({ state, rewind }: Vehicle, { tsMs }: ReceivedObservation): boolean =>
  rewind === null && (state.foldedAtMs === null || tsMs > state.foldedAtMs);

type Sorted = {
  /** New for certain, by vehicle. */
  readonly ahead: Map<Vehicle, readonly ReceivedObservation[]>;
  readonly unknown: ReceivedObservation[];
};

const sortOut = (
  groups: ReadonlyMap<string, readonly ReceivedObservation[]>,
  vehicles: ReadonlyMap<string, Vehicle>,
): Sorted => {
  const sorted: Sorted = { ahead: new Map(), unknown: [] };
  for (const [vehicleId, group] of groups) {
    const vehicle = vehicles.get(vehicleId);
    // In event-time order: what follows one that is ahead is ahead too.
    const first = vehicle ? group.findIndex((each) => isAhead(vehicle, each)) : -1;
    const from = first < 0 ? group.length : first;
    if (vehicle && from < group.length)
      sorted.ahead.set(vehicle, from > 0 ? group.slice(from) : group);
    for (let index = 0; index < from; index++) sorted.unknown.push(group[index]!);
  }
  return sorted;
};

/** Notes that a stored observation is not folded in: the vehicle is rewound to before it. */
const noteUnfolded = (vehicle: Vehicle, tsMs: number): void => {
  const { foldedAtMs } = vehicle.state;
  const { fromMs, untilMs } = vehicle.rewind ?? { fromMs: tsMs, untilMs: tsMs };
  const isBehind = foldedAtMs !== null && tsMs <= foldedAtMs;
  vehicle.rewind = {
    fromMs: Math.min(fromMs, tsMs),
    untilMs: isBehind ? Math.max(untilMs, tsMs) : untilMs,
  };
};

const foldAhead = (
  ahead: ReadonlyMap<Vehicle, readonly ReceivedObservation[]>,
): Map<string, VehicleChange> => {
  const changes = new Map<string, VehicleChange>();
  for (const [vehicle, group] of ahead) {
    const change = noChange(vehicle);
    fold(change, group);
    changes.set(vehicle.id, change);
  }
  return changes;
};

/** Stores rows ahead of their vehicles' states; false when some were stored already after all. */
const storeAhead = async (
  db: pg.ClientBase,
  ahead: readonly ReceivedObservation[],
  bulkLoad: BulkLoad,
): Promise<boolean> => {
  if (bulkLoad === "insert") return (await insertLocations(db, ahead)) === ahead.length;
  await copyLocations(db, ahead);
  return true;
};

const store = async (
  db: pg.ClientBase,
  bulkLoad: BulkLoad,
  messages: readonly TelemetryMessage[],
  memory: VehicleMemory,
  policies: AlertPolicies,
  nowMs: number,
): Promise<BatchResult> => {
  const groups = groupByVehicle(messages);
  const vehicles = await memory.load(db, [...groups.keys()]);
  const { ahead: aheadByVehicle, unknown } = sortOut(groups, vehicles);
  const ahead = [...aheadByVehicle.values()].flat();
  const surprising = !(await storeAhead(db, ahead, bulkLoad));
  const inserted = await insertUnknownLocations(db, unknown);
  await saveRejects(
    db,
    messages.flatMap(({ rejects }) => rejects),
  );
  // Rows ahead of the state that were stored already: the state is older than the log. Replay it.
  const changes = surprising ? new Map<string, VehicleChange>() : foldAhead(aheadByVehicle);
  const unfolded = unknown.filter(({ id }) => inserted.has(id)); // the others are repeats
  const late = new Map<string, number>();
  for (const { vehicleId, tsMs } of surprising ? [...ahead, ...unfolded] : unfolded) {
    const vehicle = vehicles.get(vehicleId);
    if (!vehicle) continue;
    noteUnfolded(vehicle, tsMs);
    late.set(vehicleId, Math.min(tsMs, late.get(vehicleId) ?? tsMs));
    if (!changes.has(vehicleId)) changes.set(vehicleId, noChange(vehicle));
  }
  const written = await writeChanges(db, [...changes.values()], policies, nowMs);
  return { stored: ahead.length + inserted.size, late, ...written };
};

/**
 * One transaction: the observations of a batch, what they mean, and how far each partition has been
 * read. Throws `FencedError` when a partition has changed hands; whatever it throws, nothing is
 * stored and the vehicles concerned have left memory.
 */
export const applyBatch = async (
  pool: pg.Pool,
  memory: VehicleMemory,
  policies: AlertPolicies,
  claim: Claim,
  messages: readonly TelemetryMessage[],
  nowMs: number,
): Promise<BatchResult> => {
  const advances = advancesOf(messages, claim);
  const attempt = (bulkLoad: BulkLoad): Promise<BatchResult> =>
    inTransaction(pool, async (client) => {
      const ours = await advancePartitions(client, claim.owner, claim.streamCreatedAt, advances);
      if (!ours) throw new FencedError("a partition has changed hands");
      return store(client, bulkLoad, messages, memory, policies, nowMs);
    });
  const forget = (): void =>
    memory.forget(
      messages.flatMap(({ observations }) => observations.map((each) => each.vehicleId)),
    );
  try {
    return await attempt(claim.bulkLoad);
  } catch (error) {
    forget();
    // COPY cannot pass over rows that are stored already; an insert can, and counts them.
    if (claim.bulkLoad === "insert" || sqlStateOf(error) !== UNIQUE_VIOLATION) throw error;
  }
  try {
    return await attempt("insert");
  } catch (error) {
    forget();
    throw error;
  }
};
