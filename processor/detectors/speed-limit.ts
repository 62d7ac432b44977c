import { z } from "zod";
import type { SpeedingOptions } from "../../contracts/detection/speeding-options.ts";
import { bearingDeg } from "../geo/bearing.ts";
import type { DetectorInput } from "./detector.ts";
import type { Fix } from "./fix.ts";

/** Whose limit it is. */
export const LimitSource = z.enum(["geofence", "street", "vehicle"]);

/** One object for all look-ups: the limit that holds at the fix in hand. */
export const limit: { kmh: number; source: z.infer<typeof LimitSource> } = {
  kmh: 0,
  source: "vehicle",
};

/** Without a heading of its own a car goes the way between two fixes at least this far apart, m. */
const MIN_COURSE_M = 10;

const headingOf = ({ observation, lastFix, stepM }: DetectorInput, fix: Fix): number | null => {
  if (observation.headingDeg !== undefined) return observation.headingDeg;
  return lastFix && stepM >= MIN_COURSE_M ? bearingDeg(lastFix, fix) : null;
};

/** What the street allows, km/h: as the device says, which may see the signs, else as the map does. */
const streetLimitKmh = (input: DetectorInput, fix: Fix, sentKmh: number | null): number | null => {
  if (sentKmh !== null) return sentKmh;
  const headingDeg = headingOf(input, fix);
  return headingDeg === null ? null : input.settings.streets.limitKmh(fix, headingDeg);
};

const sentLimitKmh = ({ observation }: DetectorInput): number | null => {
  const sent = observation.attributes?.["speedLimitKmh"];
  return typeof sent === "number" && sent > 0 ? sent : null;
};

/**
 * The speed from which a limit is exceeded, km/h: with the tolerance, less the hysteresis of a
 * speeding that is confirmed. A higher limit has a higher one.
 */
const exceededFromKmh = (limitKmh: number, isSpeeding: boolean, options: SpeedingOptions): number =>
  limitKmh +
  Math.max(options.toleranceKmh, options.tolerancePart * limitKmh) -
  (isSpeeding ? options.releaseKmh : 0);

/** The lowest limit that may hold at a fix, km/h; Infinity where none can. */
const lowestLimitKmh = (input: DetectorInput, fix: Fix, sentKmh: number | null): number => {
  const { geofences, streets, options } = input.settings;
  return Math.min(
    geofences.lowestLimitKmh,
    sentKmh ?? streets.lowestKmh(fix),
    options.speeding.limitKmh ?? Infinity,
  );
};

/** Finds the limit for a fix: the fence's, else the street's, else the vehicle's. False where there is none. */
const findLimit = (input: DetectorInput, fix: Fix, sentKmh: number | null): boolean => {
  const { geofences, options } = input.settings;
  const ofFence = geofences.speedLimitKmh(fix, fix.atMs);
  const ofStreet = ofFence === null ? streetLimitKmh(input, fix, sentKmh) : null;
  const found = ofFence ?? ofStreet ?? options.speeding.limitKmh;
  if (found === null) return false;
  limit.kmh = found;
  limit.source = ofFence !== null ? "geofence" : ofStreet !== null ? "street" : "vehicle";
  return true;
};

/**
 * Whether the limit for a fix is exceeded there: then `limit` holds it. It is only looked up where any
 * could be.
 */
export const exceeds = (
  input: DetectorInput,
  fix: Fix,
  speedKmh: number,
  isSpeeding: boolean,
): boolean => {
  const options = input.settings.options.speeding;
  const sentKmh = sentLimitKmh(input);
  const lowestKmh = lowestLimitKmh(input, fix, sentKmh);
  if (lowestKmh === Infinity || speedKmh <= exceededFromKmh(lowestKmh, isSpeeding, options))
    return false;
  return (
    findLimit(input, fix, sentKmh) && speedKmh > exceededFromKmh(limit.kmh, isSpeeding, options)
  );
};
