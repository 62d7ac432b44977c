import { z } from "zod";
import type { GeofencesOptions } from "../../contracts/detection/geofences-options.ts";
import { certainCrossing } from "../geo/crossing.ts";
import { distanceM } from "../geo/distance.ts";
import { isValid, type Fence } from "../geo/geofence-index.ts";
import { boxMeets, eastwards } from "../geo/shape.ts";
import type { Detector, DetectorInput } from "./detector.ts";
import type { Fix } from "./fix.ts";
import { entered, exited, Place, Visit, type Moment } from "./geofence-visit.ts";
import { NOTHING, type Output } from "./output.ts";

/** A car is in at most so many fences at once; more are not noticed until it leaves one. */
const MAX_VISITS = 12;

const GeofencesState = z.object({
  visits: z.array(Visit).max(MAX_VISITS),
  /** Where it was last believed to be; a parked car stays there until it has surely been moved. */
  place: Place.nullable(),
  /** Fixes in a row of a parked car that are somewhere else, and since when. */
  elsewhere: z.number(),
  elsewhereMs: z.number(),
});
type GeofencesState = z.infer<typeof GeofencesState>;

const momentOf = ({ atMs, lat, lon }: Fix): Moment => ({ atMs, lat, lon });

const accuracyOf = (fix: Fix, options: GeofencesOptions): number =>
  fix.accuracyM ?? options.unknownAccuracyM;

const marginOf = (fence: Fence, options: GeofencesOptions): number =>
  Math.min(
    Math.max(options.exitMarginM, options.exitMarginPart * fence.radiusM),
    options.maxExitMarginM,
  );

/**
 * Whether a fix says where the car is. A parked car's receiver drifts over the edge of its yard, so
 * a fix near its place is no news, and one far from it counts once others in a row agree.
 */
const isElsewhere = (
  state: GeofencesState,
  place: Place,
  { motion, settings }: DetectorInput,
  fix: Fix,
): boolean => {
  if (motion.underWay) {
    state.elsewhere = 0;
    return true;
  }
  const options = settings.options.geofences;
  const farM = Math.max(options.parkedMoveM, options.parkedAccuracies * accuracyOf(fix, options));
  if (distanceM(place, fix) <= farM) {
    state.elsewhere = 0;
    return false;
  }
  if (state.elsewhere === 0) state.elsewhereMs = fix.atMs;
  state.elsewhere++;
  const lastedMs = fix.atMs - state.elsewhereMs;
  return state.elsewhere >= options.parkedFixes && lastedMs >= options.parkedS * 1_000;
};

const takePlace = (state: GeofencesState, { lat, lon, atMs }: Fix, accuracyM: number): void => {
  const place = (state.place ??= { lat, lon, atMs, accuracyM });
  place.lat = lat;
  place.lon = lon;
  place.atMs = atMs;
  place.accuracyM = accuracyM;
};

const hasVisit = (state: GeofencesState, fence: Fence): boolean => {
  for (const { fenceId } of state.visits) if (fenceId === fence.id) return true;
  return false;
};

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

const confirm = (visit: Visit, vehicleId: string, atMs: number): Output => {
  visit.detectedAtMs = atMs;
  visit.from = null;
  return entered(vehicleId, visit, atMs, null);
};

/** When time alone confirms a visit: one fix beyond doubt, and no other since. */
const confirmedByTimeMs = (visit: Visit, options: GeofencesOptions): number | null =>
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
const follow = (visit: Visit, input: DetectorInput, fix: Fix, said: Output[]): Visit | null => {
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

const followVisits = (
  state: GeofencesState,
  input: DetectorInput,
  fix: Fix,
  said: Output[],
): void => {
  let kept = 0;
  for (const visit of state.visits) {
    const next = follow(visit, input, fix, said);
    if (next) state.visits[kept++] = next;
  }
  state.visits.length = kept;
};

/** Begins a visit of a fence that holds the fix, or that the way to it leads through. */
const meet = (
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

const meetFences = (
  state: GeofencesState,
  nearby: readonly Fence[],
  input: DetectorInput,
  fix: Fix,
  said: Output[],
): void => {
  for (const fence of nearby) {
    if (state.visits.length >= MAX_VISITS) return;
    if (!boxMeets(fence.shape.box, state.place ?? fix, fix) || !isValid(fence, fix.atMs)) continue;
    if (hasVisit(state, fence)) continue;
    const visit = meet(fence, state.place, input, fix, said);
    if (visit) state.visits.push(visit);
  }
};

/** The car is where the fix says. */
const move = (state: GeofencesState, input: DetectorInput, fix: Fix, said: Output[]): void => {
  const nearby = input.settings.geofences.near(state.place ?? fix, fix);
  followVisits(state, input, fix, said);
  meetFences(state, nearby, input, fix, said);
  takePlace(state, fix, accuracyOf(fix, input.settings.options.geofences));
};

/** It is still where it was: what its arrival left open goes on, and fences may come and go. */
const stay = (
  state: GeofencesState,
  place: Place,
  input: DetectorInput,
  fix: Fix,
  said: Output[],
): void => {
  const nearby = input.settings.geofences.near(place, place);
  if (state.visits.length > 0 || nearby.length > 0) {
    const there = { ...fix, lat: place.lat, lon: place.lon };
    followVisits(state, input, there, said);
    meetFences(state, nearby, input, there, said);
  }
  place.atMs = fix.atMs;
};

/** What time until `toMs` confirms. */
const elapse = (
  visits: readonly Visit[],
  vehicleId: string,
  toMs: number,
  options: GeofencesOptions,
  said: Output[],
): void => {
  for (const visit of visits) {
    const confirmedMs = confirmedByTimeMs(visit, options);
    if (confirmedMs !== null && toMs >= confirmedMs)
      said.push(confirm(visit, vehicleId, confirmedMs));
  }
};

/**
 * Entries into geofences and exits from them. An entry is a record of the whole stay, open while it
 * lasts; an exit is one of its own. Noise along an edge makes at most one of each: leaving takes
 * more, and longer, the nearer to the edge it happens.
 */
export const geofences: Detector<GeofencesState> = {
  name: "geofences",
  state: GeofencesState,
  initial: () => ({ visits: [], place: null, elsewhere: 0, elsewhereMs: 0 }),

  step(state, input) {
    const { fix, observation, settings } = input;
    const options = settings.options.geofences;
    if (state.visits.length === 0 && settings.geofences.isEmpty) {
      state.place = null;
      return NOTHING;
    }
    const usable = fix !== undefined && accuracyOf(fix, options) <= options.maxAccuracyM;
    if (!usable && state.visits.length === 0) return NOTHING;
    const said: Output[] = [];
    elapse(state.visits, observation.vehicleId, observation.tsMs, options, said);
    if (usable) {
      if (!state.place || isElsewhere(state, state.place, input, fix))
        move(state, input, fix, said);
      else stay(state, state.place, input, fix, said);
    }
    return said;
  },

  snapshot: ({ visits }, vehicleId) =>
    visits.flatMap((visit) =>
      visit.detectedAtMs === null ? [] : [entered(vehicleId, visit, visit.detectedAtMs, null)],
    ),

  project({ visits }, { vehicleId, nowMs, settings }) {
    const said: Output[] = [];
    elapse(
      visits.map((visit) => ({ ...visit })),
      vehicleId,
      nowMs,
      settings.options.geofences,
      said,
    );
    return said;
  },

  wakeAtMs({ visits }, settings) {
    let earliest: number | null = null;
    for (const visit of visits) {
      const atMs = confirmedByTimeMs(visit, settings.options.geofences);
      if (atMs !== null && (earliest === null || atMs < earliest)) earliest = atMs;
    }
    return earliest;
  },
};
