import type { RoadGraphData } from "./graph-data.ts";
import { distanceM, type Position } from "./geometry.ts";
import { ROAD_CLASSES, type RoadClass } from "./osm-network.ts";

/** A piece of road between two nodes; two-way unless `oneway`. */
export type Street = {
  readonly index: number;
  readonly name: string;
  readonly roadClass: RoadClass;
  readonly limitKmh: number;
  readonly oneway: boolean;
  readonly from: number;
  readonly to: number;
  readonly points: readonly Position[];
  readonly lengthM: number;
};

/** A street in one of its permitted directions. */
export type Arc = {
  /** Position in `RoadGraph.arcs`. */
  readonly index: number;
  readonly street: Street;
  readonly forward: boolean;
  readonly from: number;
  readonly to: number;
};

/** Where streets meet. */
export type Junction = Position & {
  /** Permitted ways onward. */
  readonly leaving: readonly Arc[];
  /** Street ends that meet here, without service roads: 3 or more is a crossing people know. */
  readonly arms: number;
  /** Rank (index in `ROAD_CLASSES`) of the greatest road that meets here. */
  readonly rank: number;
};

/** The streets of a city: every junction can be reached from every other, along the one-ways. */
export type RoadGraph = {
  readonly streets: readonly Street[];
  readonly arcs: readonly Arc[];
  readonly junctions: readonly Junction[];
};

/** A spot on a street, metres from its `from` end. */
export type Place = { readonly street: Street; readonly atM: number };

const positionOf = (lonE7: number, latE7: number): Position => ({
  lon: lonE7 / 1e7,
  lat: latE7 / 1e7,
});

/** The n-th number of a column; throws when a graph file was cut or edited. */
const entry = (column: readonly number[], index: number): number => {
  const value = column[index];
  if (value === undefined) throw new Error(`road graph has no entry ${index}: rebuild it`);
  return value;
};

const pointsOf = (data: RoadGraphData, street: number): Position[] => {
  const node = (index: number) =>
    [entry(data.nodes, 2 * index), entry(data.nodes, 2 * index + 1)] as const;
  let [lon, lat] = node(entry(data.from, street));
  const points = [positionOf(lon, lat)];
  const shape = data.shape[street] ?? [];
  for (let index = 0; index < shape.length; index += 2) {
    lon += entry(shape, index);
    lat += entry(shape, index + 1);
    points.push(positionOf(lon, lat));
  }
  return [...points, positionOf(...node(entry(data.to, street)))];
};

/** Length of a line in metres. */
export const lineLengthM = (points: readonly Position[]): number =>
  points.reduce((sum, point, index) => sum + distanceM(points[index - 1] ?? point, point), 0);

const streetOf = (data: RoadGraphData, index: number): Street => {
  const points = pointsOf(data, index);
  return {
    index,
    name: data.names[entry(data.name, index)] ?? "",
    roadClass: ROAD_CLASSES[entry(data.roadClass, index)] ?? "road",
    limitKmh: entry(data.limitKmh, index),
    oneway: data.oneway[index] === 1,
    from: entry(data.from, index),
    to: entry(data.to, index),
    points,
    lengthM: lineLengthM(points),
  };
};

/** Both directions of a two-way street, one of a one-way. */
const directionsOf = (street: Street): Omit<Arc, "index">[] => {
  const { from, to } = street;
  const along = { street, forward: true, from, to };
  return street.oneway ? [along] : [along, { street, forward: false, from: to, to: from }];
};

const junctionsOf = (data: RoadGraphData, streets: readonly Street[], arcs: readonly Arc[]) => {
  const junctions = Array.from({ length: data.nodes.length / 2 }, (_, node) => ({
    ...positionOf(entry(data.nodes, 2 * node), entry(data.nodes, 2 * node + 1)),
    leaving: [] as Arc[],
    arms: 0,
    rank: 0,
  }));
  for (const { from, to, roadClass } of streets) {
    for (const end of [junctions[from], junctions[to]]) {
      if (end === undefined) continue;
      if (roadClass !== "service") end.arms += 1;
      end.rank = Math.max(end.rank, ROAD_CLASSES.indexOf(roadClass));
    }
  }
  for (const arc of arcs) junctions[arc.from]?.leaving.push(arc);
  return junctions;
};

/** The graph ready for use: lengths measured, directions spread out, junctions joined. */
export const readRoadGraph = (data: RoadGraphData): RoadGraph => {
  const streets = data.from.map((_, index) => streetOf(data, index));
  const arcs = streets.flatMap(directionsOf).map((arc, index) => Object.assign(arc, { index }));
  return { streets, arcs, junctions: junctionsOf(data, streets, arcs) };
};
