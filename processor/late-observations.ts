import type { PackedObservation } from "../db/location-row.ts";
import { RECENT_MS } from "./recent-states.ts";
import { noChange, type VehicleChange } from "./vehicle-change.ts";
import type { Vehicle, VehicleMemory } from "./vehicle-memory.ts";

/** What has been stored of a vehicle and is not in its state. */
export type LateObservations = { readonly oldestMs: number; readonly count: number };

/** Of each vehicle, what was stored and is not in its state. */
export const groupUnfolded = (
  unfolded: readonly PackedObservation[],
): ReadonlyMap<string, LateObservations> => {
  const late = new Map<string, LateObservations>();
  for (const { origin, tsMs } of unfolded) {
    const { oldestMs, count } = late.get(origin.vehicleId) ?? { oldestMs: tsMs, count: 0 };
    late.set(origin.vehicleId, { oldestMs: Math.min(oldestMs, tsMs), count: count + 1 });
  }
  return late;
};

/** Has recent states kept of vehicles of which something has come a little late. */
export const noteLateness = (
  memory: VehicleMemory,
  late: ReadonlyMap<string, LateObservations>,
  vehicles: ReadonlyMap<string, Vehicle>,
): void => {
  for (const [vehicleId, { oldestMs }] of late) {
    const vehicle = vehicles.get(vehicleId);
    const lateByMs = (vehicle?.state.foldedAtMs ?? -Infinity) - oldestMs;
    if (vehicle && lateByMs >= 0 && lateByMs <= RECENT_MS) memory.noteLate(vehicle, lateByMs);
  }
};

/** Notes that a stored observation is not folded in: the vehicle is rewound to before it. */
const noteUnfolded = (vehicle: Vehicle, tsMs: number): void => {
  vehicle.recent?.dropFrom(tsMs);
  const { foldedAtMs } = vehicle.state;
  const { fromMs, untilMs } = vehicle.rewind ?? { fromMs: tsMs, untilMs: tsMs };
  const isBehind = foldedAtMs !== null && tsMs <= foldedAtMs;
  vehicle.rewind = {
    fromMs: Math.min(fromMs, tsMs),
    untilMs: isBehind ? Math.max(untilMs, tsMs) : untilMs,
  };
};

/** Notes what was stored and has to wait to be folded in; returns the time of each vehicle's oldest. */
export const noteLate = (
  unfolded: readonly PackedObservation[],
  vehicles: ReadonlyMap<string, Vehicle>,
  refolded: ReadonlyMap<string, VehicleChange>,
  changes: Map<string, VehicleChange>,
): ReadonlyMap<string, number> => {
  const late = new Map<string, number>();
  for (const { origin, tsMs } of unfolded) {
    const { vehicleId } = origin;
    const vehicle = vehicles.get(vehicleId);
    if (!vehicle || refolded.has(vehicleId)) continue;
    noteUnfolded(vehicle, tsMs);
    late.set(vehicleId, Math.min(tsMs, late.get(vehicleId) ?? tsMs));
    if (!changes.has(vehicleId)) changes.set(vehicleId, noChange(vehicle));
  }
  return late;
};
