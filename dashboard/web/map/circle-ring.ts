/** Mean radius of the earth, m (IUGG). */
const EARTH_M = 6_371_008.8;
const CORNERS = 64;
const RADIANS = Math.PI / 180;

/** The place a distance away in a direction, on the globe; longitude first. */
const placeAt = (
  [lon, lat]: readonly [number, number],
  distanceM: number,
  bearing: number,
): [number, number] => {
  const way = distanceM / EARTH_M;
  const from = lat * RADIANS;
  const to = Math.asin(
    Math.sin(from) * Math.cos(way) + Math.cos(from) * Math.sin(way) * Math.cos(bearing),
  );
  const turned = Math.atan2(
    Math.sin(bearing) * Math.sin(way) * Math.cos(from),
    Math.cos(way) - Math.sin(from) * Math.sin(to),
  );
  return [lon + turned / RADIANS, to / RADIANS];
};

/** The place due east on a circle's edge, where it is taken hold of. */
export const eastOf = (centre: readonly [number, number], radiusM: number): [number, number] =>
  placeAt(centre, radiusM, Math.PI / 2);

/** A circle on the ground as a closed ring of GeoJSON. */
export const circleRing = (
  centre: readonly [number, number],
  radiusM: number,
): [number, number][] =>
  Array.from({ length: CORNERS + 1 }, (_, corner) =>
    placeAt(centre, radiusM, (2 * Math.PI * (corner % CORNERS)) / CORNERS),
  );
