import { z } from "zod";
import { GeofencePurpose } from "../../contracts/geofence.ts";
import type { GeofencesOptions } from "../../contracts/detection/geofences-options.ts";
import type { Fence } from "../geo/geofence-index.ts";
import { eastwards } from "../geo/shape.ts";
import { detectionId } from "./detector.ts";
import type { Fix } from "./fix.ts";
import type { Output } from "./output.ts";

/** A place at a time; coordinates as the device gave them. */
const Moment = z.object({ atMs: z.number(), lat: z.number(), lon: z.number() });
export type Moment = z.infer<typeof Moment>;

/** Where a car was last believed to be, and how surely. */
export const Place = Moment.extend({ accuracyM: z.number() });
export type Place = z.infer<typeof Place>;

/** A visit until it is confirmed. */
const Arriving = z.object({
  /** Fixes inside. */
  fixes: z.number(),
  /** One of them was beyond doubt, of a car that moved: time confirms it. */
  sure: z.boolean(),
  /** The last of them whose whole error circle is inside, and the place before it came. */
  deep: Place.nullable().default(null),
  from: Place.nullable(),
  /** It was beside this fence before: two fixes inside are not enough. */
  wary: z.boolean().default(false),
});

/** A car outside of a fence that it has not surely left: since the first fix outside. */
export const Leaving = Moment.extend({
  /** Farthest it is thought to have been since, m. */
  reachM: z.number(),
  /** Fixes in a row beyond the margin, of them far beyond it, and when the first was. */
  awayFixes: z.number(),
  farFixes: z.number(),
  awaySinceMs: z.number(),
});
export type Leaving = z.infer<typeof Leaving>;

/** A car inside a fence, or thought to be: what is not confirmed yet has no `detectedAtMs`. */
export const Visit = z.object({
  fenceId: z.string(),
  purpose: GeofencePurpose,
  since: Moment,
  /** It was never seen outside: the fence was drawn around it, or it is new. */
  alreadyInside: z.boolean(),
  /** Nobody saw it inside: the way between two fixes leads through. */
  crossed: z.boolean(),
  detectedAtMs: z.number().nullable(),
  arriving: Arriving.nullable(),
  leaving: Leaving.nullable(),
  /** How far in it has been, beyond the error of the fix, m. */
  deepestM: z.number().default(0),
  /** How far out it is thought to have been before it was inside again, at most, m. */
  wanderM: z.number(),
});
export type Visit = z.infer<typeof Visit>;

/** Radius of a fix's error, m, or what stands for it. */
export const accuracyOf = (fix: Fix, options: GeofencesOptions): number =>
  fix.accuracyM ?? options.unknownAccuracyM;

/** Decimetres are enough to name a place, and short in a stored state. */
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
/** A place at a time, short enough to be stored. */
export const momentAt = (atMs: number, lat: number, lon: number): Moment => ({
  atMs,
  lat: rounded(lat),
  lon: rounded(eastwards(0, lon)),
});
/** The same of a place that was believed. */
export const shortened = ({ atMs, lat, lon, accuracyM }: Place): Place => ({
  ...momentAt(atMs, lat, lon),
  accuracyM: Math.round(accuracyM),
});
/** Where and when a fix was made. */
export const momentOf = ({ atMs, lat, lon }: Fix): Moment => momentAt(atMs, lat, lon);

/** A visit that begins, not certain yet. */
export const visitOf = (
  fence: Fence,
  since: Moment,
  from: Place | null = null,
  wary = false,
): Visit => ({
  fenceId: fence.id,
  purpose: fence.purpose,
  since,
  alreadyInside: false,
  crossed: false,
  detectedAtMs: null,
  arriving: { fixes: 0, sure: false, deep: null, from, wary },
  leaving: null,
  deepestM: 0,
  wanderM: 0,
});

/** Begins to be outside. */
export const leavingAt = (moment: Moment): Leaving => ({
  ...moment,
  reachM: 0,
  awayFixes: 0,
  farFixes: 0,
  awaySinceMs: moment.atMs,
});

/** Where and when a part of the way from a place to a fix was done. */
export const placeBetween = (from: Moment, to: Moment, part: number): Moment =>
  momentAt(
    Math.round(from.atMs + part * (to.atMs - from.atMs)),
    from.lat + part * (to.lat - from.lat),
    from.lon + part * eastwards(from.lon, to.lon),
  );

/** The stay inside, from the first fix there to the exit; `endMs` null while it lasts. */
export const entered = (
  vehicleId: string,
  { fenceId, purpose, since, alreadyInside, crossed }: Visit,
  detectedAtMs: number,
  endMs: number | null,
): Output => ({
  kind: "detection",
  record: {
    id: detectionId(vehicleId, "geofence_enter", `${fenceId}:${String(since.atMs)}`),
    vehicleId,
    type: "geofence_enter",
    certainty: "confirmed",
    startMs: since.atMs,
    endMs,
    detectedAtMs,
    lat: since.lat,
    lon: since.lon,
    evidence: { geofenceId: fenceId, purpose, alreadyInside, crossedBetweenFixes: crossed },
  },
});

/** The moment it was outside for good. */
export const exited = (
  vehicleId: string,
  { fenceId, purpose, since }: Visit,
  out: Moment,
  detectedAtMs: number,
  distanceM: number,
): Output => ({
  kind: "detection",
  record: {
    id: detectionId(vehicleId, "geofence_exit", `${fenceId}:${String(out.atMs)}`),
    vehicleId,
    type: "geofence_exit",
    certainty: "confirmed",
    startMs: out.atMs,
    endMs: out.atMs,
    detectedAtMs,
    lat: out.lat,
    lon: out.lon,
    evidence: {
      geofenceId: fenceId,
      purpose,
      insideS: Math.round((out.atMs - since.atMs) / 1_000),
      distanceM: Math.round(distanceM),
    },
  },
});
