import { z } from "zod";
import type { SpeedingOptions } from "../../contracts/detection/speeding-options.ts";
import { distanceM } from "../geo/distance.ts";
import type { Mark } from "./derived-speed.ts";
import type { Fix } from "./fix.ts";
import { toDecimetre, toTenth } from "./kept-figures.ts";
import { LimitSource, type SpeedLimit } from "./speed-limit.ts";

/** The figures of a speeding so far. */
export const Figures = z.object({
  limitKmh: z.number(),
  limitSource: LimitSource,
  peakKmh: z.number(),
  distanceKm: z.number(),
});
export type Figures = z.infer<typeof Figures>;

/** A stretch driven too fast, confirmed once it has a `detectedAtMs`. */
export const Stretch = z.object({
  sinceMs: z.number(),
  lat: z.number(),
  lon: z.number(),
  fixes: z.number(),
  /** The last fix of it. */
  last: z.object({ atMs: z.number(), lat: z.number(), lon: z.number(), speedKmh: z.number() }),
  /** How far it went by its positions, and by the speeds it showed, m. */
  pathM: z.number(),
  shownM: z.number(),
  /** Where the limit was exceeded most. */
  excessKmh: z.number(),
  limitKmh: z.number(),
  limitSource: LimitSource,
  peakKmh: z.number(),
  detectedAtMs: z.number().nullable(),
  /** The device gives no speed: what it "shows" is measured from fix to fix. */
  isDerived: z.boolean().optional(),
  /** What the record says while it lasts. */
  said: Figures.nullable(),
});
export type Stretch = z.infer<typeof Stretch>;

/** What is told of a stretch. */
export const figuresOf = ({ limitKmh, limitSource, peakKmh, pathM }: Stretch): Figures => ({
  limitKmh,
  limitSource,
  peakKmh: Math.round(peakKmh * 10) / 10,
  distanceKm: Math.round(pathM) / 1_000,
});

/** A stretch that begins at a fix with the speed it shows. */
export const begin = (fix: Fix, speed: number, limit: SpeedLimit): Stretch => {
  const [lat, lon, speedKmh] = [toDecimetre(fix.lat), toDecimetre(fix.lon), toTenth(speed)];
  return {
    ...{ sinceMs: fix.atMs, lat, lon, fixes: 1 },
    last: { atMs: fix.atMs, lat, lon, speedKmh },
    ...{ pathM: 0, shownM: 0, excessKmh: toTenth(speed - limit.kmh) },
    ...{ limitKmh: limit.kmh, limitSource: limit.source, peakKmh: speedKmh },
    ...{ detectedAtMs: null, said: null },
  };
};

/** Takes the next fix into a stretch, in place. */
export const extend = (stretch: Stretch, fix: Fix, speedKmh: number, limit: SpeedLimit): void => {
  const { last } = stretch;
  stretch.fixes++;
  const shownM = ((last.speedKmh + speedKmh) / 2 / 3_600) * (fix.atMs - last.atMs);
  stretch.pathM = toTenth(stretch.pathM + distanceM(last, fix));
  stretch.shownM = toTenth(stretch.shownM + shownM);
  stretch.peakKmh = toTenth(Math.max(stretch.peakKmh, speedKmh));
  if (speedKmh - limit.kmh > stretch.excessKmh) {
    stretch.excessKmh = toTenth(speedKmh - limit.kmh);
    stretch.limitKmh = limit.kmh;
    stretch.limitSource = limit.source;
  }
  last.atMs = fix.atMs;
  last.lat = toDecimetre(fix.lat);
  last.lon = toDecimetre(fix.lon);
  last.speedKmh = toTenth(speedKmh);
};

/** From a mark on, where the speed up to `fix` is measured and not shown. */
export const beginDerived = (
  [atMs, lat, lon]: Mark,
  fix: Fix,
  speedKmh: number,
  limit: SpeedLimit,
): Stretch => {
  const stretch = begin({ ...fix, atMs, lat, lon }, speedKmh, limit);
  stretch.isDerived = true;
  extend(stretch, fix, speedKmh, limit);
  return stretch;
};

/** A speed between two fixes is one of the third as well: who leaps and comes back has gone nowhere. */
const DERIVED_FIXES = 3;

/** Whether a stretch has lasted long enough to be told of. */
export const isLongEnough = (
  { fixes, last, sinceMs, isDerived }: Stretch,
  { minFixes, minS }: SpeedingOptions,
): boolean =>
  fixes >= (isDerived ? Math.max(minFixes, DERIVED_FIXES) : minFixes) &&
  last.atMs - sinceMs >= minS * 1_000;

/** Whether it got as far as its speeds say; where they are the way's own, as far as that was long. */
export const isContradicted = (stretch: Stretch, { maxDisagreement }: SpeedingOptions): boolean => {
  const { pathM, shownM, isDerived, last } = stretch;
  const [farM, saidM] = isDerived ? [distanceM(stretch, last), pathM] : [pathM, shownM];
  return Math.abs(farM - saidM) > maxDisagreement * saidM;
};
