import { type DetectorInput } from "./detector.ts";
import type { Fix } from "./fix.ts";
import { toDecimetre } from "./kept-figures.ts";
import { accuracyOf, isReached } from "./tow-evidence.ts";
import type { WireState } from "./ignition-wire.ts";
import type { TowOptions } from "../../contracts/detection/tow-options.ts";
import type { Anchor } from "./tow-state.ts";

/** Fixes the mean of a stand rests on: then it follows slow drift. */
const ANCHOR_FIXES = 20;

/** A stand that a fix says, or with 0 fixes one that may be astray. */
export const anchorAt = (
  { lat, lon }: { readonly lat: number; readonly lon: number },
  sinceMs: number,
  fixes = 1,
): Anchor => ({ lat, lon, fixes, sinceMs, km: null });

/** Watched for a tow: it has stood there for long enough, by a fix that is not astray. */
export const isArmed = (
  { fixes, sinceMs }: Anchor,
  { atMs }: Fix,
  { armAfterS }: TowOptions,
): boolean => fixes > 0 && atMs - sinceMs >= armAfterS * 1_000;

/** Lets a fix of the same stand weigh in. */
export const settle = (anchor: Anchor, fix: Fix, { odometer }: WireState): void => {
  anchor.km = odometer.km;
  anchor.fixes = Math.min(ANCHOR_FIXES, anchor.fixes + 1);
  anchor.lat = toDecimetre(anchor.lat + (fix.lat - anchor.lat) / anchor.fixes);
  // Two fixes of one stand are never on different sides of the antimeridian and both believed.
  if (Math.abs(fix.lon - anchor.lon) < 1)
    anchor.lon = toDecimetre(anchor.lon + (fix.lon - anchor.lon) / anchor.fixes);
};

/** Where it stands as the ignition goes off; a first fix of all has none before to agree with. */
export const firstAnchor = (input: DetectorInput, usable: boolean): Anchor | null => {
  const { fix, lastFix, observation, settings } = input;
  if (fix && usable) return anchorAt(fix, observation.tsMs, isReached(fix, input) ? 1 : 0);
  if (!lastFix) return null;
  const { maxAccuracyM } = settings.options.tow;
  const isGood = accuracyOf(lastFix, settings.options.tow) <= maxAccuracyM;
  return anchorAt(lastFix, observation.tsMs, isGood ? 1 : 0);
};
