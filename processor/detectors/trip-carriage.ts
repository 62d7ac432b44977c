import type { TripsOptions } from "../../contracts/detection/trips-options.ts";
import { distanceM } from "../geo/distance.ts";
import type { Observation } from "../../contracts/observation.ts";
import type { Fix } from "./fix.ts";
import { NOTHING, type Output } from "./output.ts";
import { circleM, waitAt } from "./trip-departure.ts";
import { parked, stopId } from "./trip-records.ts";
import type { TripState } from "./trip-state.ts";

/**
 * The car has been set down at a fix: what it is driven from now on begins there, and nothing of the
 * way it was carried is driven. The stand ends where it was picked up, and another begins.
 */
const setDown = (
  state: TripState,
  fix: Fix,
  { vehicleId, tsMs, odometerKm }: Observation,
  { minRouteM }: TripsOptions,
): readonly Output[] => {
  const { stand, departure, carriage } = state;
  state.carriage = null;
  state.anchor = fix;
  waitAt(state, fix, odometerKm);
  if (!stand || distanceM(stand, fix) < minRouteM) return NOTHING;
  const leftMs = carriage?.fromMs ?? departure?.from.atMs ?? fix.atMs;
  const { lat, lon, atMs } = fix;
  const id = stopId(vehicleId, "parked", atMs);
  state.stand = { id, startMs: atMs, lat, lon, detectedAtMs: tsMs };
  const ended = parked(vehicleId, stand, Math.max(stand.startMs, leftMs));
  return [ended, parked(vehicleId, state.stand, null)];
};

/** Notes that a car whose engine is off is on its way, and was last at its stand at a time. */
export const carry = (state: TripState, fix: Fix, fromMs: number): void => {
  state.carriage ??= { fromMs, rest: fix };
};

/** Follows a car that is carried until it has stood in one place for as long as ends a route. */
export const followCarriage = (
  state: TripState,
  observation: Observation,
  fix: Fix,
  options: TripsOptions,
): readonly Output[] => {
  const { carriage } = state;
  if (!carriage) return NOTHING;
  const { rest } = carriage;
  // The wire was caught lying: the car drives, and has done so from its stand.
  if (!state.engineOff) state.carriage = null;
  else if (distanceM(rest, fix) > circleM(fix, options)) carriage.rest = fix;
  else if (fix.atMs - rest.atMs >= options.dwellS * 1_000)
    return setDown(state, rest, observation, options);
  return NOTHING;
};

/**
 * The key is turned on of a car that may not be where it stood: then it was carried here, unless it
 * left so lately that its ignition is merely reported late.
 */
export const turnOn = (
  state: TripState,
  observation: Observation,
  fix: Fix | undefined,
  options: TripsOptions,
): readonly Output[] => {
  const { awaySinceMs, lastFix } = state;
  const at = fix ?? lastFix;
  if (awaySinceMs !== null && at && at.atMs - awaySinceMs > options.lateIgnitionS * 1_000)
    return setDown(state, at, observation, options);
  state.carriage = null;
  return NOTHING;
};
