import { between, type Random } from "../random.ts";
import { ROAD_CLASSES } from "../roads/osm-network.ts";
import type { Junction, RoadGraph, Street } from "../roads/road-graph.ts";
import type { Path } from "./path.ts";
import type { Hold } from "./speed-profile.ts";

const rankOf = ({ roadClass }: Street): number => ROAD_CLASSES.indexOf(roadClass);
const TERTIARY = ROAD_CLASSES.indexOf("tertiary");
const MOTORWAY_LINK = ROAD_CLASSES.indexOf("motorway_link");
/** Cars stand this far before the junction where the street is long enough, m. */
const STOP_LINE_M = 5;

/** How often a car stands at a kind of junction, and for how long, seconds. */
type Waiting = { readonly chance: number; readonly shortestS: number; readonly longestS: number };
const NEVER: Waiting = { chance: 0, shortestS: 0, longestS: 0 };
const SIGNAL: Waiting = { chance: 0.12, shortestS: 5, longestS: 28 };
const GIVE_WAY: Waiting = { chance: 0.22, shortestS: 2, longestS: 8 };
const CROSSING: Waiting = { chance: 0.02, shortestS: 2, longestS: 6 };

const waitingAt = ({ arms, rank }: Junction, arriving: Street): Waiting => {
  if (arms < 3 || rank >= MOTORWAY_LINK) return NEVER;
  if (rank > rankOf(arriving)) return GIVE_WAY;
  return arms >= 4 && rank >= TERTIARY ? SIGNAL : CROSSING;
};

/** Where a car on this path has to wait, and how long: signals, right of way, people crossing. */
export const junctionHolds = (path: Path, graph: RoadGraph, random: Random): Hold[] => {
  const holds: Hold[] = [];
  path.nodes.forEach((node, vertex) => {
    const junction = graph.junctions[node];
    const arriving = path.streets[vertex - 1];
    if (junction === undefined || arriving === undefined) return;
    const { chance, shortestS, longestS } = waitingAt(junction, arriving);
    const [dice, waitS] = [random(), between(random, shortestS, longestS)];
    const [atM, beforeM] = [path.atM[vertex] ?? 0, path.atM[vertex - 1] ?? 0];
    if (dice < chance) holds.push({ atM: Math.max(atM - STOP_LINE_M, (atM + beforeM) / 2), waitS });
  });
  return holds;
};
