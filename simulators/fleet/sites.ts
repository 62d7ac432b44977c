import { randomFrom, seedOf } from "../random.ts";
import { distanceM, type Pose } from "../roads/geometry.ts";
import type { RoadClass } from "../roads/osm-network.ts";
import { routeFinder, type RoadRoute, type RoutesFrom } from "../roads/route-finder.ts";
import type { Place, RoadGraph, Street } from "../roads/road-graph.ts";
import { placePose } from "../models/path.ts";

/** A spot where cars stop: the rental's own yard, a petrol station, a customer's address. */
export type Site = {
  readonly index: number;
  readonly kind: "depot" | "station" | "customer";
  readonly place: Place;
  readonly pose: Pose;
};

/** Where each kind of site may lie, and how many there are. */
const KINDS: readonly { kind: Site["kind"]; count: number; classes: readonly RoadClass[] }[] = [
  { kind: "depot", count: 3, classes: ["service", "unclassified"] },
  { kind: "station", count: 8, classes: ["tertiary", "unclassified"] },
  { kind: "customer", count: 45, classes: ["residential", "service", "unclassified"] },
];
/** Sites are at least this far from each other, so that a drive between two is one. */
const APART_M = 400;
const SHORTEST_STREET_M = 50;

const siteOn = (street: Street, kind: Site["kind"], index: number): Site => {
  const place = { street, atM: street.lengthM / 2 };
  return { index, kind, place, pose: placePose(place) };
};

/** The streets in an order that depends on the seed alone. */
const shuffled = (streets: readonly Street[], seed: number): Street[] => {
  const random = randomFrom(seedOf(seed, "sites"));
  return streets
    .map((street) => ({ street, rank: random() }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ street }) => street);
};

/** Chooses a city's sites: the same for the same graph and seed. */
export const chooseSites = (graph: RoadGraph, seed: number): Site[] => {
  const streets = shuffled(graph.streets, seed).filter(
    ({ lengthM }) => lengthM >= SHORTEST_STREET_M,
  );
  const sites: Site[] = [];
  for (const { kind, count, classes } of KINDS) {
    const wanted = sites.length + count;
    for (const street of streets) {
      if (sites.length === wanted) break;
      if (!classes.includes(street.roadClass)) continue;
      const site = siteOn(street, kind, sites.length);
      if (sites.every(({ pose }) => distanceM(pose, site.pose) >= APART_M)) sites.push(site);
    }
  }
  return sites;
};

/** Sites and the ways between them, each found once. */
export type SiteNetwork = {
  readonly graph: RoadGraph;
  readonly sites: readonly Site[];
  readonly expectedS: (from: Site, to: Site) => number;
  readonly lengthM: (from: Site, to: Site) => number;
  readonly route: (from: Site, to: Site) => RoadRoute;
};

const remembering = <T>(make: (from: Site, to: Site) => T) => {
  const known = new Map<number, T>();
  return (from: Site, to: Site): T => {
    const key = from.index * 1_000 + to.index;
    const found = known.get(key) ?? make(from, to);
    known.set(key, found);
    return found;
  };
};

/** The network of a seed's sites. Searching from a site costs some 10 ms, the first time only. */
export const siteNetwork = (graph: RoadGraph, seed: number): SiteNetwork => {
  const search = routeFinder(graph);
  const searches = new Map<Site, RoutesFrom>();
  const from = (site: Site): RoutesFrom => {
    const found = searches.get(site) ?? search(site.place);
    searches.set(site, found);
    return found;
  };
  const route = (start: Site, goal: Site): RoadRoute => from(start).routeTo(goal.place);
  return {
    graph,
    sites: chooseSites(graph, seed),
    route,
    expectedS: remembering((start, goal) => from(start).expectedS(goal.place)),
    lengthM: remembering((start, goal) => route(start, goal).lengthM),
  };
};
