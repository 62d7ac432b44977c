import type { GeofencePurpose } from "../../contracts/geofence.ts";
import type { Observation } from "../../contracts/observation.ts";
import type { Fence } from "../geo/geofence-index.ts";
import { leave } from "./geofence-steps.ts";
import { entered, type Visit } from "./geofence-visit.ts";
import type { Output } from "./output.ts";

/** Fences that are drawn to be told of; one of the purpose `other` gives way to them. */
const TOLD: ReadonlySet<GeofencePurpose> = new Set(["restricted", "border"]);

/** The visit that a car has been about to leave for longest. */
const longestLeaving = (visits: readonly Visit[]): Visit | null => {
  let longest: Visit | null = null;
  for (const visit of visits) {
    if (visit.detectedAtMs === null || !visit.leaving) continue;
    if (!longest?.leaving || visit.leaving.out[0] < longest.leaving.out[0]) longest = visit;
  }
  return longest;
};

/** The least of the visits of fences with no purpose: one not told of yet, else the oldest. */
const leastOther = (visits: readonly Visit[]): Visit | null => {
  let least: Visit | null = null;
  for (const visit of visits) {
    if (visit.purpose !== "other") continue;
    if (visit.detectedAtMs === null) return visit;
    if (!least || visit.since[0] < least.since[0]) least = visit;
  }
  return least;
};

/** The visit that ends for a fence which the car may be in, where there is no room for one more. */
export const whichGivesWay = (visits: readonly Visit[], { purpose }: Fence): Visit | null =>
  longestLeaving(visits) ?? (TOLD.has(purpose) ? leastOther(visits) : null);

/** Says that a visit ends for another one; a car that was not leaving has not driven out. */
export const giveWay = (
  visit: Visit,
  observation: Observation,
  atMs: number,
  said: Output[],
): void => {
  const { detectedAtMs, leaving } = visit;
  if (detectedAtMs === null) return;
  if (leaving) leave(visit, leaving.reachM, observation, said);
  else said.push(entered(observation.vehicleId, visit, detectedAtMs, atMs));
};
