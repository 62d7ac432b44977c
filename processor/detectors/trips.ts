import type { Observation } from "../../contracts/observation.ts";
import { distanceM } from "../geo/distance.ts";
import type { Owners } from "./channels.ts";
import type { Fix } from "./fix.ts";
import { nextIgnition } from "./ignition.ts";
import { joined, NOTHING, type Output } from "./output.ts";
import { carry, followCarriage, turnOn } from "./trip-carriage.ts";
import { circleM, departs, isSlow, standsElsewhere, stayPut, waitAt } from "./trip-departure.ts";
import { copyTravel, extendTravel, readOdometer, takeTravel } from "./travel.ts";
import { isSilent, stoodInSilence } from "./trip-silence.ts";
import { defaultTripOptions, type TripOptions } from "./trip-options.ts";
import { completed, inProgress, parked, routeId, stopId, type RouteEnd } from "./trip-records.ts";
import type { OpenRoute, Travel, TripState } from "./trip-state.ts";

/** A fix this far from where the ignition went off, at speed, says that it did not, m. */
const OFF_CONTRADICTED_M = 30;

/**
 * Routes and the stands between them, on event time: parked → departing → route → parked, each
 * transition backdated to where it really happened. `step` updates the state in place; `project`
 * says what silence until `nowMs` would mean and changes nothing.
 */
export const trips = (options: TripOptions = defaultTripOptions) => {
  const ignitionOn = (state: TripState): boolean =>
    state.ignition?.on === true && state.route?.ignitionDistrusted !== true;

  /** The dwell circle's end when it has stood long enough by `atMs`, else the last fix. */
  const lastEnd = (route: OpenRoute, lastFix: Fix, atMs: number): RouteEnd => {
    const { fix, travel } = route.dwell;
    if (atMs - fix.atMs >= options.dwellMs) return { fix, atMs: fix.atMs, travel };
    return { fix: lastFix, atMs: lastFix.atMs, travel: route.travel };
  };

  const isLongEnough = (state: TripState, travel: Travel, untilMs: number): boolean => {
    // Drift of a parked receiver adds up to any path, but not to any distance from its start.
    const lengthM = state.ignition?.on === undefined ? travel.reachM : travel.pathM;
    return lengthM >= options.minRouteM && untilMs - travel.from.atMs >= options.minRouteMs;
  };

  const announce = (
    state: TripState,
    route: OpenRoute,
    vehicleId: string,
    atMs: number,
  ): Output[] => {
    route.detectedAtMs = atMs;
    const { stand } = state;
    state.stand = null;
    return stand ? [parked(vehicleId, stand, Math.max(stand.startMs, route.travel.from.atMs))] : [];
  };

  const close = (
    state: TripState,
    route: OpenRoute,
    vehicleId: string,
    end: RouteEnd,
    atMs: number,
  ): Output[] => {
    const outputs: Output[] = [];
    if (route.detectedAtMs === null && isLongEnough(state, end.travel, end.atMs)) {
      outputs.push(...announce(state, route, vehicleId, atMs));
    }
    state.route = null;
    state.anchor = end.fix;
    state.departure = null;
    state.awaySinceMs = null;
    stayPut(state);
    if (route.detectedAtMs === null) return outputs; // a manoeuvre
    const { lat, lon } = end.fix;
    const id = stopId(vehicleId, "parked", end.atMs);
    state.stand = { id, startMs: end.atMs, lat, lon, detectedAtMs: atMs };
    outputs.push(completed(vehicleId, route, route.detectedAtMs, end));
    outputs.push(parked(vehicleId, state.stand, null));
    return outputs;
  };

  /** What time alone ends: a confirmed ignition-off, and silence. */
  const elapse = (
    state: TripState,
    vehicleId: string,
    toMs: number,
    atMs: number,
  ): readonly Output[] => {
    const { route, lastFix, seenAtMs } = state;
    if (!route || !lastFix || seenAtMs === null) return NOTHING;
    if (route.off && toMs - route.off.atMs >= options.ignitionOffConfirmMs) {
      return close(state, route, vehicleId, route.off, atMs);
    }
    const heardMs = ignitionOn(state) ? seenAtMs : lastFix.atMs;
    if (toMs - heardMs <= options.silenceEndsMs) return NOTHING;
    return close(state, route, vehicleId, lastEnd(route, lastFix, heardMs), atMs);
  };

  const followDwell = (route: OpenRoute, fix: Fix): void => {
    const { dwell } = route;
    const left = distanceM(dwell.fix, fix) > circleM(fix, options);
    // While it still rolls inside the circle the end moves along, up to the fix where it stopped.
    const rollsOn = !isSlow(fix, options) && fix.atMs - dwell.fix.atMs < options.dwellMs;
    if (!left && !rollsOn) return;
    dwell.fix = fix;
    takeTravel(dwell.travel, route.travel);
  };

  const contradictOff = (route: OpenRoute, fix: Fix): void => {
    if (!route.off || isSlow(fix, options)) return;
    if (distanceM(route.off.fix, fix) < OFF_CONTRADICTED_M) return;
    route.off.movedFixes++;
    if (route.off.movedFixes < options.departFixes) return;
    route.off = null;
    route.ignitionDistrusted = true;
  };

  const drive = (
    state: TripState,
    route: OpenRoute,
    observation: Observation,
    fix: Fix,
  ): readonly Output[] => {
    const { vehicleId, tsMs } = observation;
    const lastFix = state.lastFix ?? fix;
    if (!ignitionOn(state) && stoodInSilence(lastFix, fix, options)) {
      const ended = close(state, route, vehicleId, lastEnd(route, lastFix, lastFix.atMs), tsMs);
      return joined(ended, stay(state, observation, fix, true));
    }
    extendTravel(route.travel, lastFix, fix, options);
    followDwell(route, fix);
    contradictOff(route, fix);
    const stoodMs = fix.atMs - route.dwell.fix.atMs;
    if (stoodMs >= (ignitionOn(state) ? options.ignitionVetoMs : options.dwellMs)) {
      const { fix: end, travel } = route.dwell;
      return close(state, route, vehicleId, { fix: end, atMs: end.atMs, travel }, tsMs);
    }
    return report(state, route, observation);
  };

  const report = (
    state: TripState,
    route: OpenRoute,
    { vehicleId, tsMs }: Observation,
  ): readonly Output[] => {
    let announced = NOTHING;
    if (route.detectedAtMs === null) {
      if (!isLongEnough(state, route.travel, tsMs)) return NOTHING;
      announced = announce(state, route, vehicleId, tsMs);
    } else if (tsMs - route.reportedAtMs < options.progressMs) return NOTHING;
    route.reportedAtMs = tsMs;
    return [...announced, inProgress(vehicleId, route, route.detectedAtMs ?? tsMs)];
  };

  const stay = (
    state: TripState,
    observation: Observation,
    fix: Fix,
    silent: boolean,
  ): readonly Output[] => {
    const { lastFix } = state;
    const setDown = followCarriage(state, observation, fix, options);
    const movedUnseen =
      silent && state.anchor !== null && distanceM(state.anchor, fix) > circleM(fix, options);
    if (movedUnseen && state.engineOff) carry(state, fix, lastFix?.atMs ?? fix.atMs);
    if (!state.anchor || movedUnseen) state.anchor = fix;
    const stands = isSlow(fix, options) && distanceM(state.anchor, fix) <= circleM(fix, options);
    if (!state.departure || !lastFix || silent || stands)
      waitAt(state, fix, observation.odometerKm);
    else {
      extendTravel(state.departure, lastFix, fix, options);
      state.awaySinceMs ??= fix.atMs;
    }
    const { anchor, departure } = state;
    if (departure && departs(state, anchor, fix, options)) {
      if (!state.engineOff) return joined(setDown, depart(state, departure, observation, fix));
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
    return report(state, state.route, observation);
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

  return {
    /** `engineOff` for certain: then the car goes nowhere by itself. */
    step(
      state: TripState,
      observation: Observation,
      fix: Fix | undefined,
      owners: Owners,
      engineOff: boolean,
    ): readonly Output[] {
      const { vehicleId, tsMs } = observation;
      const elapsed = elapse(state, vehicleId, tsMs, tsMs);
      const silent = fix !== undefined && isSilent(state, observation, fix, options);
      state.ignition = nextIgnition(state.ignition, observation, owners);
      const turnedOn = state.engineOff && state.ignition?.on === true && !state.route;
      state.engineOff = engineOff;
      let followed = turnedOn ? turnOn(state, observation, fix, options) : NOTHING;
      if (fix) {
        const moved = state.route
          ? drive(state, state.route, observation, fix)
          : stay(state, observation, fix, silent);
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
    snapshot(state: TripState, vehicleId: string): Output[] {
      const { route, stand } = state;
      const open: Output[] = stand ? [parked(vehicleId, stand, null)] : [];
      if (route?.detectedAtMs != null) open.push(inProgress(vehicleId, route, route.detectedAtMs));
      return open;
    },

    /** What would be true if nothing more were heard until `nowMs`. */
    project(state: TripState, vehicleId: string, nowMs: number): readonly Output[] {
      if (!state.route) return NOTHING;
      const future = structuredClone(state);
      return elapse(future, vehicleId, nowMs, state.seenAtMs ?? nowMs);
    },

    /** The earliest time at which `project` may say something; null when time alone changes nothing. */
    wakeAtMs(state: TripState): number | null {
      const { route, lastFix, seenAtMs } = state;
      if (!route || !lastFix || seenAtMs === null) return null;
      const heardMs = ignitionOn(state) ? seenAtMs : lastFix.atMs;
      const silenceMs = heardMs + options.silenceEndsMs + 1;
      return route.off
        ? Math.min(route.off.atMs + options.ignitionOffConfirmMs, silenceMs)
        : silenceMs;
    },
  };
};
