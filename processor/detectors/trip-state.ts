import { z } from "zod";
import { Fix } from "./fix.ts";
import { IgnitionState } from "./ignition.ts";

/** Distance travelled since a fix, however it was measured. */
export const Travel = z.object({
  from: Fix,
  /** The last fix that counted: jitter around it adds nothing. */
  counted: Fix,
  pathM: z.number(),
  /** Farthest from `from`, m. */
  reachM: z.number(),
  blindM: z.number(),
  maxSpeedKmh: z.number().nullable(),
  movingMs: z.number(),
  idlingMs: z.number(),
  /** First and last odometer reading, km; null without one or once it ran backwards. */
  odometer: z.object({ firstKm: z.number(), lastKm: z.number() }).nullable(),
  odometerFailed: z.boolean(),
});
export type Travel = z.infer<typeof Travel>;

/** A route under way, announced or not yet. */
export const OpenRoute = z.object({
  id: z.string(),
  travel: Travel,
  /** Event time at which it was long enough to be announced; null before. */
  detectedAtMs: z.number().nullable(),
  reportedAtMs: z.number(),
  /** Where and since when it has not left the dwell circle. */
  dwell: z.object({ fix: Fix, travel: Travel }),
  /** The ignition went off: the route ends there unless something contradicts it. */
  off: z.object({ atMs: z.number(), fix: Fix, travel: Travel, movedFixes: z.number() }).nullable(),
  /** The ignition wire was caught lying; only the dwell circle ends this route. */
  ignitionDistrusted: z.boolean(),
});
export type OpenRoute = z.infer<typeof OpenRoute>;

/** The stand since the last route; null before the first. */
export const OpenStand = z.object({
  id: z.string(),
  startMs: z.number(),
  lat: z.number(),
  lon: z.number(),
  detectedAtMs: z.number(),
});
export type OpenStand = z.infer<typeof OpenStand>;

/** Everything trip detection remembers of a vehicle: summaries only, a few kB at most. */
export const TripState = z.object({
  /** Last observation of any kind. */
  seenAtMs: z.number().nullable(),
  lastFix: Fix.nullable(),
  /** Between that and the fix before it, ms; 0 before there were two. */
  lastGapMs: z.number().default(0),
  ignition: IgnitionState,
  /** The ignition is off for certain, as of the last observation. */
  engineOff: z.boolean().default(false),
  /** Where it stands; null before the first fix and while a route is open. */
  anchor: Fix.nullable(),
  /** Since when it has been in motion without being a route yet, while parked. */
  departure: Travel.nullable(),
  /** First fix since it was last at its stand; null while it is. */
  awaySinceMs: z.number().nullable().default(null),
  /** On a way with its engine off: when it was last at its stand, and where it has not left since. */
  carriage: z.object({ fromMs: z.number(), rest: Fix }).nullable().default(null),
  /** Fixes in a row away from there, and fixes in a row at a speed that agrees with the way. */
  departureFixes: z.number(),
  movingFixes: z.number().default(0),
  /** Legs that lead farther and farther away; how far the last one led, m, and when. */
  legs: z.number().default(0),
  legsEndM: z.number().default(0),
  legsEndMs: z.number().default(0),
  stand: OpenStand.nullable(),
  route: OpenRoute.nullable(),
});
export type TripState = z.infer<typeof TripState>;

export const initialTrips = (): TripState => ({
  seenAtMs: null,
  lastFix: null,
  lastGapMs: 0,
  ignition: null,
  engineOff: false,
  anchor: null,
  departure: null,
  awaySinceMs: null,
  carriage: null,
  departureFixes: 0,
  movingFixes: 0,
  legs: 0,
  legsEndM: 0,
  legsEndMs: 0,
  stand: null,
  route: null,
});
