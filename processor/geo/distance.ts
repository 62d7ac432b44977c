/** IUGG mean Earth radius R1, m. */
const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS_PER_DEGREE = Math.PI / 180;

/** WGS 84 degrees. */
export type Position = { readonly lat: number; readonly lon: number };

/** Nearer than this on both axes the earth is flat to a part in ten million, degrees. */
const NEAR_DEGREES = 0.05;

/** Great-circle distance, m (within 0.5 % of the ellipsoid). */
export const distanceM = (a: Position, b: Position): number => {
  const latDegrees = b.lat - a.lat;
  const lonDegrees = b.lon - a.lon;
  // Most are a few metres apart: one cosine instead of five functions.
  if (Math.abs(latDegrees) < NEAR_DEGREES && Math.abs(lonDegrees) < NEAR_DEGREES) {
    const east = lonDegrees * Math.cos(((a.lat + b.lat) / 2) * RADIANS_PER_DEGREE);
    const degrees = Math.sqrt(latDegrees * latDegrees + east * east);
    return EARTH_RADIUS_M * RADIANS_PER_DEGREE * degrees;
  }
  return haversineM(a, b);
};

const haversineM = (a: Position, b: Position): number => {
  const sinLat = Math.sin(((b.lat - a.lat) * RADIANS_PER_DEGREE) / 2);
  const sinLon = Math.sin(((b.lon - a.lon) * RADIANS_PER_DEGREE) / 2);
  const h =
    sinLat * sinLat +
    Math.cos(a.lat * RADIANS_PER_DEGREE) * Math.cos(b.lat * RADIANS_PER_DEGREE) * sinLon * sinLon;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
};
