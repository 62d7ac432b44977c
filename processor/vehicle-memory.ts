import { readStretches, type LogStretch } from "../db/locations.ts";
import { loadVehicleStates, type StoredVehicleState } from "../db/vehicle-states.ts";
import type { Queryable } from "../db/pool.ts";
import type { SettingsHistory } from "./detectors/vehicle-settings.ts";
import { foldObservation, initialState, VehicleState } from "./vehicle-fold.ts";

/** A vehicle that has not been heard for this long leaves memory, ms. */
const FORGET_AFTER_MS = 10 * 60_000;

/** Stored observations that are not folded in yet: from when, and up to when behind the state. */
export type PendingRewind = { readonly fromMs: number; readonly untilMs: number };

/** What the processor holds of a vehicle between batches; the database holds the same. */
export type Vehicle = {
  readonly id: string;
  readonly settings: SettingsHistory;
  state: VehicleState;
  rewind: PendingRewind | null;
  /** Silence up to here is written into routes and stops, though not into `state`. */
  projectedAtMs: number | null;
  /** Observations folded in since `state` was written; null while none is written. */
  unsaved: number | null;
  /** When the database has it woken, at the latest; an early waking does no harm. */
  storedWakeAtMs: number | null;
};

/** The vehicles of the owned partitions that are being heard. */
export type VehicleMemory = {
  /** Vehicles by id; those not in memory are read from the database. */
  load(db: Queryable, vehicleIds: readonly string[]): Promise<Map<string, Vehicle>>;
  /** Drops vehicles whose state in memory is not what the database holds. */
  forget(vehicleIds: Iterable<string>): void;
  /** Drops vehicles for which `keep` is false. */
  retain(keep: (vehicleId: string) => boolean): void;
  /** Drops silent vehicles. */
  sweep(nowMs: number): void;
  size(): number;
};

/** A stored state, checked: written by an older release it would be read by its `v`. */
const restore = (stored: StoredVehicleState, settings: SettingsHistory): Vehicle => ({
  id: stored.vehicleId,
  settings,
  state: VehicleState.parse(stored.state),
  rewind:
    stored.rewindFromMs === null
      ? null
      : { fromMs: stored.rewindFromMs, untilMs: stored.rewindUntilMs ?? stored.rewindFromMs },
  projectedAtMs: stored.projectedAtMs,
  unsaved: 0,
  storedWakeAtMs: stored.wakeAtMs,
});

/** Folds in again what has been folded in since the state was written; it has been told before. */
const catchUp = async (
  db: Queryable,
  restored: readonly { readonly vehicle: Vehicle; readonly foldedAtMs: number | null }[],
): Promise<void> => {
  const stretches: LogStretch[] = [];
  for (const { vehicle, foldedAtMs } of restored) {
    const afterMs = vehicle.state.foldedAtMs;
    if (foldedAtMs === null || foldedAtMs === afterMs) continue;
    stretches.push({ vehicleId: vehicle.id, afterMs: afterMs ?? -1, untilMs: foldedAtMs });
  }
  const logs = await readStretches(db, stretches);
  for (const { vehicle } of restored) {
    const log = logs.get(vehicle.id) ?? [];
    for (const each of log) foldObservation(vehicle.state, each, vehicle.settings, () => {});
    vehicle.unsaved = log.length;
  }
};

const newVehicle = (id: string, settings: SettingsHistory): Vehicle => ({
  id,
  settings,
  state: initialState(),
  rewind: null,
  projectedAtMs: null,
  unsaved: null,
  storedWakeAtMs: null,
});

/** An empty memory; `settingsOf` says what detectors must know of a vehicle. */
export const createVehicleMemory = (
  now: () => number,
  settingsOf: (vehicleId: string) => SettingsHistory,
): VehicleMemory => {
  const vehicles = new Map<string, { vehicle: Vehicle; usedAtMs: number }>();
  return {
    async load(db, vehicleIds) {
      const missing = vehicleIds.filter((id) => !vehicles.has(id));
      const restored = (await loadVehicleStates(db, missing)).map((each) => ({
        vehicle: restore(each, settingsOf(each.vehicleId)),
        foldedAtMs: each.foldedAtMs,
      }));
      await catchUp(db, restored);
      const found = new Map(restored.map(({ vehicle }) => [vehicle.id, vehicle]));
      const usedAtMs = now();
      const loaded = new Map<string, Vehicle>();
      for (const id of vehicleIds) {
        const vehicle =
          vehicles.get(id)?.vehicle ?? found.get(id) ?? newVehicle(id, settingsOf(id));
        vehicles.set(id, { vehicle, usedAtMs });
        loaded.set(id, vehicle);
      }
      return loaded;
    },
    forget(vehicleIds) {
      for (const id of vehicleIds) vehicles.delete(id);
    },
    retain(keep) {
      for (const id of vehicles.keys()) if (!keep(id)) vehicles.delete(id);
    },
    sweep(nowMs) {
      for (const [id, { usedAtMs }] of vehicles) {
        if (nowMs - usedAtMs > FORGET_AFTER_MS) vehicles.delete(id);
      }
    },
    size: () => vehicles.size,
  };
};
