import { z } from "zod";
import type { SpeedingOptions } from "../../contracts/detection/speeding-options.ts";
import { UNKNOWN_ACCURACY_M } from "../../contracts/detection/unknown-accuracy.ts";
import { distanceM } from "../geo/distance.ts";
import { believedErrorM, type Fix } from "./fix.ts";
import { toDecimetre } from "./kept-figures.ts";

/** Kilometres an hour in a metre a millisecond. */
const KMH_PER_M_A_MS = 3_600;

/** Time, latitude, longitude and error of the fix from which a speed is measured that no device gives. */
export const Mark = z.tuple([z.number(), z.number(), z.number(), z.number()]);
export type Mark = z.infer<typeof Mark>;

/** The mark to measure from next. */
export const marked = (fix: Fix): Mark => [
  fix.atMs,
  toDecimetre(fix.lat),
  toDecimetre(fix.lon),
  Math.ceil(believedErrorM(fix, UNKNOWN_ACCURACY_M)),
];

/** Whether a fix is late enough behind a mark to tell a speed: nearer, errors are most of it. */
export const isMeasurable = ([atMs]: Mark, fix: Fix, { derivedOverS }: SpeedingOptions): boolean =>
  fix.atMs - atMs >= derivedOverS * 1_000;

/**
 * How fast a car went at least from a mark to a fix, km/h: as the crow flies, and both nearer to each
 * other by all of their errors.
 */
export const slowestKmh = ([atMs, lat, lon, accuracyM]: Mark, fix: Fix): number => {
  const errorM = accuracyM + believedErrorM(fix, UNKNOWN_ACCURACY_M);
  const wayM = Math.max(0, distanceM({ lat, lon }, fix) - errorM);
  return (wayM / (fix.atMs - atMs)) * KMH_PER_M_A_MS;
};
