import type { TripsOptions } from "../../contracts/detection/trips-options.ts";
import { distanceM } from "../geo/distance.ts";
import type { Fix } from "./fix.ts";
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

const isStanding = (fix: Fix, options: TripsOptions): boolean =>
  fix.speedKmh !== null && fix.speedKmh < options.standSpeedKmh;

const isMoving = (fix: Fix, options: TripsOptions): boolean =>
  fix.speedKmh !== null && fix.speedKmh >= options.standSpeedKmh;

/**
 * Extends travel by the next fix, in place. A standing car's jitter is not distance: from one standing fix to
 * the next, or without any speed, only a move of `jitterM` from the last counted fix is.
 */
export const extendTravel = (
  travel: Travel,
  previous: Fix,
  fix: Fix,
  options: TripsOptions,
): void => {
  const stepM = distanceM(travel.counted, fix);
  const rolled = isMoving(fix, options) || isMoving(previous, options);
  const elapsedMs = fix.atMs - previous.atMs;
  const blind = elapsedMs > options.silenceS * 1_000;
  if (rolled || stepM >= options.jitterM) {
    travel.counted = fix;
    travel.pathM += stepM;
    if (blind) travel.blindM += stepM;
  }
  travel.reachM = Math.max(travel.reachM, distanceM(travel.from, fix));
  travel.maxSpeedKmh = maxOf(travel.maxSpeedKmh, fix.speedKmh);
  if (isStanding(fix, options) && !blind) travel.idlingMs += elapsedMs;
  else travel.movingMs += elapsedMs;
};

const maxOf = (a: number | null, b: number | null): number | null =>
  a === null || (b !== null && b > a) ? b : a;

/** Notes the next odometer reading, in place; one step backwards and it is not used any more. */
export const readOdometer = (travel: Travel, odometerKm: number | undefined): void => {
  if (odometerKm === undefined || travel.odometerFailed) return;
  const { odometer } = travel;
  if (!odometer) {
    // Readings that begin on the way cannot measure the whole of it.
    if (travel.pathM > 0) travel.odometerFailed = true;
    else travel.odometer = { firstKm: odometerKm, lastKm: odometerKm };
  } else if (odometerKm < odometer.lastKm) {
    travel.odometer = null;
    travel.odometerFailed = true;
  } else odometer.lastKm = odometerKm;
};

/** Travel as it is now, to end a route with later: what goes on extends the original alone. */
export const copyTravel = (travel: Travel): Travel => ({
  ...travel,
  odometer: travel.odometer && { ...travel.odometer },
});

/**
 * Makes `target` equal to `travel` without a new object, field by field: it happens at every fix on
 * the move.
 */
export const takeTravel = (target: Travel, travel: Travel): void => {
  target.from = travel.from;
  target.counted = travel.counted;
  target.pathM = travel.pathM;
  target.reachM = travel.reachM;
  target.blindM = travel.blindM;
  target.maxSpeedKmh = travel.maxSpeedKmh;
  target.movingMs = travel.movingMs;
  target.idlingMs = travel.idlingMs;
  target.odometerFailed = travel.odometerFailed;
  takeOdometer(target, travel);
};

const takeOdometer = (target: Travel, { odometer }: Travel): void => {
  if (target.odometer && odometer) {
    target.odometer.firstKm = odometer.firstKm;
    target.odometer.lastKm = odometer.lastKm;
  } else target.odometer = odometer && { ...odometer };
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
