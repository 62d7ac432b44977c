import Flatbush from "flatbush";
import { displaced, offsetM, type Position } from "./geometry.ts";
import type { Place, RoadGraph, Street } from "./road-graph.ts";

/** A place found near a point, and how far the point is from it. */
export type NearbyPlace = Place & { readonly offM: number };

type Line = {
  readonly street: Street;
  readonly startM: number;
  readonly a: Position;
  readonly b: Position;
};

const linesOf = (street: Street): Line[] => {
  let startM = 0;
  return street.points.slice(1).map((b, index) => {
    const line = { street, startM, a: street.points[index]!, b };
    const { east, north } = offsetM(line.a, b);
    startM += Math.hypot(east, north);
    return line;
  });
};

/** Foot of the perpendicular from `point`, kept within the line. */
const project = ({ street, startM, a, b }: Line, point: Position): NearbyPlace => {
  const along = offsetM(a, b);
  const to = offsetM(a, point);
  const lengthM = Math.hypot(along.east, along.north);
  const share =
    lengthM === 0 ? 0 : (to.east * along.east + to.north * along.north) / (lengthM * lengthM);
  const kept = Math.min(1, Math.max(0, share));
  const offM = Math.hypot(to.east - kept * along.east, to.north - kept * along.north);
  return { street, atM: startM + kept * lengthM, offM };
};

/**
 * Finds streets near points. `near(point, withinM)` gives every street's closest place within the
 * distance, nearest first.
 */
export const indexStreets = (graph: RoadGraph) => {
  const lines = graph.streets.flatMap(linesOf);
  const boxes = new Flatbush(lines.length);
  for (const { a, b } of lines) {
    boxes.add(
      Math.min(a.lon, b.lon),
      Math.min(a.lat, b.lat),
      Math.max(a.lon, b.lon),
      Math.max(a.lat, b.lat),
    );
  }
  boxes.finish();

  const near = (point: Position, withinM: number): NearbyPlace[] => {
    const low = displaced(point, -withinM, -withinM);
    const high = displaced(point, withinM, withinM);
    const closest = new Map<Street, NearbyPlace>();
    for (const index of boxes.search(low.lon, low.lat, high.lon, high.lat)) {
      const place = project(lines[index]!, point);
      if (place.offM > withinM) continue;
      if (place.offM < (closest.get(place.street)?.offM ?? Infinity))
        closest.set(place.street, place);
    }
    return [...closest.values()].sort((one, other) => one.offM - other.offM);
  };
  return { near };
};
