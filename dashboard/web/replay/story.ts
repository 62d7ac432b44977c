import type { Detection } from "../../../contracts/detected.ts";
import type { Route, Stop } from "../../../contracts/live-protocol.ts";
import { dayEntries } from "../day/day-entries.ts";
import type { Place } from "./geometry.ts";
import { playheadAt } from "./playhead.ts";
import type { Recording } from "./recording.ts";

type Stretch = { readonly id: string; readonly fromMs: number; readonly toMs: number };

/** A drive. */
export type RouteEntry = Stretch & { readonly kind: "route"; readonly route: Route };
/** A stand, numbered in the order of the period, as on the map. */
export type StopEntry = Stretch & {
  readonly kind: "stop";
  readonly stop: Stop;
  readonly number: number;
  readonly place: Place;
};
/** Something detected. */
export type EventEntry = Stretch & {
  readonly kind: "event";
  readonly detection: Detection;
  /** Where the detection says, else where the car was then. */
  readonly place: Place | undefined;
};
export type StoryEntry = RouteEntry | StopEntry | EventEntry;

const KIND_ORDER = { route: 0, stop: 1, event: 2 } as const;

const eventEntry = (recording: Recording, detection: Detection, endMs: number): EventEntry => {
  const { id, startTime, endTime, lon, lat } = detection;
  const fromMs = Date.parse(startTime);
  const place: Place | undefined =
    lon === null || lat === null ? playheadAt(recording, fromMs).place : [lon, lat];
  const toMs = endTime === null ? endMs : Date.parse(endTime);
  return { kind: "event", id, fromMs, toMs, detection, place };
};

/** Routes, stops and events of a recording as one story, the earliest first; open ends reach to `endMs`. */
export const storyOf = (recording: Recording, endMs: number): StoryEntry[] => {
  let number = 0;
  const driven = dayEntries(recording.routes, recording.stops, endMs)
    .toReversed()
    .map((entry): RouteEntry | StopEntry => {
      const { id, fromMs, toMs = endMs } = entry;
      if (entry.kind === "route") return { kind: "route", id, fromMs, toMs, route: entry.route };
      const { stop } = entry;
      number += 1;
      return { kind: "stop", id, fromMs, toMs, stop, number, place: [stop.lon, stop.lat] };
    });
  const events = recording.detections.map((each) => eventEntry(recording, each, endMs));
  return [...driven, ...events].sort(
    (a, b) => a.fromMs - b.fromMs || KIND_ORDER[a.kind] - KIND_ORDER[b.kind],
  );
};

/** The entry a moment belongs to: the route or stop that lasts then. */
export const entryAt = (story: readonly StoryEntry[], ms: number): StoryEntry | undefined =>
  story.findLast(({ kind, fromMs, toMs }) => kind !== "event" && fromMs <= ms && ms < toMs);

/** What one skips to: a stop or an event. Routes begin where stops end. */
const isMark = ({ kind }: StoryEntry): boolean => kind !== "route";

/** When the next stop or event begins; undefined after the last one. */
export const nextMark = (story: readonly StoryEntry[], ms: number): StoryEntry | undefined =>
  story.find((entry) => isMark(entry) && entry.fromMs > ms);

/** The stop or event that began last, leaving out those that began within `graceMs` before. */
export const previousMark = (
  story: readonly StoryEntry[],
  ms: number,
  graceMs: number,
): StoryEntry | undefined =>
  story.findLast((entry) => isMark(entry) && entry.fromMs < ms - graceMs);
