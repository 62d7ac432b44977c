import { bearingDeg, distanceM, type Pose, type Position } from "../roads/geometry.ts";
import type { Place, Street } from "../roads/road-graph.ts";
import type { Leg, RoadRoute } from "../roads/route-finder.ts";

/** The line a car drives: vertices with their distance from the start, and what lies between. */
export type Path = {
  readonly points: readonly Position[];
  /** Metres from the start, per vertex. */
  readonly atM: Float64Array;
  /** The street between a vertex and the next; one fewer than vertices. */
  readonly streets: readonly Street[];
  /** Graph node at a vertex, -1 where the road only bends. */
  readonly nodes: Int32Array;
  readonly lengthM: number;
};

/** Segments shorter than this are one point: less than a centimetre says nothing of direction. */
const SHORTEST_SEGMENT_M = 0.01;

/** Index of the last entry of a rising list that is ≤ `value`; 0 when all are greater. */
export const lastAtOrBelow = (rising: Float64Array, value: number): number => {
  let low = 0;
  let high = rising.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rising[middle] ?? Infinity) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
};

const mix = (from: Position, to: Position, share: number): Position => ({
  lon: from.lon + (to.lon - from.lon) * share,
  lat: from.lat + (to.lat - from.lat) * share,
});

/** The part of a street's line between two distances from its `from` end, low to high. */
const slice = ({ points }: Street, lowM: number, highM: number): Position[] => {
  const part: Position[] = [];
  let startM = 0;
  for (const [index, to] of points.slice(1).entries()) {
    const from = points[index]!;
    const lengthM = distanceM(from, to);
    const share = (metres: number): number => Math.min(1, Math.max(0, (metres - startM) / lengthM));
    if (lengthM > 0 && startM + lengthM >= lowM && startM <= highM) {
      if (part.length === 0) part.push(mix(from, to, share(lowM)));
      part.push(mix(from, to, share(highM)));
    }
    startM += lengthM;
  }
  return part;
};

/** The line of one leg in driving direction, and the node at its end (-1 inside a street). */
const legLine = ({ street, fromM, toM }: Leg) => {
  const part = slice(street, Math.min(fromM, toM), Math.max(fromM, toM));
  const forward = toM >= fromM;
  const endsAtNode = toM === (forward ? street.lengthM : 0);
  return {
    line: forward ? part : part.toReversed(),
    node: endsAtNode ? (forward ? street.to : street.from) : -1,
  };
};

/** The line of a route, bend by bend. */
export const pathOf = ({ legs, lengthM }: RoadRoute): Path => {
  const points: Position[] = [];
  const streets: Street[] = [];
  const nodes: number[] = [];
  const atM: number[] = [];
  for (const leg of legs) {
    const { line, node } = legLine(leg);
    for (const point of line) {
      const last = points.at(-1);
      const stepM = last === undefined ? 0 : distanceM(last, point);
      if (last !== undefined && stepM < SHORTEST_SEGMENT_M) continue;
      if (last !== undefined) streets.push(leg.street);
      points.push(point);
      nodes.push(-1);
      atM.push((atM.at(-1) ?? 0) + stepM);
    }
    if (node >= 0) nodes[nodes.length - 1] = node;
  }
  const drawnM = atM.at(-1) ?? 0;
  return {
    points,
    streets,
    nodes: Int32Array.from(nodes),
    // Stretched by the millimetres that were dropped: kilometres planned are kilometres driven.
    atM: Float64Array.from(atM, (metres) => metres * (lengthM / drawnM)),
    lengthM,
  };
};

/** Where a car is after `metres`, and which way it points. */
export const poseAt = ({ points, atM }: Path, metres: number): Pose => {
  const vertex = Math.min(lastAtOrBelow(atM, metres), points.length - 2);
  const [from, to] = [points[vertex], points[vertex + 1]];
  if (from === undefined || to === undefined) throw new Error("a path needs two points");
  const startM = atM[vertex] ?? 0;
  const share = (metres - startM) / ((atM[vertex + 1] ?? Infinity) - startM);
  return { ...mix(from, to, Math.min(1, Math.max(0, share))), headingDeg: bearingDeg(from, to) };
};

/** A place as a pose, pointing along its street. */
export const placePose = ({ street, atM }: Place): Pose => {
  const [from, to] = slice(street, atM, street.lengthM);
  if (from === undefined || to === undefined) throw new Error(`no place at ${atM} m`);
  return { ...from, headingDeg: bearingDeg(from, to) };
};
