import { ROAD_CLASSES, type Way } from "./osm-network.ts";
import { largestStronglyConnected } from "./strongly-connected.ts";

/**
 * A road graph as it lies on disk: columns, and whole numbers of 1e-7 degrees, because a city in
 * plain GeoJSON is five times as long.
 */
export type RoadGraphData = {
  /** Names the layout and the source, so that a stale file is recognised by its first bytes. */
  readonly version: string;
  readonly copyright: string;
  readonly names: readonly string[];
  /** Nodes, as lonE7, latE7, lonE7, latE7, … */
  readonly nodes: readonly number[];
  /** One street per entry: a piece of road between two nodes. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly name: readonly number[];
  /** Index into `ROAD_CLASSES`. */
  readonly roadClass: readonly number[];
  readonly limitKmh: readonly number[];
  /** 1 = only from `from` to `to`. */
  readonly oneway: readonly number[];
  /** Points between the two nodes, each as the difference to the point before. */
  readonly shape: readonly (readonly number[])[];
};

type Point = Way["points"][number];
type Piece = { readonly way: Way; readonly points: readonly Point[] };

const keyOf = ([lon, lat]: Point): string => `${lon},${lat}`;

/** OSM ways meet where they share a point; there, and at their ends, they are cut into pieces. */
const cutAtJunctions = (ways: readonly Way[]): Piece[] => {
  const uses = new Map<string, number>();
  const use = (point: Point, times: number): unknown =>
    uses.set(keyOf(point), (uses.get(keyOf(point)) ?? 0) + times);
  for (const { points } of ways) {
    points.forEach((point, index) =>
      use(point, index === 0 || index === points.length - 1 ? 2 : 1),
    );
  }
  return ways.flatMap((way) => {
    const cuts = [...way.points.keys()].filter(
      (index) => (uses.get(keyOf(way.points[index]!)) ?? 0) > 1,
    );
    return cuts
      .slice(1)
      .map((cut, index) => ({ way, points: way.points.slice(cuts[index], cut + 1) }));
  });
};

/** Gives every distinct value the next number, in order of first appearance. */
const numbering = () => {
  const numbers = new Map<string, number>();
  const numberOf = (value: string): number => {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, numbers.size);
    return numbers.size - 1;
  };
  return { numberOf, values: () => [...numbers.keys()] };
};

const ends = ({ points }: Piece): [string, string] => [keyOf(points[0]!), keyOf(points.at(-1)!)];

/** Drops what a car could enter and never leave, or leave and never reach again. */
const onlyConnected = (pieces: readonly Piece[]): Piece[] => {
  const nodes = numbering();
  const next: number[][] = [];
  const link = (from: number, to: number): unknown => (next[from] ??= []).push(to);
  for (const piece of pieces) {
    const [from, to] = ends(piece).map(nodes.numberOf) as [number, number];
    link(from, to);
    if (!piece.way.oneway) link(to, from);
  }
  const kept = largestStronglyConnected(Array.from(nodes.values(), (_, node) => next[node] ?? []));
  return pieces.filter((piece) => ends(piece).every((end) => kept.has(nodes.numberOf(end))));
};

const differences = (points: readonly Point[]): number[] =>
  points.slice(1, -1).flatMap(([lon, lat], index) => {
    const [lonBefore, latBefore] = points[index]!;
    return [lon - lonBefore, lat - latBefore];
  });

/** The graph of the largest network in `ways` on which every place can reach every other. */
export const buildRoadGraph = (
  ways: readonly Way[],
  { version, copyright }: Pick<RoadGraphData, "version" | "copyright">,
): RoadGraphData => {
  const pieces = onlyConnected(cutAtJunctions(ways));
  const nodes = numbering();
  const names = numbering();
  const joints = pieces.map((piece) => ends(piece).map(nodes.numberOf) as [number, number]);
  const name = pieces.map(({ way }) => names.numberOf(way.name));
  return {
    version,
    copyright,
    names: names.values(),
    nodes: nodes.values().flatMap((key) => key.split(",").map(Number)),
    from: joints.map(([from]) => from),
    to: joints.map(([, to]) => to),
    name,
    roadClass: pieces.map(({ way }) => ROAD_CLASSES.indexOf(way.roadClass)),
    limitKmh: pieces.map(({ way }) => way.limitKmh),
    oneway: pieces.map(({ way }) => (way.oneway ? 1 : 0)),
    shape: pieces.map(({ points }) => differences(points)),
  };
};
