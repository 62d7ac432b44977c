/** WGS 84 degrees. */
export type Position = { readonly lon: number; readonly lat: number };

/** A position and where the road points there, degrees clockwise from north, 0 ≤ h < 360. */
export type Pose = Position & { readonly headingDeg: number };

const RADIANS = Math.PI / 180;

type DegreeLength = { readonly lon: number; readonly lat: number };

const degreeLength = (lat: number): DegreeLength => {
  const phi = lat * RADIANS;
  return {
    lat: 111_132.954 - 559.822 * Math.cos(2 * phi) + 1.175 * Math.cos(4 * phi),
    lon: 111_412.84 * Math.cos(phi) - 93.5 * Math.cos(3 * phi) + 0.118 * Math.cos(5 * phi),
  };
};

/** Latitudes are told apart to 1e-4 degrees, 11 m: there a degree differs by three millionths. */
const LATITUDES_PER_DEGREE = 10_000;
const knownLengths = new Map<number, DegreeLength>();

/**
 * Length of one degree on the WGS 84 ellipsoid at a latitude, metres: the usual Fourier series.
 * Not the sphere that trackers and detectors assume: the simulated odometer must not share their
 * error. Remembered by latitude, because a city has few and a drive asks thousands of times.
 */
const metresPerDegree = (lat: number): DegreeLength => {
  const key = Math.round(lat * LATITUDES_PER_DEGREE);
  const known = knownLengths.get(key);
  if (known !== undefined) return known;
  const length = degreeLength(key / LATITUDES_PER_DEGREE);
  knownLengths.set(key, length);
  return length;
};

/** Metres east and north of `origin`; for distances within one city. */
export const offsetM = (origin: Position, point: Position): { east: number; north: number } => {
  const scale = metresPerDegree((origin.lat + point.lat) / 2);
  return {
    east: (point.lon - origin.lon) * scale.lon,
    north: (point.lat - origin.lat) * scale.lat,
  };
};

/** The position `east` and `north` metres from `origin`. */
export const displaced = (origin: Position, east: number, north: number): Position => {
  const scale = metresPerDegree(origin.lat);
  return { lon: origin.lon + east / scale.lon, lat: origin.lat + north / scale.lat };
};

/** Distance in metres, for points of one city. */
export const distanceM = (from: Position, to: Position): number => {
  const { east, north } = offsetM(from, to);
  return Math.hypot(east, north);
};

/** Course from one point to the other, degrees clockwise from north, 0 ≤ h < 360. */
export const bearingDeg = (from: Position, to: Position): number => {
  const { east, north } = offsetM(from, to);
  return (Math.atan2(east, north) / RADIANS + 360) % 360;
};

/** Smallest angle between two headings, degrees, 0 to 180. */
export const turnDeg = (from: number, to: number): number =>
  Math.abs(((to - from + 540) % 360) - 180);
