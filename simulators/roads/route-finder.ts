import { createCostHeap } from "./cost-heap.ts";
import { ROAD_CLASSES } from "./osm-network.ts";
import type { Arc, Junction, Place, RoadGraph, Street } from "./road-graph.ts";

/** A stretch of one street in one direction, metres from its `from` end; backwards if to < from. */
export type Leg = { readonly street: Street; readonly fromM: number; readonly toM: number };

/** A way from one place to another that obeys the one-ways. */
export type RoadRoute = {
  readonly legs: readonly Leg[];
  readonly lengthM: number;
  /** What the search minimised: driving at the limit plus what junctions usually cost. */
  readonly expectedS: number;
};

/** What an ordinary crossing costs on average: braking, looking, sometimes a red light. */
const CROSSING_S = 3.5;
/** Arms from which a junction is a crossing rather than a bend. */
const CROSSING_ARMS = 3;
const MOTORWAY_RANK = ROAD_CLASSES.indexOf("motorway_link");
/** Nobody takes a short cut through car parks: service roads count this many times. */
const SERVICE_FACTOR = 1.6;

const driveS = (street: Street, metres: number): number =>
  (metres * 3.6 * (street.roadClass === "service" ? SERVICE_FACTOR : 1)) / street.limitKmh;

const crossingS = ({ arms, rank }: Junction): number =>
  arms >= CROSSING_ARMS && rank < MOTORWAY_RANK ? CROSSING_S : 0;

type Reach = { readonly node: number; readonly metres: number };

/** Nodes a car can leave `place` to, with the metres to them. */
const exits = ({ street, atM }: Place): Reach[] => {
  const ahead = { node: street.to, metres: street.lengthM - atM };
  return street.oneway ? [ahead] : [ahead, { node: street.from, metres: atM }];
};

/** Nodes from which a car can drive up to `place`. */
const entrances = ({ street, atM }: Place): Reach[] => {
  const before = { node: street.from, metres: atM };
  return street.oneway ? [before] : [before, { node: street.to, metres: street.lengthM - atM }];
};

/** Whether a car at `place` that leaves by `node` drives along its street, not against it. */
const leavesAhead = ({ street, atM }: Place, node: number): boolean => {
  if (street.oneway || node !== street.from) return true;
  return street.to === street.from && atM * 2 >= street.lengthM;
};

/** The graph in columns for the search: a hundred thousand steps a second spent on objects shows. */
const columnsOf = ({ junctions, arcs }: RoadGraph) => {
  const firstOut = new Int32Array(junctions.length + 1);
  junctions.forEach(
    ({ leaving }, node) => (firstOut[node + 1] = (firstOut[node] ?? 0) + leaving.length),
  );
  return {
    firstOut,
    out: Int32Array.from(junctions.flatMap(({ leaving }) => leaving.map(({ index }) => index))),
    arcTo: Int32Array.from(arcs, ({ to }) => to),
    arcS: Float64Array.from(arcs, ({ street }) => driveS(street, street.lengthM)),
    crossingS: Float64Array.from(junctions, crossingS),
  };
};
type Columns = ReturnType<typeof columnsOf>;

/** Quickest ways from one place to everywhere (Dijkstra over the whole graph). */
const search = ({ firstOut, out, arcTo, arcS, crossingS }: Columns, start: Place) => {
  const seconds = new Float64Array(crossingS.length).fill(Infinity);
  const cameBy = new Int32Array(crossingS.length).fill(-1);
  const heap = createCostHeap();
  const reach = (node: number, cost: number, arc: number): void => {
    if (cost >= seconds[node]!) return;
    seconds[node] = cost;
    cameBy[node] = arc;
    heap.push(node, cost);
  };
  for (const { node, metres } of exits(start)) reach(node, driveS(start.street, metres), -1);
  for (let next = heap.pop(); next !== undefined; next = heap.pop()) {
    if (next.cost > seconds[next.item]!) continue;
    const crossed = next.cost + crossingS[next.item]!;
    for (let slot = firstOut[next.item]!; slot < firstOut[next.item + 1]!; slot++) {
      const arc = out[slot]!;
      reach(arcTo[arc]!, crossed + arcS[arc]!, arc);
    }
  }
  return { seconds, cameBy };
};

const wholeStreet = ({ street, forward }: Arc): Leg =>
  forward ? { street, fromM: 0, toM: street.lengthM } : { street, fromM: street.lengthM, toM: 0 };

/** The stretches from `start` over `arcs` to `goal`, which is entered by `node`. */
const legsOf = (start: Place, arcs: readonly Arc[], goal: Place, node: number): Leg[] => {
  const ahead = leavesAhead(start, arcs[0]?.from ?? node);
  const entersAhead = node === goal.street.from;
  return [
    { street: start.street, fromM: start.atM, toM: ahead ? start.street.lengthM : 0 },
    ...arcs.map(wholeStreet),
    { street: goal.street, fromM: entersAhead ? 0 : goal.street.lengthM, toM: goal.atM },
  ];
};

const routesFrom = (graph: RoadGraph, columns: Columns, start: Place) => {
  const { seconds, cameBy } = search(columns, start);

  /** Seconds to `goal` as the search counts them, and the node it is entered by. */
  const arrival = (goal: Place): Reach & { expectedS: number } => {
    const [first, second] = entrances(goal).map(({ node, metres }) => {
      const reachedS = (seconds[node] ?? Infinity) + (columns.crossingS[node] ?? 0);
      return { node, metres, expectedS: reachedS + driveS(goal.street, metres) };
    });
    if (first === undefined) throw new Error("a place has no entrance");
    return second !== undefined && second.expectedS < first.expectedS ? second : first;
  };

  const arcsTo = (node: number): Arc[] => {
    const arcs: Arc[] = [];
    for (let arc = graph.arcs[cameBy[node] ?? -1]; arc; arc = graph.arcs[cameBy[arc.from] ?? -1]) {
      arcs.push(arc);
    }
    return arcs.toReversed();
  };

  /** The quickest route to `goal`; throws when it lies on the street of the start. */
  const routeTo = (goal: Place): RoadRoute => {
    if (goal.street === start.street)
      throw new Error(`both ends are on street ${goal.street.index}`);
    const { node, expectedS } = arrival(goal);
    const legs = legsOf(start, arcsTo(node), goal, node);
    const lengthM = legs.reduce((sum, { fromM, toM }) => sum + Math.abs(toM - fromM), 0);
    return { legs, lengthM, expectedS };
  };

  return { routeTo, expectedS: (goal: Place): number => arrival(goal).expectedS };
};
export type RoutesFrom = ReturnType<typeof routesFrom>;

/**
 * Finds quickest routes that obey the one-ways. One call of the result searches the whole city
 * from a place, some ms; the routes from there to anywhere are then at hand.
 */
export const routeFinder = (graph: RoadGraph): ((start: Place) => RoutesFrom) => {
  const columns = columnsOf(graph);
  return (start) => routesFrom(graph, columns, start);
};
