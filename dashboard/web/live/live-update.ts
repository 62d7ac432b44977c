import type { VehicleLive, VehicleSummary } from "../../../contracts/live-protocol.ts";
import type { PackedPosition } from "../../../contracts/packed-positions.ts";

const later = (a: string | null, b: string | null): string | null => {
  if (a === null || b === null) return a ?? b;
  return Date.parse(a) >= Date.parse(b) ? a : b;
};

/**
 * The state a packed position makes of the one before. The layout holds what changes by the second;
 * everything else keeps its last value until the next full state.
 */
export const withPacked = (before: VehicleSummary, packed: PackedPosition): VehicleLive => {
  const positionTs =
    packed.positionMs === null ? before.positionTs : new Date(packed.positionMs).toISOString();
  const { lat, lon, speedKmh, headingDeg, motion, connection, ignition } = packed;
  const ts = later(before.ts, positionTs);
  const motionSince = motion === before.motion ? before.motionSince : ts;
  return {
    ...before,
    lat,
    lon,
    speedKmh,
    headingDeg,
    motion,
    connection,
    ignition,
    ts,
    positionTs,
    motionSince,
  };
};
