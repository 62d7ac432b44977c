import type { Observation } from "../contracts/observation.ts";
import { readStretches } from "../db/locations.ts";
import type { Queryable } from "../db/pool.ts";
import type { LateObservations } from "./late-observations.ts";
import type { RecentState } from "./recent-states.ts";
import { collectOpen, fold, noChange, project, type VehicleChange } from "./vehicle-change.ts";
import type { Vehicle } from "./vehicle-memory.ts";

/**
 * How much of logs is folded again in one batch, ms of all vehicles together: some 10,000 observations.
 * Who does not get in is rewound between batches.
 */
const LOG_AT_ONCE_MS = 2 * 60 * 60_000;

/** A vehicle of which something has been stored that is a little older than its state. */
type LittleLate = {
  readonly vehicle: Vehicle;
  readonly late: LateObservations;
  readonly base: RecentState;
  readonly headMs: number;
};

/** Those of the vehicles that have a recent state from before the oldest late observation. */
const chooseLittleLate = (
  late: ReadonlyMap<string, LateObservations>,
  vehicles: ReadonlyMap<string, Vehicle>,
): LittleLate[] => {
  const chosen: LittleLate[] = [];
  let logMs = 0;
  for (const [vehicleId, each] of late) {
    const vehicle = vehicles.get(vehicleId);
    const base = vehicle?.recent?.before(each.oldestMs);
    const headMs = vehicle?.state.foldedAtMs ?? null;
    if (!vehicle || !base || headMs === null || vehicle.rewind) continue;
    logMs += headMs - base.atMs;
    if (logMs > LOG_AT_ONCE_MS) break;
    chosen.push({ vehicle, late: each, base, headMs });
  }
  return chosen;
};

/**
 * Folds the log since a recent state onto it. What was made of the vehicle since is replaced by that; where
 * the clock had told of its silence, by that and by what the silence until `nowMs` means now.
 */
const refold = (
  { vehicle, base, late }: LittleLate,
  log: readonly Observation[],
  nowMs: number,
): VehicleChange => {
  const { unsaved, projectedAtMs } = vehicle;
  vehicle.recent?.dropFrom(late.oldestMs);
  vehicle.state = structuredClone(base.state);
  vehicle.projectedAtMs = null;
  const change = noChange(vehicle);
  collectOpen(change);
  change.window = { afterMs: base.atMs, untilMs: null };
  change.outdated = { fromMs: late.oldestMs, beforeMs: null };
  change.base = { state: base.state, folded: log.length };
  fold(change, log);
  collectOpen(change);
  if (projectedAtMs !== null) project(change, Math.max(projectedAtMs, nowMs));
  vehicle.unsaved = unsaved === null ? null : unsaved + late.count;
  return change;
};

/** What each vehicle's fold has changed, and how many observations were folded for it. */
type Refolded = {
  readonly changes: ReadonlyMap<string, VehicleChange>;
  readonly observations: number;
};

/**
 * Folds what is a little late in at once, in the transaction that has stored it: each vehicle from its
 * last recent state before what is late. Answers what that has changed, by vehicle id; those that it could
 * do nothing for are not among it.
 */
export const refoldLittleLate = async (
  db: Queryable,
  late: ReadonlyMap<string, LateObservations>,
  vehicles: ReadonlyMap<string, Vehicle>,
  nowMs: number,
): Promise<Refolded> => {
  const chosen = chooseLittleLate(late, vehicles);
  const logs = await readStretches(
    db,
    chosen.map(({ vehicle, base, headMs }) => ({
      vehicleId: vehicle.id,
      afterMs: base.atMs,
      untilMs: headMs,
    })),
  );
  const changes = new Map<string, VehicleChange>();
  let observations = 0;
  for (const each of chosen) {
    const log = logs.get(each.vehicle.id) ?? [];
    changes.set(each.vehicle.id, refold(each, log, nowMs));
    observations += log.length;
  }
  return { changes, observations };
};
