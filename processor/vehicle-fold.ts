import { z } from "zod";
import type { VehicleLive } from "../contracts/live-protocol.ts";
import type { Observation } from "../contracts/observation.ts";
import { idling, IdlingState, initialIdling } from "./detectors/idling.ts";
import type { Output } from "./detectors/output.ts";
import { cleanPosition, CleaningState, initialCleaning } from "./detectors/position-cleaning.ts";
import { initialTrips, TripState } from "./detectors/trip-state.ts";
import { trips } from "./detectors/trips.ts";
import { initialLive, LiveState, stepLive, toVehicleLive, type LiveMotion } from "./live-state.ts";

/** Longest stretch of event time without a checkpoint, ms: bounds what a late observation replays. */
const CHECKPOINT_EVERY_MS = 24 * 60 * 60_000;

/**
 * Everything the processor remembers of one vehicle, after folding all its observations up to and
 * including `foldedAtMs`. Persisted as JSON: a change of shape needs a new `v` and a way to read
 * the old one.
 */
export const VehicleState = z.object({
  v: z.literal(1),
  foldedAtMs: z.number().nullable(),
  /** Of the last checkpoint, or of the first observation before there is one. */
  checkpointAtMs: z.number().nullable(),
  /** A route has ended since the last checkpoint. */
  checkpointDue: z.boolean(),
  cleaning: CleaningState,
  trips: TripState,
  idling: IdlingState,
  live: LiveState,
});
export type VehicleState = z.infer<typeof VehicleState>;

export const initialState = (): VehicleState => ({
  v: 1,
  foldedAtMs: null,
  checkpointAtMs: null,
  checkpointDue: false,
  cleaning: initialCleaning(),
  trips: initialTrips(),
  idling: initialIdling(),
  live: initialLive(),
});

const tripDetector = trips();
const idlingDetector = idling();

/** Called with the state from before an observation, where a checkpoint is due. */
export type OnCheckpoint = (atMs: number, state: VehicleState) => void;

/**
 * Folds one observation, which must not be older than the last. Updates the state in place, returns
 * what the detectors say. A checkpoint holds every observation up to its time, so it is taken just
 * before the first observation that is later.
 */
export const foldObservation = (
  state: VehicleState,
  observation: Observation,
  onCheckpoint: OnCheckpoint,
): Output[] => {
  const { foldedAtMs } = state;
  if (
    foldedAtMs !== null &&
    observation.tsMs > foldedAtMs &&
    isCheckpointDue(state, observation.tsMs)
  ) {
    state.checkpointAtMs = foldedAtMs;
    state.checkpointDue = false;
    onCheckpoint(foldedAtMs, state);
  }
  const fix = cleanPosition(state.cleaning, observation);
  const hadRoute = state.trips.route !== null;
  const outputs = [
    ...tripDetector.step(state.trips, observation, fix),
    ...idlingDetector.step(state.idling, observation, fix),
  ];
  if (hadRoute && state.trips.route === null) state.checkpointDue = true;
  stepLive(state.live, observation, fix);
  state.foldedAtMs = observation.tsMs;
  state.checkpointAtMs ??= observation.tsMs;
  return outputs;
};

const isCheckpointDue = (state: VehicleState, nextMs: number): boolean =>
  state.checkpointDue || nextMs - (state.checkpointAtMs ?? nextMs) > CHECKPOINT_EVERY_MS;

/** Records that are still open, as the state sees them. */
export const openOutputs = (state: VehicleState, vehicleId: string): Output[] => [
  ...tripDetector.snapshot(state.trips, vehicleId),
  ...idlingDetector.snapshot(state.idling, vehicleId),
];

/** What silence until `nowMs` means; the state stays as the observations left it. */
export const projectOutputs = (state: VehicleState, vehicleId: string, nowMs: number): Output[] => [
  ...tripDetector.project(state.trips, vehicleId, nowMs),
  ...idlingDetector.project(state.idling, vehicleId, nowMs),
];

/** The earliest time after `afterMs` at which silence says something new; null when it never will. */
export const wakeAtMs = (state: VehicleState, afterMs: number | null): number | null => {
  const times = [tripDetector.wakeAtMs(state.trips), idlingDetector.wakeAtMs(state.idling)];
  const ahead = times.filter((time) => time !== null && (afterMs === null || time > afterMs));
  return ahead.length > 0 ? Math.min(...ahead.filter((time) => time !== null)) : null;
};

const motionAt = (state: VehicleState, nowMs: number): LiveMotion => {
  if (state.foldedAtMs === null) return { motion: "unknown", routeId: null, sinceMs: null };
  const { route, stand } = state.trips;
  const endsAtMs = tripDetector.wakeAtMs(state.trips);
  if (endsAtMs !== null && nowMs >= endsAtMs)
    return { motion: "parked", routeId: null, sinceMs: state.live.seenAtMs };
  const routeId = route?.detectedAtMs === null ? null : (route?.id ?? null);
  const idlingSinceMs = idlingDetector.shownSinceMs(state.idling, state.foldedAtMs);
  if (idlingSinceMs !== null) return { motion: "idling", routeId, sinceMs: idlingSinceMs };
  if (route && !route.off) return { motion: "driving", routeId, sinceMs: route.travel.from.atMs };
  return { motion: "parked", routeId, sinceMs: route?.off?.atMs ?? stand?.startMs ?? null };
};

/** The vehicle as dashboards see it at `nowMs`. */
export const liveView = (state: VehicleState, vehicleId: string, nowMs: number): VehicleLive =>
  toVehicleLive(vehicleId, state.live, motionAt(state, nowMs));
