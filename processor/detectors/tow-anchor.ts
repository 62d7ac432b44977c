import { type DetectorInput } from "./detector.ts";
import type { Fix } from "./fix.ts";
import { accuracyOf, isReached } from "./tow-evidence.ts";
import type { TowState } from "./tow-state.ts";

/** Where a car stands with the ignition off. */
export type Anchor = NonNullable<TowState["anchor"]>;

/** Fixes the mean of a stand rests on: then it follows slow drift. */
const ANCHOR_FIXES = 20;
/** Coordinates are kept to the decimetre. */
const DEGREE_DIGITS = 1e6;

/** A stand that a fix says, or with 0 fixes one that may be astray. */
export const anchorAt = (
  { lat, lon }: { readonly lat: number; readonly lon: number },
  sinceMs: number,
  fixes = 1,
): Anchor => ({ lat, lon, fixes, sinceMs });

const rounded = (degrees: number): number => Math.round(degrees * DEGREE_DIGITS) / DEGREE_DIGITS;

/** Lets a fix of the same stand weigh in. */
export const settle = (anchor: Anchor, fix: Fix): void => {
  anchor.fixes = Math.min(ANCHOR_FIXES, anchor.fixes + 1);
  anchor.lat = rounded(anchor.lat + (fix.lat - anchor.lat) / anchor.fixes);
  // Two fixes of one stand are never on different sides of the antimeridian and both believed.
  if (Math.abs(fix.lon - anchor.lon) < 1)
    anchor.lon = rounded(anchor.lon + (fix.lon - anchor.lon) / anchor.fixes);
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
