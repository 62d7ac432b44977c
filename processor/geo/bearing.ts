import type { Position } from "./distance.ts";

const RADIANS_PER_DEGREE = Math.PI / 180;

/** Initial great-circle course from one point to another, degrees clockwise from north, 0 ≤ h < 360. */
export const bearingDeg = (from: Position, to: Position): number => {
  const fromLat = from.lat * RADIANS_PER_DEGREE;
  const toLat = to.lat * RADIANS_PER_DEGREE;
  const eastward = (to.lon - from.lon) * RADIANS_PER_DEGREE;
  const east = Math.sin(eastward) * Math.cos(toLat);
  const north =
    Math.cos(fromLat) * Math.sin(toLat) - Math.sin(fromLat) * Math.cos(toLat) * Math.cos(eastward);
  return (Math.atan2(east, north) / RADIANS_PER_DEGREE + 360) % 360;
};
