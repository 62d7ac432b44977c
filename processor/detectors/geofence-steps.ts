import type { GeofencesOptions } from "../../contracts/detection/geofences-options.ts";
import type { Observation } from "../../contracts/observation.ts";
import { certainCrossing, leavingPart } from "../geo/crossing.ts";
import { distanceM as metresBetween } from "../geo/distance.ts";
import type { Fence } from "../geo/geofence-index.ts";
import { depthInsideM, hasBeenDeep } from "./geofence-beside.ts";
import type { DetectorInput } from "./detector.ts";
import type { Fix } from "./fix.ts";
import { hasEntered, noteStanding } from "./geofence-standing.ts";
import {
  accuracyOf,
  awaySince,
  entered,
  exited,
  keptPlace,
  momentBetween,
  momentOf,
  placeOf,
  visitOf,
  type Leaving,
  type Place,
  type Visit,
} from "./geofence-visit.ts";
import type { Output } from "./output.ts";
import { shownWayM } from "./shown-way.ts";

/** A step of more than so many times what the speed shown makes of it is a leap. */
const MOST_IMPLIED_PART = 2;

const marginOf = (fence: Fence, options: GeofencesOptions): number =>
  Math.min(
    Math.max(options.exitMarginM, options.exitMarginPart * fence.radiusM),
    options.maxExitMarginM,
  );

/** Makes a visit certain as of a time, and says so. */
export const confirm = (visit: Visit, vehicleId: string, atMs: number): Output => {
  visit.detectedAtMs = atMs;
  visit.arriving = undefined;
  return entered(vehicleId, visit, atMs, null);
};

/** When time alone confirms a visit: one fix beyond doubt, and no other since. */
export const confirmedByTimeMs = (visit: Visit, options: GeofencesOptions): number | null =>
  visit.arriving?.sure ? visit.since[0] + options.enterAfterS * 1_000 : null;

/** Under way or at the speed of driving, and the step to the fix is none that its speed denies. */
const isOnTheMove = ({ motion, lastFix, stepM, settings }: DetectorInput, fix: Fix): boolean => {
  const { parkedSpeedKmh, parkedMoveM } = settings.options.geofences;
  if (!motion.underWay && (fix.speedKmh ?? 0) < parkedSpeedKmh) return false;
  if (!lastFix) return false;
  const isUnknown = fix.speedKmh === null && lastFix.speedKmh === null;
  return isUnknown || stepM <= parkedMoveM + MOST_IMPLIED_PART * shownWayM(lastFix, fix);
};

const noteInside = (
  visit: Visit,
  fence: Fence,
  distanceM: number,
  input: DetectorInput,
  fix: Fix,
): Output | null => {
  const options = input.settings.options.geofences;
  const { arriving, leaving } = visit;
  if (leaving) {
    const wanderM = Math.min(Math.round(leaving.reachM), options.maxWanderM);
    visit.wanderM = Math.max(visit.wanderM, wanderM);
    visit.leaving = undefined;
  }
  const accuracyM = accuracyOf(fix, options);
  const depthM = depthInsideM(distanceM, fix, options);
  visit.deepestM = Math.max(visit.deepestM, depthM);
  if (!arriving) return null;
  arriving.fixes++;
  if (arriving.wary) noteStanding(visit, arriving, depthM, input, fix);
  if (distanceM + accuracyM < 0) {
    // A parked receiver's stray fix is alone; a car under way may have one fix in a small yard.
    const isTelling = !arriving.wary || hasBeenDeep(visit, fence, options);
    arriving.sure ||= isTelling && isOnTheMove(input, fix);
    arriving.deep = keptPlace({ ...fix, accuracyM });
  }
  return hasEntered(visit, fence, fix.atMs, options)
    ? confirm(visit, input.observation.vehicleId, fix.atMs)
    : null;
};

/** Whether a fix outside, the latest of a row of them, is the end of a visit. */
const hasLeft = (
  leaving: Leaving,
  beyondMargins: number,
  atMs: number,
  options: GeofencesOptions,
): boolean => {
  if (beyondMargins <= 1) {
    leaving.away = null;
    return false;
  }
  const [sinceMs, fixesBefore, farBefore] = leaving.away ?? [atMs, 0, 0];
  const fixes = fixesBefore + 1;
  const farFixes = beyondMargins > options.nearMargins ? farBefore + 1 : 0;
  leaving.away = [sinceMs, fixes, farFixes];
  const awayS = (atMs - sinceMs) / 1_000;
  if (farFixes >= options.exitFixes && awayS >= options.exitAfterS) return true;
  return (
    fixes >= Math.max(options.nearExitFixes, options.exitFixes) &&
    awayS >= Math.max(options.nearExitAfterS, options.exitAfterS)
  );
};

/** Makes a visit of the part of a way that leads through a fence; null when none surely does. */
const cross = (fence: Fence, from: Place, fix: Fix, options: GeofencesOptions): Visit | null => {
  const gapMs = fix.atMs - from.atMs;
  if (gapMs > options.crossingGapS * 1_000) return null;
  const uncertaintyM = Math.max(from.accuracyM, accuracyOf(fix, options));
  const through = certainCrossing(fence.shape, from, fix, uncertaintyM);
  if (!through) return null;
  const visit = visitOf(fence, momentBetween(from, fix, through.enterPart), "crossing");
  // It has been outside since the way left the fence: the next fix there ends the visit.
  visit.leaving = awaySince(momentBetween(from, fix, through.exitPart));
  return visit;
};

/**
 * Makes a visit of one fix inside beyond doubt, between two outside: a car that went on through,
 * not a position astray, which comes back. Null when it may be one.
 */
const passThrough = (
  visit: Visit,
  fence: Fence,
  fix: Fix,
  options: GeofencesOptions,
): Visit | null => {
  if (!visit.arriving?.deep || !visit.arriving.from) return null;
  const deep = placeOf(visit.arriving.deep);
  const from = placeOf(visit.arriving.from);
  const mostMs = options.crossingGapS * 1_000;
  if (deep.atMs - from.atMs > mostMs || fix.atMs - deep.atMs > mostMs) return null;
  const throughM = metresBetween(from, fix);
  if (throughM <= Math.max(metresBetween(from, deep), metresBetween(deep, fix))) return null;
  visit.leaving = awaySince(momentBetween(deep, fix, leavingPart(fence.shape, deep, fix)));
  return visit;
};

/** Says that a visit ended when the car was first outside. */
export const leave = (
  visit: Visit,
  distanceM: number,
  { vehicleId, tsMs }: Observation,
  said: Output[],
): void => {
  const { leaving, detectedAtMs } = visit;
  if (!leaving || detectedAtMs === null) return;
  said.push(
    entered(vehicleId, visit, detectedAtMs, leaving.out[0]),
    exited(vehicleId, visit, leaving.out, tsMs, distanceM),
  );
};

/** Follows a visit through a fix; pushes what it means, returns the visit if it goes on. */
export const follow = (
  visit: Visit,
  input: DetectorInput,
  fix: Fix,
  said: Output[],
): Visit | null => {
  const { observation, settings } = input;
  const options = settings.options.geofences;
  const fence = settings.geofences.find(visit.fenceId, fix.atMs);
  if (!fence) {
    // The fence is no more: the visit ends with it, and nobody has driven out.
    if (visit.detectedAtMs !== null)
      said.push(entered(observation.vehicleId, visit, visit.detectedAtMs, fix.atMs));
    return null;
  }
  const distanceM = fence.shape.signedDistanceM(fix);
  if (distanceM <= 0) {
    const output = noteInside(visit, fence, distanceM, input, fix);
    if (output) said.push(output);
    return visit;
  }
  if (visit.detectedAtMs === null) {
    if (visit.arriving?.wary) return null;
    const from = visit.arriving?.from ?? null;
    const through =
      (from && cross(fence, placeOf(from), fix, options)) ??
      passThrough(visit, fence, fix, options);
    if (through) said.push(confirm(through, observation.vehicleId, fix.atMs));
    return through;
  }
  const leaving = (visit.leaving ??= { out: momentOf(fix), reachM: 0, away: null });
  leaving.reachM = Math.max(leaving.reachM, Math.round(distanceM));
  const beyondM = distanceM - accuracyOf(fix, options) - visit.wanderM;
  const beyond = beyondM / marginOf(fence, options);
  if (!hasLeft(leaving, beyond, fix.atMs, options)) return visit;
  leave(visit, distanceM, observation, said);
  return null;
};

/**
 * Begins a visit of a fence that holds the fix, or that the way to it leads through. `wary` of a car
 * that was beside this fence before.
 */
export const meet = (
  fence: Fence,
  place: Place | null,
  wary: boolean,
  input: DetectorInput,
  fix: Fix,
  said: Output[],
): Visit | null => {
  const options = input.settings.options.geofences;
  const kept = place && place.atMs >= fence.validFromMs ? keptPlace(place) : null;
  const distanceM = fence.shape.signedDistanceM(fix);
  if (distanceM <= 0) {
    const visit = visitOf(fence, momentOf(fix), kept ? "entering" : "inside", kept, wary);
    const output = noteInside(visit, fence, distanceM, input, fix);
    if (output) said.push(output);
    return visit;
  }
  const from = kept && placeOf(kept);
  if (!from || fence.shape.signedDistanceM(from) <= 0) return null;
  const through = cross(fence, from, fix, options);
  if (through) said.push(confirm(through, input.observation.vehicleId, fix.atMs));
  return through;
};
