import { z } from "zod";
import type { SpeedingOptions } from "../../contracts/detection/speeding-options.ts";
import { bearingDeg } from "../geo/bearing.ts";
import type { DetectorInput } from "./detector.ts";
import type { Fix } from "./fix.ts";

/** Whose limit it is. */
export const LimitSource = z.enum(["geofence", "street", "vehicle"]);

/** The limit that holds at a fix. */
export type SpeedLimit = { readonly kmh: number; readonly source: z.infer<typeof LimitSource> };

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

/** The limit for a fix: the fence's, else the street's, else the vehicle's; null where there is none. */
const findLimit = (input: DetectorInput, fix: Fix, sentKmh: number | null): SpeedLimit | null => {
  const { geofences, options } = input.settings;
  const ofFence = geofences.speedLimitKmh(fix, fix.atMs);
  if (ofFence !== null) return { kmh: ofFence, source: "geofence" };
  const ofStreet = streetLimitKmh(input, fix, sentKmh);
  if (ofStreet !== null) return { kmh: ofStreet, source: "street" };
  const { limitKmh } = options.speeding;
  return limitKmh === null ? null : { kmh: limitKmh, source: "vehicle" };
};

/** The limit that is exceeded at a fix, else null; only looked up where any could be. */
export const exceededLimit = (
  input: DetectorInput,
  fix: Fix,
  speedKmh: number,
  isSpeeding: boolean,
): SpeedLimit | null => {
  const options = input.settings.options.speeding;
  const sentKmh = sentLimitKmh(input);
  const lowestKmh = lowestLimitKmh(input, fix, sentKmh);
  if (lowestKmh === Infinity || speedKmh <= exceededFromKmh(lowestKmh, isSpeeding, options))
    return null;
  const limit = findLimit(input, fix, sentKmh);
  return limit && speedKmh > exceededFromKmh(limit.kmh, isSpeeding, options) ? limit : null;
};
