import type { GeofencesOptions } from "../../contracts/detection/geofences-options.ts";
import { certainCrossing } from "../geo/crossing.ts";
import type { Fence } from "../geo/geofence-index.ts";
import { eastwards } from "../geo/shape.ts";
import type { DetectorInput } from "./detector.ts";
import type { Fix } from "./fix.ts";
import { entered, exited, type Moment, type Place, type Visit } from "./geofence-visit.ts";
import type { Output } from "./output.ts";

const momentOf = ({ atMs, lat, lon }: Fix): Moment => ({ atMs, lat, lon });

/** Radius of a fix's error, m, or what stands for it. */
export const accuracyOf = (fix: Fix, options: GeofencesOptions): number =>
  fix.accuracyM ?? options.unknownAccuracyM;

const marginOf = (fence: Fence, options: GeofencesOptions): number =>
  Math.min(
    Math.max(options.exitMarginM, options.exitMarginPart * fence.radiusM),
    options.maxExitMarginM,
  );

const visitOf = (fence: Fence, since: Moment): Visit => ({
  fenceId: fence.id,
  purpose: fence.purpose,
  since,
  alreadyInside: false,
  crossed: false,
  detectedAtMs: null,
  fixes: 0,
  sure: false,
  from: null,
  out: null,
  outM: 0,
  wanderM: 0,
  awayFixes: 0,
  farFixes: 0,
  awaySinceMs: 0,
});

/** Makes a visit certain as of a time, and says so. */
export const confirm = (visit: Visit, vehicleId: string, atMs: number): Output => {
  visit.detectedAtMs = atMs;
  visit.from = null;
  return entered(vehicleId, visit, atMs, null);
};

/** When time alone confirms a visit: one fix beyond doubt, and no other since. */
export const confirmedByTimeMs = (visit: Visit, options: GeofencesOptions): number | null =>
  visit.detectedAtMs === null && visit.sure ? visit.since.atMs + options.enterAfterS * 1_000 : null;

const noteInside = (
  visit: Visit,
  distanceM: number,
  input: DetectorInput,
  fix: Fix,
): Output | null => {
  const options = input.settings.options.geofences;
  if (visit.out) {
    const wanderM = Math.min(Math.round(visit.outM), options.maxWanderM);
    visit.wanderM = Math.max(visit.wanderM, wanderM);
  }
  visit.out = null;
  visit.outM = 0;
  visit.awayFixes = 0;
  visit.farFixes = 0;
  if (visit.detectedAtMs !== null) return null;
  visit.fixes++;
  // A parked receiver's stray fix is alone; a car under way may have one fix in a small yard.
  visit.sure ||= input.motion.underWay && distanceM + accuracyOf(fix, options) < 0;
  return visit.fixes >= options.enterFixes
    ? confirm(visit, input.observation.vehicleId, fix.atMs)
    : null;
};

/** Whether a fix outside, the latest of a row of them, is the end of a visit. */
const hasLeft = (
  visit: Visit,
  beyondMargins: number,
  atMs: number,
  options: GeofencesOptions,
): boolean => {
  if (beyondMargins <= 1) {
    visit.awayFixes = 0;
    visit.farFixes = 0;
    return false;
  }
  if (visit.awayFixes === 0) visit.awaySinceMs = atMs;
  visit.awayFixes++;
  visit.farFixes = beyondMargins > options.nearMargins ? visit.farFixes + 1 : 0;
  const awayS = (atMs - visit.awaySinceMs) / 1_000;
  if (visit.farFixes >= options.exitFixes && awayS >= options.exitAfterS) return true;
  return visit.awayFixes >= options.nearExitFixes && awayS >= options.nearExitAfterS;
};

/** Makes a visit of the part of a way that leads through a fence; null when none surely does. */
const cross = (
  fence: Fence,
  from: NonNullable<Visit["from"]>,
  fix: Fix,
  options: GeofencesOptions,
): Visit | null => {
  const gapMs = fix.atMs - from.atMs;
  if (gapMs > options.crossingGapS * 1_000) return null;
  const uncertaintyM = Math.max(from.accuracyM, accuracyOf(fix, options));
  const through = certainCrossing(fence.shape, from, fix, uncertaintyM);
  if (!through) return null;
  const at = (part: number): Moment => ({
    atMs: Math.round(from.atMs + part * gapMs),
    lat: from.lat + part * (fix.lat - from.lat),
    lon: from.lon + part * eastwards(from.lon, fix.lon),
  });
  const visit = visitOf(fence, at(through.enterPart));
  visit.crossed = true;
  visit.out = at(through.exitPart);
  // It has been outside since the way left the fence: the next fix there ends the visit.
  visit.awayFixes = 1;
  visit.farFixes = 1;
  visit.awaySinceMs = visit.out.atMs;
  return visit;
};

const finish = (visit: Visit, vehicleId: string, atMs: number, distanceM: number): Output[] => {
  if (visit.detectedAtMs === null || !visit.out) return [];
  return [
    entered(vehicleId, visit, visit.detectedAtMs, visit.out.atMs),
    exited(vehicleId, visit, visit.out, atMs, distanceM),
  ];
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
    const output = noteInside(visit, distanceM, input, fix);
    if (output) said.push(output);
    return visit;
  }
  visit.out ??= momentOf(fix);
  if (visit.detectedAtMs === null) {
    const through = visit.from && cross(fence, visit.from, fix, options);
    if (through) said.push(confirm(through, observation.vehicleId, fix.atMs));
    return through;
  }
  visit.outM = Math.max(visit.outM, distanceM);
  const beyondM = distanceM - accuracyOf(fix, options) - visit.wanderM;
  const beyond = beyondM / marginOf(fence, options);
  if (!hasLeft(visit, beyond, fix.atMs, options)) return visit;
  said.push(...finish(visit, observation.vehicleId, fix.atMs, distanceM));
  return null;
};

/** Begins a visit of a fence that holds the fix, or that the way to it leads through. */
export const meet = (
  fence: Fence,
  place: Place | null,
  input: DetectorInput,
  fix: Fix,
  said: Output[],
): Visit | null => {
  const options = input.settings.options.geofences;
  const from = place && place.atMs >= fence.validFromMs ? { ...place } : null;
  const distanceM = fence.shape.signedDistanceM(fix);
  if (distanceM <= 0) {
    const visit = visitOf(fence, momentOf(fix));
    visit.alreadyInside = from === null;
    visit.from = from;
    const output = noteInside(visit, distanceM, input, fix);
    if (output) said.push(output);
    return visit;
  }
  if (!from || fence.shape.signedDistanceM(from) <= 0) return null;
  const through = cross(fence, from, fix, options);
  if (through) said.push(confirm(through, input.observation.vehicleId, fix.atMs));
  return through;
};
