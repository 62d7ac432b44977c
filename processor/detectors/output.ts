import type { DetectionVersion } from "../../db/detections.ts";
import type { LearnedFuelVersion } from "../../db/learned-fuel.ts";
import type { RouteVersion } from "../../db/routes.ts";
import type { StopVersion } from "../../db/stops.ts";

/** A detected trip as detectors report it; the same id again replaces what was said before. */
export type RouteRecord = RouteVersion;

/** A stand, parked between routes or idling; likewise. */
export type StopRecord = StopVersion;

/** Anything else that happened to a vehicle; likewise. */
export type DetectionRecord = DetectionVersion;

/** What is known of a vehicle's fuel from an observation on; likewise. */
export type LearnedFuelRecord = LearnedFuelVersion;

/** What a detector says: the latest version of a record. */
export type Output =
  | { readonly kind: "route"; readonly record: RouteRecord }
  | { readonly kind: "stop"; readonly record: StopRecord }
  | { readonly kind: "detection"; readonly record: DetectionRecord }
  | { readonly kind: "learned_fuel"; readonly record: LearnedFuelRecord };

/** What a detector says of most observations. One array for all, so that silence costs nothing. */
export const NOTHING: readonly Output[] = [];

/** What two have said, one after the other; an array of its own only where both have. */
export const joined = (one: readonly Output[], other: readonly Output[]): readonly Output[] => {
  if (one.length === 0) return other;
  return other.length === 0 ? one : [...one, ...other];
};
