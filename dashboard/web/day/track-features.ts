import type { Feature, FeatureCollection, LineString, Point } from "geojson";
import type { TrackPoint } from "../../../contracts/location.ts";
import { type Bounds, boundsOf } from "../fleet/bounds.ts";
import type { DayEntry } from "./day-entries.ts";
import type { VehicleDay } from "./vehicle-day.ts";

/** Fixes further apart than this are joined by nothing: nobody knows the way between, ms. */
const MAX_GAP_MS = 10 * 60_000;

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

const lineOf = (routeId: string, points: readonly TrackPoint[]): Feature<LineString> => ({
  type: "Feature",
  properties: { routeId },
  geometry: { type: "LineString", coordinates: points.map(([, lon, lat]) => [lon, lat]) },
});

/** The line of one route, in parts where the car was silent for long. */
export const routeLines = (routeId: string, points: readonly TrackPoint[]): Feature<LineString>[] =>
  unbroken(points).map((part) => lineOf(routeId, part));

/** The lines of the day's routes (`routeId` in their properties), for the map to draw. */
export const trackLines = ({ routes, tracks }: VehicleDay): FeatureCollection<LineString> => ({
  type: "FeatureCollection",
  features: routes.flatMap(({ id }) => routeLines(id, tracks.get(id) ?? [])),
});

/** A point each place the car stood. */
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

/** Where an entry of the day took place; a route without its line counts by its ends. */
export const boundsOfEntry = (entry: DayEntry, { tracks }: VehicleDay): Bounds | undefined => {
  if (entry.kind !== "route") return boundsOf([[entry.stop.lon, entry.stop.lat]]);
  const { startLon, startLat, endLon, endLat } = entry.route;
  const track = (tracks.get(entry.id) ?? []).map(([, lon, lat]) => [lon, lat] as const);
  const end = endLon === null || endLat === null ? [] : [[endLon, endLat] as const];
  return boundsOf([[startLon, startLat], ...end, ...track]);
};
