import { distanceM, type Position } from "./distance.ts";

/** Metres a degree of latitude spans on the sphere of `distanceM`. */
export const M_PER_DEGREE = 111_195.08;
const RADIANS_PER_DEGREE = Math.PI / 180;

/** Degrees east that lead from one longitude to another the short way, within [-180, 180). */
export const eastwards = (fromLon: number, toLon: number): number => {
  const degrees = toLon - fromLon;
  return degrees >= -180 && degrees < 180
    ? degrees
    : degrees - 360 * Math.floor((degrees + 180) / 360);
};

/** Bounds in degrees; `east` goes on beyond 180 where the shape crosses the antimeridian. */
export type Box = {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
};

/** An area on the earth. */
export type Shape = {
  readonly box: Box;
  /** Metres to the nearest edge, negative inside; right near the edge, a guide far from it. */
  signedDistanceM(at: Position): number;
  /** How far its deepest place is from its edges, m; of great areas at least 2 km. */
  readonly depthM: number;
};

/** Whether a position lies within bounds. */
export const boxHas = ({ south, north, west, east }: Box, { lat, lon }: Position): boolean => {
  if (lat < south || lat > north) return false;
  const inward = lon - west;
  return (inward >= 0 ? inward % 360 : (inward % 360) + 360) <= east - west;
};

/** Whether the bounds of the way between two positions meet those of an area. */
export const boxMeets = (
  { south, north, west, east }: Box,
  from: Position,
  to: Position,
): boolean => {
  if (Math.max(from.lat, to.lat) < south || Math.min(from.lat, to.lat) > north) return false;
  const middle = (west + east) / 2;
  const fromLon = middle + eastwards(middle, from.lon);
  const toLon = fromLon + eastwards(from.lon, to.lon);
  return Math.max(fromLon, toLon) >= west && Math.min(fromLon, toLon) <= east;
};

/** Bounds grown by a distance on every side. */
export const boxAround = (box: Box, byM: number): Box => {
  const degrees = byM / M_PER_DEGREE;
  const south = Math.max(-90, box.south - degrees);
  const north = Math.min(90, box.north + degrees);
  const widest = Math.max(Math.abs(south), Math.abs(north));
  const shrink = Math.cos(Math.min(89.9, widest) * RADIANS_PER_DEGREE);
  return { south, north, west: box.west - degrees / shrink, east: box.east + degrees / shrink };
};

/** All that is no farther from a centre than a radius. */
export const circle = (centre: Position, radiusM: number): Shape => ({
  box: boxAround(
    { south: centre.lat, north: centre.lat, west: centre.lon, east: centre.lon },
    radiusM,
  ),
  signedDistanceM: (at) => distanceM(centre, at) - radiusM,
  depthM: radiusM,
});

/** Metres a degree of longitude spans at a latitude. */
export const lonScale = (lat: number): number => M_PER_DEGREE * Math.cos(lat * RADIANS_PER_DEGREE);
