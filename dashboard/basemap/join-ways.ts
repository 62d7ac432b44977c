import type { Position } from "geojson";
import type { Way } from "./way.ts";

const nodeKey = (position: Position): string => position.slice(0, 2).join(",");

const kindKey = ({ class: roadClass, name, ref, link, oneway, structure }: Way): string =>
  JSON.stringify([roadClass, name, ref, link, oneway, structure]);

const groupBy = (ways: readonly Way[], key: (way: Way) => string): Map<string, Way[]> => {
  const groups = new Map<string, Way[]>();
  for (const way of ways) {
    const group = groups.get(key(way));
    if (group) group.push(way);
    else groups.set(key(way), [way]);
  }
  return groups;
};

/** Joins alike ways end to start for as long as exactly one continues where another ends. */
const joinAlike = (ways: readonly Way[]): Way[] => {
  const byStart = groupBy(ways, (way) => nodeKey(way.coordinates[0] ?? []));
  const endCount = new Map<string, number>();
  for (const way of ways) {
    const end = nodeKey(way.coordinates.at(-1) ?? []);
    endCount.set(end, (endCount.get(end) ?? 0) + 1);
  }
  const successor = (way: Way): Way | undefined => {
    const end = nodeKey(way.coordinates.at(-1) ?? []);
    const candidates = byStart.get(end);
    return candidates?.length === 1 && endCount.get(end) === 1 ? candidates[0] : undefined;
  };
  const continued = new Set(ways.map(successor));
  const joined = new Set<Way>();
  const chainFrom = (head: Way): Way => {
    const coordinates = [...head.coordinates];
    joined.add(head);
    for (let next = successor(head); next && !joined.has(next); next = successor(next)) {
      coordinates.push(...next.coordinates.slice(1));
      joined.add(next);
    }
    return { ...head, coordinates };
  };
  const chains = ways.filter((way) => !continued.has(way)).map(chainFrom);
  // what is left forms rings, where every way continues another
  const rings = ways.flatMap((way) => (joined.has(way) ? [] : [chainFrom(way)]));
  return [...chains, ...rings];
};

/**
 * Joins ways that differ only in where they begin and end, so that a street is a few long lines
 * and its name has room. Directions are kept: a one-way street still points the way it flows.
 */
export const joinWays = (ways: readonly Way[]): Way[] =>
  [...groupBy(ways, kindKey).values()].flatMap(joinAlike);
