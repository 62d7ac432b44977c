import { readStretches } from "../db/locations.ts";
import { loadVehicleStates, type StoredVehicleState } from "../db/vehicle-states.ts";
import type { Queryable } from "../db/pool.ts";
import type { SettingsHistory } from "./detectors/vehicle-settings.ts";
import { createRecentStates, type RecentStates } from "./recent-states.ts";
import { blaming, VehicleFaultError, type VehicleFaults } from "./vehicle-faults.ts";
import { foldObservation, initialState, VehicleState } from "./vehicle-fold.ts";

/** A vehicle that has not been heard for this long leaves memory, ms. */
const FORGET_AFTER_MS = 10 * 60_000;
/** Most vehicles of which recent states are kept: six at most, of some 15 kB each in a mature car. */
export const MOST_LATE_VEHICLES = 1_000;

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
  /** What `state` was written up to; null while none is written. */
  storedAtMs: number | null;
  /** When this process last wrote `state`, by its clock; 0 before. */
  savedAtMs: number;
  /** When the database has it woken, at the latest; an early waking does no harm. */
  storedWakeAtMs: number | null;
  /** Null while nothing has come a little late of late. */
  recent: RecentStates | null;
};

/** The vehicles of the owned partitions that are being heard. */
export type VehicleMemory = {
  /** Vehicles by id; those not in memory are read from the database. */
  load(db: Queryable, vehicleIds: readonly string[]): Promise<Map<string, Vehicle>>;
  /** Notes that something came so late; from now on recent states are kept, if there is room for them. */
  noteLate(vehicle: Vehicle, lateByMs: number): void;
  /** Drops vehicles whose state in memory is not what the database holds. */
  forget(vehicleIds: Iterable<string>): void;
  /** Drops vehicles for which `keep` is false. */
  retain(keep: (vehicleId: string) => boolean): void;
  /** Drops silent vehicles, and the recent states of those that have not been late for as long. */
  sweep(nowMs: number): void;
  size(): number;
};

/** Everything after a time is to be folded in, or again; null is everything there is. */
const after = (atMs: number | null, untilMs: number | null): PendingRewind => ({
  fromMs: atMs === null ? 0 : atMs + 1,
  untilMs: untilMs ?? 0,
});

/** A stored state, checked. One that cannot be read is built anew out of the log. */
const restore = (
  stored: StoredVehicleState,
  settings: SettingsHistory,
  faults: VehicleFaults,
): Vehicle => {
  const { vehicleId: id, rewindFromMs, rewindUntilMs } = stored;
  const rewind =
    rewindFromMs === null ? null : { fromMs: rewindFromMs, untilMs: rewindUntilMs ?? rewindFromMs };
  const { projectedAtMs, wakeAtMs: storedWakeAtMs } = stored;
  const written = { unsaved: 0, savedAtMs: 0, storedAtMs: stored.stateAtMs, storedWakeAtMs };
  const known = { id, settings, projectedAtMs, ...written, recent: null };
  const { data: state, error } = VehicleState.safeParse(stored.state);
  if (state) return { ...known, state, rewind };
  faults.note(new VehicleFaultError(id, error));
  faults.clear(id); // there is nothing to wait for
  return { ...known, state: initialState(), rewind: after(null, stored.foldedAtMs) };
};

/** What detection fails on is not folded; it waits behind the state, as a late observation does. */
const setAsideFold = (vehicle: Vehicle, stored: StoredVehicleState): void => {
  vehicle.state = VehicleState.parse(stored.state);
  vehicle.rewind = after(stored.stateAtMs, stored.foldedAtMs);
};

type Restored = { readonly vehicle: Vehicle; readonly stored: StoredVehicleState };

/** Folds in again what has been folded in since the state was written; it has been told before. */
const catchUp = async (
  db: Queryable,
  restored: readonly Restored[],
  faults: VehicleFaults,
): Promise<void> => {
  const isBehind = ({ vehicle, stored }: Restored): boolean =>
    vehicle.rewind === null && stored.foldedAtMs !== vehicle.state.foldedAtMs;
  const behind = restored.filter(isBehind);
  const logs = await readStretches(
    db,
    behind.map(({ vehicle, stored }) => ({
      vehicleId: vehicle.id,
      afterMs: vehicle.state.foldedAtMs ?? -1,
      untilMs: stored.foldedAtMs ?? -1,
    })),
  );
  for (const { vehicle, stored } of behind) {
    const log = logs.get(vehicle.id) ?? [];
    try {
      blaming(vehicle.id, () => {
        for (const each of log) foldObservation(vehicle.state, each, vehicle.settings, () => {});
      });
      vehicle.unsaved = log.length;
    } catch (error) {
      if (!(error instanceof VehicleFaultError)) throw error;
      faults.note(error);
      setAsideFold(vehicle, stored);
    }
  }
};

const newVehicle = (id: string, settings: SettingsHistory): Vehicle => ({
  id,
  settings,
  state: initialState(),
  rewind: null,
  projectedAtMs: null,
  unsaved: null,
  savedAtMs: 0,
  storedAtMs: null,
  storedWakeAtMs: null,
  recent: null,
});

/** An empty memory; `settingsOf` says what detectors must know of a vehicle. */
export const createVehicleMemory = (
  now: () => number,
  settingsOf: (vehicleId: string) => SettingsHistory,
  faults: VehicleFaults,
): VehicleMemory => {
  const vehicles = new Map<string, { vehicle: Vehicle; usedAtMs: number }>();
  /** At least as many vehicles as have recent states. */
  let lateVehicles = 0;
  return {
    async load(db, vehicleIds) {
      const missing = vehicleIds.filter((id) => !vehicles.has(id));
      const restored = (await loadVehicleStates(db, missing)).map((stored) => ({
        vehicle: restore(stored, settingsOf(stored.vehicleId), faults),
        stored,
      }));
      await catchUp(db, restored, faults);
      const found = new Map(restored.map(({ vehicle }) => [vehicle.id, vehicle]));
      const usedAtMs = now();
      const loaded = new Map<string, Vehicle>();
      for (const id of vehicleIds) {
        const vehicle =
          vehicles.get(id)?.vehicle ?? found.get(id) ?? newVehicle(id, settingsOf(id));
        const { foldedAtMs } = vehicle.state;
        if (faults.has(id)) vehicle.rewind ??= after(foldedAtMs, foldedAtMs);
        vehicles.set(id, { vehicle, usedAtMs });
        loaded.set(id, vehicle);
      }
      return loaded;
    },
    noteLate(vehicle, lateByMs) {
      if (!vehicle.recent && lateVehicles < MOST_LATE_VEHICLES) {
        vehicle.recent = createRecentStates();
        lateVehicles++;
      }
      vehicle.recent?.noteLate(lateByMs, now());
    },
    forget(vehicleIds) {
      for (const id of vehicleIds) vehicles.delete(id);
    },
    retain(keep) {
      for (const id of vehicles.keys()) if (!keep(id)) vehicles.delete(id);
    },
    sweep(nowMs) {
      lateVehicles = 0;
      for (const [id, { vehicle, usedAtMs }] of vehicles) {
        if (nowMs - usedAtMs > FORGET_AFTER_MS) vehicles.delete(id);
        else if (nowMs - (vehicle.recent?.lateAtMs() ?? 0) > FORGET_AFTER_MS) vehicle.recent = null;
        if (vehicle.recent) lateVehicles++;
      }
    },
    size: () => vehicles.size,
  };
};
