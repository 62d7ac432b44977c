import type { TowOptions } from "../../contracts/detection/tow-options.ts";
import { distanceM } from "../geo/distance.ts";
import type { DetectorInput } from "./detector.ts";
import type { Fix } from "./fix.ts";
import { shownWayM } from "./shown-way.ts";
import type { Anchor, Move, TowState } from "./tow-state.ts";

/** Radius of a fix's error, m, or what stands for it. */
export const accuracyOf = (fix: Fix, options: TowOptions): number =>
  fix.accuracyM ?? options.unknownAccuracyM;

/** Too far from the stand to be the error of this fix. */
export const isDisplaced = (awayM: number, fix: Fix, options: TowOptions): boolean =>
  awayM > Math.max(options.displacedM, options.displacedAccuracies * accuracyOf(fix, options));

/** Whether a fix is where the first one of a move was: no two leaps are the same. */
export const agrees = ({ rest }: Move, fix: Fix, { standRadiusM }: TowOptions): boolean =>
  distanceM(rest, fix) <= standRadiusM;

/**
 * Whether an odometer that is read now has not counted the way from a stand: one of the wheels that
 * stood, for one of positions would have followed.
 */
export const hasStoodStill = (
  { km }: Anchor,
  { observation: { odometerKm }, settings }: DetectorInput,
  awayM: number,
): boolean => {
  if (odometerKm === undefined || km === null || odometerKm < km) return false;
  return 1_000 * (odometerKm - km) < settings.options.tow.stoodPart * awayM;
};

/** Whether a fix, or the stand before it, is on a ferry. */
export const isOnFerry = ({ settings }: DetectorInput, anchor: Anchor, fix: Fix): boolean =>
  settings.geofences.isWithin("ferry", fix, fix.atMs) ||
  settings.geofences.isWithin("ferry", anchor, fix.atMs);

/** At the speed of driving, and the positions have moved accordingly. */
export const isFast = (fix: Fix, { lastFix, stepM, settings }: DetectorInput): boolean => {
  const { speedKmh, minImpliedPart, standRadiusM } = settings.options.tow;
  if (fix.speedKmh === null || fix.speedKmh < speedKmh || !lastFix) return false;
  const hours = (fix.atMs - lastFix.atMs) / 3_600_000;
  // Within the noise of a position, a metre or two a second proves nothing.
  return stepM / 1_000 >= minImpliedPart * fix.speedKmh * hours && stepM * 3 > standRadiusM;
};

/** Whether the way to a fix is no leap: the speeds shown at its ends get a car that far. */
export const isReached = (fix: Fix, { lastFix, stepM, settings }: DetectorInput): boolean => {
  if (!lastFix) return false;
  const { standRadiusM, maxImpliedPart } = settings.options.tow;
  return stepM <= standRadiusM + maxImpliedPart * shownWayM(lastFix, fix);
};

/**
 * Notes whether the car was seen to roll: some fixes in a row that show a speed, none of them a
 * leap, and get it somewhere. A stray position leaps, and a speed shown by noise leads nowhere.
 */
export const noteRolling = (state: TowState, input: DetectorInput, fix: Fix): void => {
  const { leapSpeedKmh, displacedFixes, standRadiusM } = input.settings.options.tow;
  if ((fix.speedKmh ?? 0) < leapSpeedKmh || !isReached(fix, input)) {
    state.rolling = null;
    return;
  }
  const rolling = (state.rolling ??= { lat: fix.lat, lon: fix.lon, fixes: 0 });
  rolling.fixes++;
  if (rolling.fixes >= displacedFixes && distanceM(rolling, fix) >= standRadiusM)
    state.rolled = true;
};
