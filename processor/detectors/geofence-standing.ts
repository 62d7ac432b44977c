import type { GeofencesOptions } from "../../contracts/detection/geofences-options.ts";
import { distanceM as metresBetween } from "../geo/distance.ts";
import type { Fence } from "../geo/geofence-index.ts";
import type { DetectorInput } from "./detector.ts";
import { believedErrorM, type Fix } from "./fix.ts";
import { hasBeenDeep } from "./geofence-beside.ts";
import { accuracyOf, keptPlace, placeOf, type Place, type Visit } from "./geofence-visit.ts";

type Arriving = NonNullable<Visit["arriving"]>;

/** Whether a fix is where a car came to stand, as far as one can tell; with its key off it is. */
const isAtStand = (stand: Place, fix: Fix, { motion, settings }: DetectorInput): boolean =>
  motion.ignition === false ||
  metresBetween(stand, fix) <= believedErrorM(fix, settings.options.geofences.unknownAccuracyM);

/** Notes since when a car that was beside the fence stands inside, in place: who drives may be beside it. */
export const noteStanding = (
  visit: Visit,
  arriving: Arriving,
  depthM: number,
  input: DetectorInput,
  fix: Fix,
): void => {
  const { trips, geofences: options } = input.settings.options;
  const stands =
    fix.speedKmh === null ? !input.motion.underWay : fix.speedKmh < trips.standSpeedKmh;
  if (stands) arriving.standsAfterS ??= Math.round((fix.atMs - visit.since[0]) / 1_000);
  else arriving.standsAfterS = undefined;
  if (!stands || depthM <= 0) arriving.stand = undefined;
  else if (!arriving.stand || !isAtStand(placeOf(arriving.stand), fix, input))
    arriving.stand = keptPlace({ ...fix, accuracyM: accuracyOf(fix, options) });
};

/** Whether a car that was beside the fence has stayed inside: it stands there, or has driven on for long. */
const hasStayed = (
  { since, arriving }: Visit,
  atMs: number,
  { nearExitAfterS, nearExitFixes, alongAfterS, standInsideS }: GeofencesOptions,
): boolean => {
  if (arriving?.stand && atMs - arriving.stand[0] >= standInsideS * 1_000) return true;
  if (!arriving || arriving.fixes < nearExitFixes) return false;
  const insideS = (atMs - since[0]) / 1_000;
  return insideS - (arriving.standsAfterS ?? insideS) >= nearExitAfterS || insideS >= alongAfterS;
};

/** Whether the fixes inside are enough for an entry; of a car that was beside the fence it takes more. */
export const hasEntered = (
  visit: Visit,
  fence: Fence,
  atMs: number,
  options: GeofencesOptions,
): boolean => {
  const { arriving } = visit;
  if (!arriving || arriving.fixes < options.enterFixes) return false;
  return !arriving.wary || hasBeenDeep(visit, fence, options) || hasStayed(visit, atMs, options);
};
