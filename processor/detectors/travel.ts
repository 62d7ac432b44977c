import { distanceM } from "../geo/distance.ts";
import type { Fix } from "./fix.ts";
import type { TripOptions } from "./trip-options.ts";
import type { Travel } from "./trip-state.ts";

/** Odometer and positions must agree this well for the odometer to be believed. */
const ODOMETER_TOLERANCE = 0.1;
/** An odometer that counts whole kilometres is too coarse for routes shorter than this, m. */
const COARSE_ODOMETER_UNTIL_M = 20_000;

/** Nothing travelled yet, at `fix`. */
export const travelFrom = (fix: Fix, odometerKm: number | undefined): Travel => ({
  from: fix,
  counted: fix,
  pathM: 0,
  reachM: 0,
  blindM: 0,
  maxSpeedKmh: fix.speedKmh,
  movingMs: 0,
  idlingMs: 0,
  odometer: odometerKm === undefined ? null : { firstKm: odometerKm, lastKm: odometerKm },
  odometerFailed: false,
});

const isStanding = (fix: Fix, options: TripOptions): boolean =>
  fix.speedKmh !== null && fix.speedKmh < options.standSpeedKmh;

const isMoving = (fix: Fix, options: TripOptions): boolean =>
  fix.speedKmh !== null && fix.speedKmh >= options.standSpeedKmh;

/**
 * Travel extended by the next fix. A standing car's jitter is not distance: from one standing fix to
 * the next, or without any speed, only a move of `jitterM` from the last counted fix is.
 */
export const extendTravel = (
  travel: Travel,
  previous: Fix,
  fix: Fix,
  options: TripOptions,
): Travel => {
  const stepM = distanceM(travel.counted, fix);
  const standing = isStanding(fix, options);
  const rolled = isMoving(fix, options) || isMoving(previous, options);
  const counts = rolled || stepM >= options.jitterM;
  const elapsedMs = fix.atMs - previous.atMs;
  const blind = elapsedMs > options.silenceMs;
  return {
    ...travel,
    counted: counts ? fix : travel.counted,
    pathM: travel.pathM + (counts ? stepM : 0),
    blindM: travel.blindM + (counts && blind ? stepM : 0),
    reachM: Math.max(travel.reachM, distanceM(travel.from, fix)),
    maxSpeedKmh: maxOf(travel.maxSpeedKmh, fix.speedKmh),
    movingMs: travel.movingMs + (standing && !blind ? 0 : elapsedMs),
    idlingMs: travel.idlingMs + (standing && !blind ? elapsedMs : 0),
  };
};

const maxOf = (a: number | null, b: number | null): number | null =>
  a === null || (b !== null && b > a) ? b : a;

/** Travel with the next odometer reading; one step backwards and it is not used for this route. */
export const withOdometer = (travel: Travel, odometerKm: number | undefined): Travel => {
  if (odometerKm === undefined || travel.odometerFailed) return travel;
  if (!travel.odometer) {
    // Readings that begin on the way cannot measure the whole of it.
    return travel.pathM > 0
      ? { ...travel, odometerFailed: true }
      : { ...travel, odometer: { firstKm: odometerKm, lastKm: odometerKm } };
  }
  if (odometerKm < travel.odometer.lastKm)
    return { ...travel, odometer: null, odometerFailed: true };
  return { ...travel, odometer: { ...travel.odometer, lastKm: odometerKm } };
};

/** Distance, km: the odometer's where it ran forward and agrees with the positions, else theirs. */
export const travelledKm = ({ pathM, blindM, odometer }: Travel): number => {
  if (!odometer) return pathM / 1_000;
  const odometerM = (odometer.lastKm - odometer.firstKm) * 1_000;
  const coarse = Number.isInteger(odometer.firstKm) && Number.isInteger(odometer.lastKm);
  if (coarse && pathM < COARSE_ODOMETER_UNTIL_M) return pathM / 1_000;
  // A blind stretch was measured as the crow flies: there the odometer may well read more.
  const upperM = (pathM + blindM) * (1 + ODOMETER_TOLERANCE);
  const agrees = odometerM >= pathM * (1 - ODOMETER_TOLERANCE) && odometerM <= upperM;
  return (agrees ? odometerM : pathM) / 1_000;
};
