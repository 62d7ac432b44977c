import { distanceM, type Position } from "./distance.ts";
import { eastwards, lonScale, M_PER_DEGREE, type Shape } from "./shape.ts";

/** Where a way lies inside a shape, as parts (0 to 1) of the way from one end to the other. */
export type Crossing = { readonly enterPart: number; readonly exitPart: number };

/** Smallest step along a way that grazes a shape, m, and the most steps it may take. */
const MIN_STEP_M = 2;
const MAX_STEPS = 8_192;

/** The position at a part of the straight way between two. */
const between = (from: Position, to: Position, part: number): Position => ({
  lat: from.lat + (to.lat - from.lat) * part,
  lon: from.lon + eastwards(from.lon, to.lon) * part,
});

/**
 * The first part of a way that lies inside. No edge is nearer than the distance to the shape, so
 * the search may go that far at once.
 */
const firstInside = (
  shape: Shape,
  from: Position,
  to: Position,
  lengthM: number,
): number | null => {
  const leastM = Math.max(MIN_STEP_M, lengthM / MAX_STEPS);
  for (let doneM = 0; doneM <= lengthM;) {
    const outsideM = shape.signedDistanceM(between(from, to, doneM / lengthM));
    if (outsideM <= 0) return doneM / lengthM;
    doneM += Math.max(leastM, outsideM);
  }
  return null;
};

/** The part of the straight way out of a shape, from a position inside, at which it leaves it. */
export const leavingPart = (shape: Shape, inside: Position, outside: Position): number => {
  const lengthM = distanceM(inside, outside);
  return lengthM === 0 ? 0 : 1 - (firstInside(shape, outside, inside, lengthM) ?? 1);
};

/** Where the straight way between two positions outside of a shape leads through it. */
const crossing = (shape: Shape, from: Position, to: Position): Crossing | null => {
  const lengthM = distanceM(from, to);
  if (lengthM === 0) return null;
  const enterPart = firstInside(shape, from, to, lengthM);
  if (enterPart === null) return null;
  const backPart = firstInside(shape, to, from, lengthM);
  return { enterPart, exitPart: Math.max(enterPart, 1 - (backPart ?? 1 - enterPart)) };
};

/** The position moved to the right of the way `from`-`to`, m; to the left if negative. */
const aside = (at: Position, from: Position, to: Position, byM: number): Position => {
  const east = eastwards(from.lon, to.lon) * lonScale(from.lat);
  const north = (to.lat - from.lat) * M_PER_DEGREE;
  const length = Math.hypot(east, north);
  return {
    lat: at.lat - ((east / length) * byM) / M_PER_DEGREE,
    lon: at.lon + ((north / length) * byM) / lonScale(at.lat),
  };
};

/**
 * Where the way between two positions leads through a shape beyond doubt: it still does when the
 * whole of it is moved to either side by the uncertainty, so clipping a corner does not count.
 */
export const certainCrossing = (
  shape: Shape,
  from: Position,
  to: Position,
  uncertaintyM: number,
): Crossing | null => {
  const through = crossing(shape, from, to);
  if (!through) return null;
  for (const byM of [uncertaintyM, -uncertaintyM]) {
    if (!crossing(shape, aside(from, from, to, byM), aside(to, from, to, byM))) return null;
  }
  return through;
};
