import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import type { PackedPosition } from "../../../contracts/packed-positions.ts";

const MOST_TIMES = 512;
const times = new Map<number, string>();

/** Writing a time out is dear, and the cars of one message share a few tenths of a second. */
const isoTime = (ms: number): string => {
  const known = times.get(ms);
  if (known !== undefined) return known;
  if (times.size >= MOST_TIMES) times.clear();
  const text = new Date(ms).toISOString();
  times.set(ms, text);
  return text;
};

/**
 * The state a packed position makes of the one before. The layout holds what changes by the second;
 * everything else keeps its last value and its own time until the next full state.
 */
export const withPacked = (before: VehicleSummary, packed: PackedPosition): VehicleSummary => {
  const positionTs = packed.positionMs === null ? before.positionTs : isoTime(packed.positionMs);
  const { lat, lon, speedKmh, headingDeg, motion, connection, ignition } = packed;
  const motionSince = motion === before.motion ? before.motionSince : positionTs;
  const figureTs =
    ignition === before.ignition ? before.figureTs : { ...before.figureTs, ignition: positionTs };
  return {
    ...before,
    lat,
    lon,
    speedKmh,
    headingDeg,
    motion,
    connection,
    ignition,
    positionTs,
    motionSince,
    figureTs,
  };
};
