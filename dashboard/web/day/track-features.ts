import type { Feature, FeatureCollection, LineString, Point } from "geojson";
import type { Route } from "../../../contracts/live-protocol.ts";
import type { TrackPoint } from "../../../contracts/location.ts";
import { type Bounds, boundsOf } from "../fleet/bounds.ts";
import type { DayEntry } from "./day-entries.ts";
import type { Place, StoryEntry } from "./day-story.ts";
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

/** The place of the event that is picked, or nothing. */
export const pickedPoint = (place: Place | undefined): FeatureCollection<Point> => ({
  type: "FeatureCollection",
  features: place
    ? [
        {
          type: "Feature",
          properties: {},
          geometry: { type: "Point", coordinates: [...place] },
        },
      ]
    : [],
});

/** Where the car was at a moment of its day; undefined where nobody knows. */
const placeAt = ({ stops, routes, tracks }: VehicleDay, ms: number): Place | undefined => {
  const covers = ({ startTime, endTime }: { startTime: string; endTime: string | null }): boolean =>
    Date.parse(startTime) <= ms && (endTime === null || ms <= Date.parse(endTime));
  const stop = stops.find(covers);
  if (stop) return [stop.lon, stop.lat];
  const route = routes.find(covers);
  const passed = tracks.get(route?.id ?? "")?.findLast(([atMs]) => atMs <= ms);
  if (passed) return [passed[1], passed[2]];
  return route && [route.startLon, route.startLat];
};

type Ends = Pick<Route, "startLon" | "startLat" | "endLon" | "endLat">;

/** The area a route lies in, as far as its line is known. */
export const boundsOfRoute = (
  { startLon, startLat, endLon, endLat }: Ends,
  points: readonly TrackPoint[],
): Bounds | undefined => {
  const track = points.map(([, lon, lat]) => [lon, lat] as const);
  const end = endLon === null || endLat === null ? [] : [[endLon, endLat] as const];
  return boundsOf([[startLon, startLat], ...end, ...track]);
};

/** Where an event took place, or where the car was then; undefined for a drive, and for what is to come. */
export const placeOfEntry = (
  entry: StoryEntry,
  day: VehicleDay,
  nowMs: number,
): Place | undefined => {
  if (entry.kind === "route") return undefined;
  if ("stop" in entry) return [entry.stop.lon, entry.stop.lat];
  if (entry.place) return entry.place;
  return entry.fromMs > nowMs ? undefined : placeAt(day, entry.fromMs);
};

/** The area an entry of the day took place in; a route without its line counts by its ends. */
export const boundsOfEntry = (
  entry: StoryEntry,
  day: VehicleDay,
  nowMs: number,
): Bounds | undefined => {
  if (entry.kind === "route")
    return boundsOfRoute(entry.route, day.tracks.get(entry.route.id) ?? []);
  const place = placeOfEntry(entry, day, nowMs);
  return place && boundsOf([place]);
};
