import type { Observation } from "../contracts/observation.ts";
import type { VehicleSettings } from "../processor/detectors/vehicle-settings.ts";
import { distanceM } from "../processor/geo/distance.ts";
import type { Case, Happening, Kind } from "./happening.ts";

/*
 * The rules of the open-source leader as its users get them, for comparison: differences of
 * consecutive samples, fixed windows, membership per fix. Every fix counts, whatever it claims.
 */

/** Moving from this speed on (0.01 kn), km/h. */
const MOVING_KMH = 0.0185;
/** A trip has begun once it moved for so long or so far, and ended once it stood for so long. */
const TRIP_S = 300;
const TRIP_M = 500;
/** Silence that ends a trip, s. */
const TRIP_SILENCE_S = 3_600;
/** Fuel that comes or goes between two samples, % of tank, and how far apart samples are, s. */
const FUEL_PCT = 10;
const FUEL_EVERY_S = 60;
/** A device that says nothing for so long has an unknown status, s. */
const UNKNOWN_AFTER_S = 600;
/** Change of speed from fix to fix, whatever lies between, m/s². */
const HARSH_MPS2 = 2.5;

const hasFix = (each: Observation): each is Observation & { lat: number; lon: number } =>
  each.lat !== undefined && each.lon !== undefined;

const trips = (observations: readonly Observation[]): Happening[] => {
  const found: Happening[] = [];
  let movesFrom: (Observation & { lat: number; lon: number }) | null = null;
  let isTrip = false;
  let standsMs: number | null = null;
  let lastMs = 0;
  const end = (endMs: number): void => {
    if (movesFrom && isTrip) found.push({ kind: "trip", startMs: movesFrom.tsMs, endMs });
    movesFrom = null;
    isTrip = false;
    standsMs = null;
  };
  for (const each of observations) {
    if (!hasFix(each)) continue;
    if (movesFrom && each.tsMs - lastMs >= TRIP_SILENCE_S * 1_000) end(lastMs);
    lastMs = each.tsMs;
    if ((each.speedKmh ?? 0) > MOVING_KMH) {
      movesFrom ??= each;
      standsMs = null;
      const lastedMs = each.tsMs - movesFrom.tsMs;
      isTrip ||= lastedMs >= TRIP_S * 1_000 || distanceM(movesFrom, each) >= TRIP_M;
    } else if (movesFrom) {
      if (!isTrip) end(each.tsMs);
      standsMs ??= each.tsMs;
      if (isTrip && each.tsMs - standsMs >= TRIP_S * 1_000) end(standsMs);
    }
  }
  end(lastMs);
  return found;
};

const fuel = (observations: readonly Observation[], tankLitres: number | null): Happening[] => {
  const found: Happening[] = [];
  let last: { atMs: number; pct: number } | undefined;
  for (const { tsMs, fuelPct, fuelLitres } of observations) {
    const litresPct =
      fuelLitres === undefined || !tankLitres ? undefined : (100 * fuelLitres) / tankLitres;
    const pct = fuelPct ?? litresPct;
    if (pct === undefined || (last && tsMs - last.atMs < FUEL_EVERY_S * 1_000)) continue;
    const change = pct - (last?.pct ?? pct);
    if (Math.abs(change) >= FUEL_PCT)
      found.push({ kind: change > 0 ? "refuel" : "drain", startMs: tsMs, endMs: tsMs });
    last = { atMs: tsMs, pct };
  }
  return found;
};

const silences = (observations: readonly Observation[]): Happening[] =>
  observations.flatMap(({ tsMs }, index) => {
    const beforeMs = observations[index - 1]?.tsMs ?? tsMs;
    if (tsMs - beforeMs <= UNKNOWN_AFTER_S * 1_000) return [];
    return [{ kind: "offline" as const, startMs: beforeMs, endMs: tsMs }];
  });

const visits = (observations: readonly Observation[], settings: VehicleSettings): Happening[] => {
  const { geofences } = settings;
  const found: Happening[] = [];
  let inside: boolean | undefined;
  if (geofences.isEmpty) return found;
  for (const each of observations) {
    if (!hasFix(each)) continue;
    const isInside = geofences.isWithin("border", each, each.tsMs);
    if (inside !== undefined && isInside !== inside) {
      const kind = isInside ? "geofence_enter" : "geofence_exit";
      found.push({ kind, startMs: each.tsMs, endMs: each.tsMs });
    }
    inside = isInside;
  }
  return found;
};

const speeding = (observations: readonly Observation[], limitKmh: number | null): Happening[] => {
  const found: Happening[] = [];
  let wasOver = false;
  for (const { tsMs, speedKmh } of observations) {
    if (limitKmh === null || speedKmh === undefined) continue;
    const isOver = speedKmh > limitKmh;
    if (isOver && !wasOver) found.push({ kind: "speeding", startMs: tsMs, endMs: tsMs });
    wasOver = isOver;
  }
  return found;
};

const harsh = (observations: readonly Observation[]): Happening[] => {
  const found: Happening[] = [];
  let last: { atMs: number; kmh: number } | undefined;
  for (const { tsMs, speedKmh } of observations) {
    if (speedKmh === undefined) continue;
    if (last && tsMs > last.atMs) {
      const mps2 = (speedKmh - last.kmh) / 3.6 / ((tsMs - last.atMs) / 1_000);
      const kind: Kind = mps2 > 0 ? "harsh_acceleration" : "harsh_braking";
      if (Math.abs(mps2) >= HARSH_MPS2) found.push({ kind, startMs: tsMs, endMs: tsMs });
    }
    last = { atMs: tsMs, kmh: speedKmh };
  }
  return found;
};

/** The kinds there is a naive rule for; for the others it has the device's word or nothing. */
export const NAIVE_KINDS: ReadonlySet<Kind> = new Set<Kind>([
  ...(["trip", "refuel", "drain", "offline", "speeding"] as const),
  ...(["geofence_enter", "geofence_exit", "harsh_acceleration", "harsh_braking"] as const),
]);

/** What the naive rules say of a case. */
export const naiveHappenings = ({ observations, settings }: Case): Happening[] => {
  const now = settings.at(observations.at(-1)?.tsMs ?? 0);
  return [
    ...trips(observations),
    ...fuel(observations, now.tankLitres),
    ...silences(observations),
    ...visits(observations, now),
    ...speeding(observations, now.options.speeding.limitKmh),
    ...harsh(observations),
  ];
};
