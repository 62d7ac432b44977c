import { loadVehicleStates, type StoredVehicleState } from "../db/vehicle-states.ts";
import type { Queryable } from "../db/pool.ts";
import type { SettingsHistory } from "./detectors/vehicle-settings.ts";
import { initialState, VehicleState } from "./vehicle-fold.ts";

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
});

const newVehicle = (id: string, settings: SettingsHistory): Vehicle => ({
  id,
  settings,
  state: initialState(),
  rewind: null,
  projectedAtMs: null,
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
      const stored = (await loadVehicleStates(db, missing)).map((each) =>
        restore(each, settingsOf(each.vehicleId)),
      );
      const found = new Map(stored.map((vehicle) => [vehicle.id, vehicle]));
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
