import type { Feature, FeatureCollection, Point } from "geojson";
import { type Bounds, boundsOf } from "../fleet/bounds.ts";
import { durationText } from "../i18n/figures.ts";
import type { ReplayFeatures } from "../map/replay-layers.ts";
import type { Place } from "./geometry.ts";
import type { Replay } from "./replay-controller.ts";
import type { StoryEntry } from "./story.ts";

const point = ([lon, lat]: Place, properties: Feature["properties"]): Feature<Point> => ({
  type: "Feature",
  properties,
  geometry: { type: "Point", coordinates: [lon, lat] },
});

const collection = (features: Feature[]): FeatureCollection => ({
  type: "FeatureCollection",
  features,
});

const stopPoints = (story: readonly StoryEntry[]): Feature<Point>[] =>
  story.flatMap((entry) => {
    if (entry.kind !== "stop") return [];
    const { id, number, stop, fromMs, toMs, place } = entry;
    const lasting = durationText((toMs - fromMs) / 1_000);
    return [point(place, { id, number, kind: stop.kind, lasting })];
  });

const eventPoints = (story: readonly StoryEntry[]): Feature<Point>[] =>
  story.flatMap((entry) =>
    entry.kind === "event" && entry.place
      ? [point(entry.place, { id: entry.id, told: entry.detection.alertId !== null })]
      : [],
  );

/** What the map shows of a recording. */
export const replayFeatures = ({ trail, story }: Replay): ReplayFeatures => ({
  trail,
  stops: collection(stopPoints(story)),
  events: collection(eventPoints(story)),
});

/** The area of everything a recording shows; undefined without a single place. */
export const replayBounds = ({ recording: { fixes }, story }: Replay): Bounds | undefined =>
  boundsOf([
    ...fixes.map(({ place }) => place),
    ...story.flatMap((entry) => (entry.kind !== "route" && entry.place ? [entry.place] : [])),
  ]);
