import { z } from "zod";
import type { GeofencesOptions } from "../../contracts/detection/geofences-options.ts";
import { distanceM } from "../geo/distance.ts";
import { isValid, type Fence } from "../geo/geofence-index.ts";
import { boxMeets } from "../geo/shape.ts";
import { type Detector, type DetectorInput, mayDrive } from "./detector.ts";
import type { Fix } from "./fix.ts";
import { giveWay, whichGivesWay } from "./geofence-room.ts";
import { confirm, confirmedByTimeMs, follow, meet } from "./geofence-steps.ts";
import { ShallowList, stillBeside, wasBeside, withShallow } from "./geofence-beside.ts";
import { StoredVisit } from "./former-visit.ts";
import { accuracyOf, entered, Place, type Visit } from "./geofence-visit.ts";
import { NOTHING, type Output } from "./output.ts";

/**
 * A car is in at most so many fences at once; more are not noticed until one gives way. A visit
 * takes 190 bytes of the stored state, and up to 330 while the car arrives or leaves.
 */
const MAX_VISITS = 12;

const GeofencesState = z.object({
  visits: z.array(StoredVisit).max(MAX_VISITS),
  shallow: ShallowList,
  /** Where it was last believed to be; a parked car stays there until it has surely been moved. */
  place: Place.nullable(),
  /** Nothing but one fix says that it is there, the first of all: it may be astray. */
  alone: z.boolean().default(false),
  /** Fixes in a row of a parked car that are somewhere else, and since when. */
  elsewhere: z.number(),
  elsewhereMs: z.number(),
});
type GeofencesState = z.infer<typeof GeofencesState>;

/**
 * Whether a fix says where the car is. A standing car's receiver drifts over the edge of its yard, key
 * or no key, so a fix near its place is no news, and one far from it counts once others in a row agree.
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
    state.alone = false;
    return false;
  }
  if ((fix.speedKmh ?? 0) >= options.parkedSpeedKmh) return true;
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
    else state.shallow = withShallow(state.shallow, visit, input, fix);
  }
  state.visits.length = kept;
};

const meetFences = (
  state: GeofencesState,
  nearby: readonly Fence[],
  input: DetectorInput,
  fix: Fix,
  said: Output[],
): void => {
  for (const fence of nearby) {
    if (!boxMeets(fence.shape.box, state.place ?? fix, fix) || !isValid(fence, fix.atMs)) continue;
    if (hasVisit(state, fence)) continue;
    const isFull = state.visits.length >= MAX_VISITS;
    const givesWay = isFull ? whichGivesWay(state.visits, fence) : null;
    if (isFull && !givesWay) continue;
    const wary = wasBeside(state.shallow, fence, input, fix);
    const visit = meet(fence, state.place, wary, input, fix, said);
    if (!visit) continue;
    if (givesWay) {
      giveWay(givesWay, input.observation, fix.atMs, said);
      state.visits = state.visits.filter((each) => each !== givesWay);
    }
    state.visits.push(visit);
  }
};

/** It is where the fix says, and for all that is known it has never been elsewhere. */
const begin = (state: GeofencesState, input: DetectorInput, fix: Fix, said: Output[]): void => {
  state.visits.length = 0;
  state.place = null;
  move(state, input, fix, said);
  state.alone = !mayDrive(input.motion);
};

/** The car is where the fix says. */
const move = (state: GeofencesState, input: DetectorInput, fix: Fix, said: Output[]): void => {
  const nearby = input.settings.geofences.near(state.place ?? fix, fix);
  if (state.shallow.length > 0) state.shallow = stillBeside(state.shallow, input, fix);
  followVisits(state, input, fix, said);
  meetFences(state, nearby, input, fix, said);
  state.alone = false;
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
  initial: () => ({
    ...{ visits: [], shallow: [], place: null },
    ...{ alone: false, elsewhere: 0, elsewhereMs: 0 },
  }),

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
      if (!state.place) begin(state, input, fix, said);
      else if (isElsewhere(state, state.place, input, fix)) move(state, input, fix, said);
      else if (state.alone && state.elsewhere > 0) begin(state, input, fix, said);
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
