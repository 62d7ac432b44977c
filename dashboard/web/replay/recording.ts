import type { Detection } from "../../../contracts/detected.ts";
import type { Route, Stop } from "../../../contracts/live-protocol.ts";
import { DRAWN_FIX, type GpsLocation } from "../../../contracts/location.ts";
import { bearingDeg, metresBetween, type Place } from "./geometry.ts";

/** A place the car was at. */
export type Fix = {
  readonly atMs: number;
  readonly place: Place;
  readonly speedKmh: number | null;
  /** As reported, else by the way the car came; null until either tells. */
  readonly headingDeg: number | null;
  /** Nobody knows the way from the fix before: the car was silent for too long. */
  readonly isApart: boolean;
};

/** What the car said at a moment. A figure that it left out is the last one it did say. */
export type Reading = {
  readonly atMs: number;
  readonly speedKmh: number | null;
  readonly ignition: boolean | null;
  readonly odometerKm: number | null;
  readonly fuelPct: number | null;
  readonly fuelLitres: number | null;
};

/** Everything known of a car's period, oldest first. */
export type Recording = {
  readonly fixes: readonly Fix[];
  readonly readings: readonly Reading[];
  readonly routes: readonly Route[];
  readonly stops: readonly Stop[];
  readonly detections: readonly Detection[];
  /** Where it ends before the period does, because there was too much of it, ms. */
  readonly cutAtMs: number | undefined;
};

/** A car that reports so many times less often than it usually does on the move was silent … */
const INTERVALS_MISSED = 6;
/** … but not after this little, ms: mobile networks hold messages back … */
const LEAST_SILENCE_MS = 60_000;
/** … and always after this long, ms: no straight line says anything about ten minutes of driving. */
const MOST_SILENCE_MS = 10 * 60_000;
/** From this speed on a car is on the move, km/h: below it receivers report noise. */
export const MOVING_KMH = 5;
/** Two fixes closer than this tell no direction, m. */
const TELLING_M = 8;

/** Whether a fix is good enough to be on a map. */
const isDrawable = ({ accuracyM, satellites, hdop }: GpsLocation): boolean =>
  (accuracyM === null || accuracyM <= DRAWN_FIX.maxAccuracyM) &&
  (satellites === null || satellites >= DRAWN_FIX.minSatellites) &&
  (hdop === null || hdop <= DRAWN_FIX.maxHdop);

const placeOf = (location: GpsLocation): Place | undefined => {
  const { longitude, latitude } = location;
  if (longitude === null || latitude === null || !isDrawable(location)) return undefined;
  return [longitude, latitude];
};

type Placed = { readonly atMs: number; readonly place: Place; readonly location: GpsLocation };

/** Between fixes further apart than this the way is unknown, ms: by the car's own habits. */
const silenceMs = (placed: readonly Placed[]): number => {
  const intervals = placed
    .flatMap(({ atMs, location }, index) => {
      const before = placed[index - 1];
      return before && (location.speed ?? 0) >= MOVING_KMH ? [atMs - before.atMs] : [];
    })
    .sort((one, other) => one - other);
  const usualMs = intervals[intervals.length >> 1] ?? MOST_SILENCE_MS;
  return Math.min(MOST_SILENCE_MS, Math.max(LEAST_SILENCE_MS, usualMs * INTERVALS_MISSED));
};

/** The places of a car, with the silences between them marked. */
export const fixesOf = (locations: readonly GpsLocation[]): Fix[] => {
  const placed = locations.flatMap((location) => {
    const place = placeOf(location);
    return place ? [{ atMs: Date.parse(location.timestamp), place, location }] : [];
  });
  const limitMs = silenceMs(placed);
  let headingDeg: number | null = null;
  return placed.map(({ atMs, place, location }, index) => {
    const before = placed[index - 1];
    const hasMoved = before !== undefined && metresBetween(before.place, place) > TELLING_M;
    headingDeg = location.direction ?? (hasMoved ? bearingDeg(before.place, place) : headingDeg);
    const isApart = before !== undefined && atMs - before.atMs > limitMs;
    return { atMs, place, speedKmh: location.speed, headingDeg, isApart };
  });
};

/** What a car said, figures that were left out carried on from before. */
export const readingsOf = (locations: readonly GpsLocation[]): Reading[] => {
  let last: Omit<Reading, "atMs" | "speedKmh"> = {
    ignition: null,
    odometerKm: null,
    fuelPct: null,
    fuelLitres: null,
  };
  return locations.map(({ timestamp, speed, ignition, odometerKm, fuelPct, fuelLitres }) => {
    last = {
      ignition: ignition ?? last.ignition,
      odometerKm: odometerKm ?? last.odometerKm,
      fuelPct: fuelPct ?? last.fuelPct,
      fuelLitres: fuelLitres ?? last.fuelLitres,
    };
    return { atMs: Date.parse(timestamp), speedKmh: speed, ...last };
  });
};

/** The index of the last of some moments that is not after `ms`; -1 when all are. */
export const indexUpTo = (moments: readonly { readonly atMs: number }[], ms: number): number => {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle]?.atMs ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};
