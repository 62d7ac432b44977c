import type { Observation } from "../../contracts/observation.ts";
import type { TripsOptions } from "../../contracts/detection/trips-options.ts";
import { distanceM } from "../geo/distance.ts";
import type { Owners } from "./channels.ts";
import type { Fix } from "./fix.ts";
import { nextIgnition } from "./ignition.ts";
import { joined, NOTHING, type Output } from "./output.ts";
import { carry, followCarriage, turnOn } from "./trip-carriage.ts";
import { circleM, departs, isSlow, standsElsewhere, stayPut, waitAt } from "./trip-departure.ts";
import { copyTravel, extendTravel, readOdometer } from "./travel.ts";
import {
  close,
  contradictOff,
  elapse,
  followDwell,
  ignitionOn,
  lastEnd,
  report,
} from "./trip-route.ts";
import type { Lateness } from "./silence-state.ts";
import { isSilent, stoodInSilence } from "./trip-silence.ts";
import { inProgress, parked, routeId } from "./trip-records.ts";
import type { OpenRoute, Travel, TripState } from "./trip-state.ts";

const drive = (
  state: TripState,
  route: OpenRoute,
  observation: Observation,
  fix: Fix,
  options: TripsOptions,
): readonly Output[] => {
  const { vehicleId, tsMs } = observation;
  const lastFix = state.lastFix ?? fix;
  if (!ignitionOn(state) && stoodInSilence(lastFix, fix, options)) {
    const end = lastEnd(route, lastFix, lastFix.atMs, options);
    const ended = close(state, route, vehicleId, end, tsMs, options);
    return joined(ended, stay(state, observation, fix, true, options));
  }
  extendTravel(route.travel, lastFix, fix, options);
  followDwell(route, fix, options);
  contradictOff(route, fix, options);
  const stoodMs = fix.atMs - route.dwell.fix.atMs;
  if (stoodMs >= (ignitionOn(state) ? options.ignitionVetoS : options.dwellS) * 1_000) {
    const { fix: end, travel } = route.dwell;
    return close(state, route, vehicleId, { fix: end, atMs: end.atMs, travel }, tsMs, options);
  }
  return report(state, route, observation, options);
};

const stay = (
  state: TripState,
  observation: Observation,
  fix: Fix,
  silent: boolean,
  options: TripsOptions,
): readonly Output[] => {
  const { lastFix } = state;
  const setDown = followCarriage(state, observation, fix, options);
  const movedUnseen =
    silent && state.anchor !== null && distanceM(state.anchor, fix) > circleM(fix, options);
  if (movedUnseen && state.engineOff) carry(state, fix, lastFix?.atMs ?? fix.atMs);
  if (!state.anchor || movedUnseen) state.anchor = fix;
  const stands = isSlow(fix, options) && distanceM(state.anchor, fix) <= circleM(fix, options);
  if (!state.departure || !lastFix || silent || stands) waitAt(state, fix, observation.odometerKm);
  else {
    extendTravel(state.departure, lastFix, fix, options);
    state.awaySinceMs ??= fix.atMs;
  }
  const { anchor, departure } = state;
  if (departure && departs(state, anchor, fix, options)) {
    if (!state.engineOff)
      return joined(setDown, depart(state, departure, observation, fix, options));
    carry(state, fix, departure.from.atMs);
  }
  if (standsElsewhere(state, fix, options)) {
    state.anchor = fix;
    waitAt(state, fix, observation.odometerKm);
  }
  return setDown;
};

const depart = (
  state: TripState,
  travel: Travel,
  observation: Observation,
  fix: Fix,
  options: TripsOptions,
): readonly Output[] => {
  state.route = {
    id: routeId(observation.vehicleId, travel.from.atMs),
    travel,
    detectedAtMs: null,
    reportedAtMs: observation.tsMs,
    dwell: { fix, travel: copyTravel(travel) },
    off: null,
    ignitionDistrusted: state.ignition?.on === false,
  };
  state.departure = null;
  state.awaySinceMs = null;
  state.carriage = null;
  stayPut(state);
  state.anchor = null;
  return report(state, state.route, observation, options);
};

const noteIgnition = (
  state: TripState,
  route: OpenRoute,
  { tsMs, ignition }: Observation,
): void => {
  if (ignition === undefined || route.ignitionDistrusted || !state.lastFix) return;
  if (ignition) route.off = null;
  else
    route.off ??= {
      atMs: tsMs,
      fix: state.lastFix,
      travel: copyTravel(route.travel),
      movedFixes: 0,
    };
};

const measureOdometer = (state: TripState, odometerKm: number | undefined): void => {
  if (state.route) readOdometer(state.route.travel, odometerKm);
  else if (state.departure) readOdometer(state.departure, odometerKm);
};

/** What has ended before an observation, by whose time nothing of before can be on its way. */
const elapseTo = (
  state: TripState,
  vehicleId: string,
  tsMs: number,
  options: TripsOptions,
): readonly Output[] =>
  state.route ? elapse(state, vehicleId, { toMs: tsMs, silentToMs: tsMs }, tsMs, options) : NOTHING;

/**
 * Routes and the stands between them, on event time: parked → departing → route → parked, each
 * transition backdated to where it really happened. `step` updates the state in place; `project`
 * says what silence until `nowMs` would mean and changes nothing. Of a car that is always late, nothing
 * is silent until that has passed as well.
 */
export const trips = {
  /** `engineOff` for certain: then the car goes nowhere by itself. */
  step(
    state: TripState,
    observation: Observation,
    fix: Fix | undefined,
    owners: Owners,
    engineOff: boolean,
    options: TripsOptions,
  ): readonly Output[] {
    const { vehicleId, tsMs } = observation;
    const elapsed = elapseTo(state, vehicleId, tsMs, options);
    const silent = fix !== undefined && isSilent(state, observation, fix, options);
    state.ignition = nextIgnition(state.ignition, observation, owners);
    const turnedOn = state.engineOff && state.ignition?.on === true && !state.route;
    state.engineOff = engineOff;
    let followed = turnedOn ? turnOn(state, observation, fix, options) : NOTHING;
    if (fix) {
      const moved = state.route
        ? drive(state, state.route, observation, fix, options)
        : stay(state, observation, fix, silent, options);
      followed = joined(followed, moved);
      state.lastGapMs = state.lastFix ? fix.atMs - state.lastFix.atMs : 0;
      state.lastFix = fix;
    }
    measureOdometer(state, observation.odometerKm);
    if (state.route) noteIgnition(state, state.route, observation);
    state.seenAtMs = tsMs;
    return joined(elapsed, followed);
  },

  /** What is still open, as it stands. */
  snapshot({ route, stand }: TripState, vehicleId: string): Output[] {
    const open: Output[] = stand ? [parked(vehicleId, stand, null)] : [];
    if (route?.detectedAtMs != null) open.push(inProgress(vehicleId, route, route.detectedAtMs));
    return open;
  },

  /** What would be true if nothing more were heard until `nowMs`. */
  project(
    state: TripState,
    vehicleId: string,
    nowMs: number,
    { lastMs, usualMs }: Lateness,
    options: TripsOptions,
  ): readonly Output[] {
    if (!state.route) return NOTHING;
    const future = structuredClone(state);
    const elapsed = { toMs: nowMs - lastMs, silentToMs: nowMs - usualMs };
    return elapse(future, vehicleId, elapsed, state.seenAtMs ?? nowMs, options);
  },

  /** The earliest time at which `project` may say something; null when time alone changes nothing. */
  wakeAtMs(state: TripState, { lastMs, usualMs }: Lateness, options: TripsOptions): number | null {
    const { route, lastFix, seenAtMs } = state;
    if (!route || !lastFix || seenAtMs === null) return null;
    const heardMs = ignitionOn(state) ? seenAtMs : lastFix.atMs;
    const silenceMs = heardMs + options.silenceEndsS * 1_000 + 1 + usualMs;
    return route.off
      ? Math.min(route.off.atMs + options.ignitionOffConfirmS * 1_000 + lastMs, silenceMs)
      : silenceMs;
  },
};
