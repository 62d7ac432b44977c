import { z } from "zod";
import { GeofencePurpose } from "../../contracts/geofence.ts";
import type { GeofencesOptions } from "../../contracts/detection/geofences-options.ts";
import type { Fence } from "../geo/geofence-index.ts";
import { eastwards } from "../geo/shape.ts";
import { detectionId } from "./detector.ts";
import type { Fix } from "./fix.ts";
import { toDecimetre } from "./kept-figures.ts";
import type { Output } from "./output.ts";

/** Where a car was last believed to be, when, and how surely; coordinates as the device gave them. */
export const Place = z.object({
  ...{ atMs: z.number(), lat: z.number(), lon: z.number() },
  accuracyM: z.number(),
});
export type Place = z.infer<typeof Place>;

/** A place at a time: ms, latitude, longitude. A car may be in a dozen fences, so it is kept short. */
const Moment = z.tuple([z.number(), z.number(), z.number()]);
export type Moment = z.infer<typeof Moment>;

/** The same of a place that was believed, with the radius of its error, m. */
const KeptPlace = z.tuple([z.number(), z.number(), z.number(), z.number()]);
type KeptPlace = z.infer<typeof KeptPlace>;

/** A visit until it is confirmed. */
const Arriving = z.object({
  /** Fixes inside. */
  fixes: z.number(),
  /** One of them was beyond doubt, of a car that moved: time confirms it. */
  sure: z.boolean(),
  /** The last of them whose whole error circle is inside, and the place before it came. */
  deep: KeptPlace.nullable(),
  from: KeptPlace.nullable(),
  /** It was beside this fence before: two fixes inside are not enough. */
  wary: z.boolean().optional(),
  /** How long after the first fix inside it came to stand there, s, if it was beside the fence and does. */
  standsAfterS: z.number().optional(),
  /** Where it stands so, surely inside and in one place, and since when. */
  stand: KeptPlace.optional(),
});

/** A car outside of a fence that it has not surely left. */
const Leaving = z.object({
  /** The first fix outside. */
  out: Moment,
  /** Farthest it is thought to have been since, m. */
  reachM: z.number(),
  /** Fixes in a row beyond the margin: since when, how many, and how many of late far beyond it. */
  away: z.tuple([z.number(), z.number(), z.number()]).nullable(),
});
export type Leaving = z.infer<typeof Leaving>;

/** A car inside a fence, or thought to be: what is not confirmed yet has no `detectedAtMs`. */
export const Visit = z.object({
  fenceId: z.string(),
  purpose: GeofencePurpose,
  since: Moment,
  /**
   * How it was seen: `entering`; `crossing` when nobody saw it inside, as the way between two fixes
   * leads through; `inside` when it was never seen outside, as the fence or the car is new.
   */
  seen: z.enum(["entering", "crossing", "inside"]),
  detectedAtMs: z.number().nullable(),
  arriving: Arriving.optional(),
  leaving: Leaving.optional(),
  /** How far in it has been, beyond the error of the fix, m. */
  deepestM: z.number(),
  /** How far out it is thought to have been before it was inside again, at most, m. */
  wanderM: z.number(),
});

export type Visit = z.infer<typeof Visit>;

/** Radius of a fix's error, m, or what stands for it. */
export const accuracyOf = (fix: Fix, options: GeofencesOptions): number =>
  fix.accuracyM ?? options.unknownAccuracyM;

/** A place at a time, short enough to be stored. */
const momentAt = (atMs: number, lat: number, lon: number): Moment => [
  atMs,
  toDecimetre(lat),
  toDecimetre(eastwards(0, lon)),
];
/** Where and when a fix was made. */
export const momentOf = ({ atMs, lat, lon }: Fix): Moment => momentAt(atMs, lat, lon);
/** The same of a place that was believed. */
export const keptPlace = ({ atMs, lat, lon, accuracyM }: Place): KeptPlace => [
  ...momentAt(atMs, lat, lon),
  Math.round(accuracyM),
];
/** The place that was kept. */
export const placeOf = ([atMs, lat, lon, accuracyM]: KeptPlace): Place => ({
  ...{ atMs, lat, lon },
  accuracyM,
});

/** A visit that begins, not certain yet. */
export const visitOf = (
  fence: Fence,
  since: Moment,
  seen: Visit["seen"],
  from: KeptPlace | null = null,
  wary = false,
): Visit => ({
  fenceId: fence.id,
  purpose: fence.purpose,
  since,
  seen,
  detectedAtMs: null,
  arriving: { fixes: 0, sure: false, deep: null, from, ...(wary && { wary }) },
  deepestM: 0,
  wanderM: 0,
});

/** Outside since a moment, and far enough already to be away. */
export const awaySince = (out: Moment): Leaving => ({ out, reachM: 0, away: [out[0], 1, 1] });

/** Where and when a part of the way from a place to a fix was done. */
export const momentBetween = (from: Place, to: Fix, part: number): Moment =>
  momentAt(
    Math.round(from.atMs + part * (to.atMs - from.atMs)),
    from.lat + part * (to.lat - from.lat),
    from.lon + part * eastwards(from.lon, to.lon),
  );

/** The stay inside, from the first fix there to the exit; `endMs` null while it lasts. */
export const entered = (
  vehicleId: string,
  { fenceId, purpose, since: [startMs, lat, lon], seen }: Visit,
  detectedAtMs: number,
  endMs: number | null,
): Output => ({
  kind: "detection",
  record: {
    id: detectionId(vehicleId, "geofence_enter", `${fenceId}:${String(startMs)}`),
    vehicleId,
    type: "geofence_enter",
    certainty: "confirmed",
    ...{ startMs, endMs, detectedAtMs, lat, lon },
    evidence: {
      geofenceId: fenceId,
      purpose,
      alreadyInside: seen === "inside",
      crossedBetweenFixes: seen === "crossing",
    },
  },
});

/** The moment it was outside for good. */
export const exited = (
  vehicleId: string,
  { fenceId, purpose, since: [sinceMs] }: Visit,
  [outMs, lat, lon]: Moment,
  detectedAtMs: number,
  distanceM: number,
): Output => ({
  kind: "detection",
  record: {
    id: detectionId(vehicleId, "geofence_exit", `${fenceId}:${String(outMs)}`),
    vehicleId,
    type: "geofence_exit",
    certainty: "confirmed",
    startMs: outMs,
    endMs: outMs,
    ...{ detectedAtMs, lat, lon },
    evidence: {
      geofenceId: fenceId,
      purpose,
      insideS: Math.round((outMs - sinceMs) / 1_000),
      distanceM: Math.round(distanceM),
    },
  },
});
