/** Longitude and latitude, degrees. */
export type Place = readonly [number, number];

/** Mean length of a degree of latitude, m (WGS 84). */
const M_PER_DEGREE = 111_195;
const RADIANS = Math.PI / 180;

/** From one place to another, metres east and north; near enough between two fixes of a car. */
export const offsetM = (
  from: Place,
  to: Place,
): { readonly east: number; readonly north: number } => ({
  east: (to[0] - from[0]) * M_PER_DEGREE * Math.cos(((from[1] + to[1]) / 2) * RADIANS),
  north: (to[1] - from[1]) * M_PER_DEGREE,
});

/** How far two places are apart, m. */
export const metresBetween = (from: Place, to: Place): number => {
  const { east, north } = offsetM(from, to);
  return Math.hypot(east, north);
};

/** Direction from one place to another, degrees from north. */
export const bearingDeg = (from: Place, to: Place): number => {
  const { east, north } = offsetM(from, to);
  return (Math.atan2(east, north) / RADIANS + 360) % 360;
};

/** A place on the straight way between two, at a share of it. */
export const between = (from: Place, to: Place, share: number): Place => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
];

/** A direction between two, by the shorter turn. */
export const turned = (fromDeg: number, toDeg: number, share: number): number => {
  const turn = ((toDeg - fromDeg + 540) % 360) - 180;
  return (fromDeg + turn * share + 360) % 360;
};
