import type { Feature, FeatureCollection, LineString, Point } from "geojson";
import type { TrackPoint } from "../../../contracts/location.ts";
import type { Route } from "../../../contracts/live-protocol.ts";
import { type Bounds, boundsOf } from "../fleet/bounds.ts";
import type { DayEntry } from "./day-entries.ts";

/** Fixes further apart than this are joined by nothing: nobody knows the way between, ms. */
const MAX_GAP_MS = 10 * 60_000;

const line = (points: readonly TrackPoint[], properties: object): Feature<LineString> => ({
  type: "Feature",
  properties,
  geometry: { type: "LineString", coordinates: points.map(([, lon, lat]) => [lon, lat]) },
});

/** Cuts where the car was silent for long. */
const unbroken = (points: readonly TrackPoint[]): TrackPoint[][] => {
  const parts: TrackPoint[][] = [];
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    if (!before || point[0] - before[0] > MAX_GAP_MS) parts.push([]);
    parts.at(-1)?.push(point);
  }
  return parts.filter((part) => part.length > 1);
};

/** The points between two times, both included. */
export const pointsBetween = (
  points: readonly TrackPoint[],
  fromMs: number,
  toMs: number,
): TrackPoint[] => points.filter(([ms]) => ms >= fromMs && ms <= toMs);

/** One line a route (`routeId` in its properties), for the map to draw and to highlight. */
export const trackLines = (
  points: readonly TrackPoint[],
  routes: readonly Route[],
): FeatureCollection<LineString> => ({
  type: "FeatureCollection",
  features: routes.flatMap(({ id, startTime, endTime }) => {
    const toMs = endTime === null ? Number.POSITIVE_INFINITY : Date.parse(endTime);
    return unbroken(pointsBetween(points, Date.parse(startTime), toMs)).map((part) =>
      line(part, { routeId: id }),
    );
  }),
});

/** A point each place the car stood parked. */
export const stopPoints = (entries: readonly DayEntry[]): FeatureCollection<Point> => ({
  type: "FeatureCollection",
  features: entries.flatMap((entry) =>
    entry.kind === "route"
      ? []
      : [
          {
            type: "Feature",
            properties: { stopId: entry.id, kind: entry.kind },
            geometry: { type: "Point", coordinates: [entry.stop.lon, entry.stop.lat] },
          },
        ],
  ),
});

/** Where an entry of the day took place; undefined for a route of which no fix is known. */
export const boundsOfEntry = (
  entry: DayEntry,
  points: readonly TrackPoint[],
): Bounds | undefined => {
  if (entry.kind !== "route") return boundsOf([[entry.stop.lon, entry.stop.lat]]);
  const onRoute = pointsBetween(points, entry.fromMs, entry.toMs ?? Number.POSITIVE_INFINITY);
  return boundsOf(onRoute.map(([, lon, lat]) => [lon, lat] as const));
};
