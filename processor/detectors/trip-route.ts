import type { Observation } from "../../contracts/observation.ts";
import type { TripsOptions } from "../../contracts/detection/trips-options.ts";
import { distanceM } from "../geo/distance.ts";
import type { Fix } from "./fix.ts";
import { NOTHING, type Output } from "./output.ts";
import { takeTravel } from "./travel.ts";
import { circleM, isSlow, stayPut } from "./trip-departure.ts";
import { completed, inProgress, parked, stopId, type RouteEnd } from "./trip-records.ts";
import type { OpenRoute, Travel, TripState } from "./trip-state.ts";

/** A fix this far from where the ignition went off, at speed, says that it did not, m. */
const OFF_CONTRADICTED_M = 30;
/** How often a route in progress is reported, ms of event time. */
const PROGRESS_MS = 60_000;

/** Whether the ignition is known to be on, by a wire that was not caught lying on this route. */
export const ignitionOn = (state: TripState): boolean =>
  state.ignition?.on === true && state.route?.ignitionDistrusted !== true;

/** The dwell circle's end when it has stood long enough by `atMs`, else the last fix. */
export const lastEnd = (
  route: OpenRoute,
  lastFix: Fix,
  atMs: number,
  { dwellS }: TripsOptions,
): RouteEnd => {
  const { fix, travel } = route.dwell;
  if (atMs - fix.atMs >= dwellS * 1_000) return { fix, atMs: fix.atMs, travel };
  return { fix: lastFix, atMs: lastFix.atMs, travel: route.travel };
};

const isLongEnough = (
  state: TripState,
  travel: Travel,
  untilMs: number,
  { minRouteM, minRouteS }: TripsOptions,
): boolean => {
  // Drift of a parked receiver adds up to any path, but not to any distance from its start.
  const lengthM = state.ignition?.on === undefined ? travel.reachM : travel.pathM;
  return lengthM >= minRouteM && untilMs - travel.from.atMs >= minRouteS * 1_000;
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

/** Ends a route: from there on the car is parked. One that is too short was a manoeuvre. */
export const close = (
  state: TripState,
  route: OpenRoute,
  vehicleId: string,
  end: RouteEnd,
  atMs: number,
  options: TripsOptions,
): Output[] => {
  const outputs: Output[] = [];
  if (route.detectedAtMs === null && isLongEnough(state, end.travel, end.atMs, options)) {
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

/** Until when time has passed for a car, and until when nothing of it can be on its way any more. */
export type Elapsed = { readonly toMs: number; readonly silentToMs: number };

/** What time alone ends: a confirmed ignition-off, and silence. */
export const elapse = (
  state: TripState,
  vehicleId: string,
  { toMs, silentToMs }: Elapsed,
  atMs: number,
  options: TripsOptions,
): readonly Output[] => {
  const { route, lastFix, seenAtMs } = state;
  if (!route || !lastFix || seenAtMs === null) return NOTHING;
  if (route.off && toMs - route.off.atMs >= options.ignitionOffConfirmS * 1_000) {
    return close(state, route, vehicleId, route.off, atMs, options);
  }
  const heardMs = ignitionOn(state) ? seenAtMs : lastFix.atMs;
  if (silentToMs - heardMs <= options.silenceEndsS * 1_000) return NOTHING;
  const end = lastEnd(route, lastFix, heardMs, options);
  return close(state, route, vehicleId, end, atMs, options);
};

/** Moves the dwell circle along with a car that has left it, or still rolls inside. */
export const followDwell = (route: OpenRoute, fix: Fix, options: TripsOptions): void => {
  const { dwell } = route;
  const left = distanceM(dwell.fix, fix) > circleM(fix, options);
  // While it still rolls inside the circle the end moves along, up to the fix where it stopped.
  const rollsOn = !isSlow(fix, options) && fix.atMs - dwell.fix.atMs < options.dwellS * 1_000;
  if (!left && !rollsOn) return;
  dwell.fix = fix;
  takeTravel(dwell.travel, route.travel);
};

/** Takes back that the ignition went off, where the car is seen to drive on. */
export const contradictOff = (route: OpenRoute, fix: Fix, options: TripsOptions): void => {
  if (!route.off || isSlow(fix, options)) return;
  if (distanceM(route.off.fix, fix) < OFF_CONTRADICTED_M) return;
  route.off.movedFixes++;
  if (route.off.movedFixes < options.departFixes) return;
  route.off = null;
  route.ignitionDistrusted = true;
};

/** Tells of a route once it is long enough, and from time to time after that. */
export const report = (
  state: TripState,
  route: OpenRoute,
  { vehicleId, tsMs }: Observation,
  options: TripsOptions,
): readonly Output[] => {
  let announced = NOTHING;
  if (route.detectedAtMs === null) {
    if (!isLongEnough(state, route.travel, tsMs, options)) return NOTHING;
    announced = announce(state, route, vehicleId, tsMs);
  } else if (tsMs - route.reportedAtMs < PROGRESS_MS) return NOTHING;
  route.reportedAtMs = tsMs;
  return [...announced, inProgress(vehicleId, route, route.detectedAtMs ?? tsMs)];
};
