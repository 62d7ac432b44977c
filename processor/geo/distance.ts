/** IUGG mean Earth radius R1, m. */
const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS_PER_DEGREE = Math.PI / 180;

/** WGS 84 degrees. */
export type Position = { readonly lat: number; readonly lon: number };

/** Great-circle distance, m (haversine; within 0.5 % of the ellipsoid, exact for near points). */
export const distanceM = (a: Position, b: Position): number => {
  const sinLat = Math.sin(((b.lat - a.lat) * RADIANS_PER_DEGREE) / 2);
  const sinLon = Math.sin(((b.lon - a.lon) * RADIANS_PER_DEGREE) / 2);
  const h =
    sinLat * sinLat +
    Math.cos(a.lat * RADIANS_PER_DEGREE) * Math.cos(b.lat * RADIANS_PER_DEGREE) * sinLon * sinLon;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
};
