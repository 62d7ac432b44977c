import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import type { PackedPosition } from "../../../contracts/packed-positions.ts";

/**
 * The state a packed position makes of the one before. The layout holds what changes by the second;
 * everything else keeps its last value and its own time until the next full state.
 */
export const withPacked = (before: VehicleSummary, packed: PackedPosition): VehicleSummary => {
  const positionTs =
    packed.positionMs === null ? before.positionTs : new Date(packed.positionMs).toISOString();
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
