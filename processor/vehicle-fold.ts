import { z } from "zod";
import type { VehicleLive } from "../contracts/live-protocol.ts";
import type { Observation } from "../contracts/observation.ts";
import {
  ChannelState,
  hearChannels,
  initialChannels,
  withoutChannels,
} from "./detectors/channels.ts";
import type { Detector, DetectorInput, Motion } from "./detectors/detector.ts";
import type { Activity } from "./detectors/car-devices.ts";
import type { Fix } from "./detectors/fix.ts";
import { idling, IdlingState, initialIdling, mayHaveEnded } from "./detectors/idling.ts";
import { followWire, initialWire, isEngineOff, WireState } from "./detectors/ignition-wire.ts";
import { NOTHING, type Output } from "./detectors/output.ts";
import { cleanPosition, CleaningState, initialCleaning } from "./detectors/position-cleaning.ts";
import { DETECTORS, type DetectorStates } from "./detectors/registry.ts";
import { silence } from "./detectors/silence.ts";
import {
  drivingPaceMs,
  type Lateness,
  latenessOf,
  offlineAfterMs,
  type SilenceState,
} from "./detectors/silence-state.ts";
import { stepDetectors } from "./detectors/step-detectors.ts";
import { initialTrips, TripState } from "./detectors/trip-state.ts";
import { trips } from "./detectors/trips.ts";
import type { SettingsHistory, VehicleSettings } from "./detectors/vehicle-settings.ts";
import { distanceM } from "./geo/distance.ts";
import {
  initialLive,
  LiveState,
  stepLive,
  toVehicleLive,
  type LiveHabits,
  type LiveMotion,
} from "./live-state.ts";

/** Longest stretches of event time without a checkpoint, ms: they bound what a late observation replays. */
const CHECKPOINT_EVERY_MS = 24 * 60 * 60_000;
/** On the road, where a car says more: some hundred observations, and a state is as large as sixty. */
const CHECKPOINT_ON_THE_ROAD_EVERY_MS = 10 * 60_000;

const initialDetectors = (): Record<string, unknown> =>
  Object.fromEntries(DETECTORS.map((detector) => [detector.name, detector.initial()]));

/** Detector states by name. One that a stored state does not know yet begins anew. */
const DetectorStates = z
  .object(
    Object.fromEntries(
      DETECTORS.map(({ name, state, initial }) => [name, state.prefault(initial as never)]),
    ),
  )
  .prefault(initialDetectors);

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
  channels: ChannelState.prefault(initialChannels),
  cleaning: CleaningState,
  // States stored by older releases have none.
  wire: WireState.prefault(initialWire),
  trips: TripState,
  idling: IdlingState,
  detectors: DetectorStates,
  live: LiveState,
});
export type VehicleState = z.infer<typeof VehicleState>;

export const initialState = (): VehicleState => ({
  v: 1,
  foldedAtMs: null,
  checkpointAtMs: null,
  checkpointDue: false,
  channels: initialChannels(),
  cleaning: initialCleaning(),
  wire: initialWire(),
  trips: initialTrips(),
  idling: initialIdling(),
  detectors: initialDetectors(),
  live: initialLive(),
});

// One of each for all observations of the process: detectors read them and keep nothing of them.
const motion: Motion = {
  routeId: null,
  underWay: false,
  parkedSinceMs: null,
  ignition: null,
  engineOff: false,
};
const activity: Activity = { isOnTheRoad: false, restSinceMs: null };
const said: Output[] = [];
let input: DetectorInput | undefined;

const readMotion = ({ route, stand, ignition, engineOff }: TripState): Motion => {
  motion.routeId = route && route.detectedAtMs !== null ? route.id : null;
  motion.underWay = route !== null;
  motion.parkedSinceMs = route ? null : (stand?.startMs ?? null);
  motion.ignition = ignition?.on ?? null;
  motion.engineOff = engineOff;
  return motion;
};

const readInput = (
  state: VehicleState,
  observation: Observation,
  lastFix: Fix | undefined,
  fix: Fix | undefined,
  stepM: number,
  history: SettingsHistory,
): DetectorInput => {
  readMotion(state.trips);
  const { channels, wire } = state;
  const { devices, owners } = channels;
  const settings = history.at(observation.tsMs);
  input ??= {
    observation,
    owners,
    devices,
    fix,
    heldFix: undefined,
    lastFix,
    stepM,
    motion,
    wire,
    engineMayBeOff: false,
    said,
    settings,
    mountings: history,
  };
  input.owners = owners;
  input.devices = devices;
  input.fix = fix;
  input.lastFix = lastFix;
  input.stepM = stepM;
  input.wire = wire;
  input.engineMayBeOff = mayHaveEnded(state.idling, observation);
  input.settings = settings;
  input.mountings = history;
  return input;
};

const say = (outputs: readonly Output[]): void => {
  if (outputs.length === 0) return;
  for (const output of outputs) said.push(output);
};

const dropSaid = (): void => {
  if (said.length > 0) said.length = 0; // setting a length is dear, and mostly there is nothing
};

/** What has been said since the last call, in an array of its own. */
const takeSaid = (): readonly Output[] => {
  if (said.length === 0) return NOTHING;
  const outputs = said.slice();
  dropSaid();
  return outputs;
};

/** Whether time alone has brought something, which the next word on the car would tell too late. */
const isDue = (
  { name, wakeAtMs: next }: Detector<unknown>,
  { detectors }: VehicleState,
  tsMs: number,
  settings: VehicleSettings,
): boolean => {
  const dueMs = next?.(detectors[name], settings) ?? null;
  return dueMs !== null && dueMs <= tsMs;
};

/** What trips make of the car so far. */
const activityOf = ({ route, stand, ignition }: TripState): Activity => {
  const isKeyOn = ignition?.on === true;
  activity.isOnTheRoad = route !== null && route.off === null && isKeyOn;
  activity.restSinceMs = route !== null || isKeyOn ? null : (stand?.startMs ?? Infinity);
  return activity;
};

/**
 * Shows an observation to some detectors. Those that look at the car see nothing of it when nothing was
 * heard, unless time alone has brought something.
 */
const stepEach = (
  detectors: readonly Detector<unknown>[],
  state: VehicleState,
  now: DetectorInput,
  heard: Observation | null,
  sent: Observation,
): void => {
  for (const detector of detectors) {
    if (detector.ofDevices) now.observation = sent;
    else if (heard) now.observation = heard;
    else if (isDue(detector, state, sent.tsMs, now.settings))
      now.observation = withoutChannels(sent);
    else continue;
    say(detector.step(state.detectors[detector.name], now));
  }
};

/** Called with the state from before an observation, where a checkpoint is due. */
export type OnCheckpoint = (atMs: number, state: VehicleState) => void;

/**
 * Folds one observation, which must not be older than the last. Updates the state in place, returns
 * what the detectors say. A checkpoint holds every observation up to its time, so it is taken just
 * before the first observation that is later. `detectors` are all but in a measurement and a test.
 */
export const foldObservation = (
  state: VehicleState,
  observation: Observation,
  settings: SettingsHistory,
  onCheckpoint: OnCheckpoint,
  detectors: readonly Detector<unknown>[] = DETECTORS,
): readonly Output[] => {
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
  dropSaid(); // a fold that threw may have left something
  const { channels } = state;
  const { route } = state.trips;
  const heard = hearChannels(channels, observation, activityOf(state.trips), settings);
  const lastFix = state.cleaning.last ?? undefined;
  const heldFix = state.cleaning.held ?? undefined;
  const { options } = settings.at(observation.tsMs);
  const fix = heard ? cleanPosition(state.cleaning, heard, options.positions) : undefined;
  // Several detectors want it, and it is the dearest figure of them all.
  const stepM = fix && lastFix ? distanceM(lastFix, fix) : 0;
  if (heard) {
    followWire(state.wire, heard, channels, fix, lastFix, stepM);
    const engineOff = isEngineOff(state.wire, heard.tsMs);
    say(trips.step(state.trips, heard, fix, channels.owners, engineOff, options.trips));
    say(idling.step(state.idling, heard, fix, channels.owners, options.idling));
  }
  const now = readInput(state, observation, lastFix, fix, stepM, settings);
  now.heldFix = heldFix;
  if (heard && detectors === DETECTORS)
    // Checked when the state was read.
    stepDetectors(state.detectors as DetectorStates, now, heard, observation, say);
  else stepEach(detectors, state, now, heard, observation);
  if (route !== null && state.trips.route === null) state.checkpointDue = true;
  stepLive(state.live, observation, heard, fix, channels.owners);
  state.foldedAtMs = observation.tsMs;
  state.checkpointAtMs ??= observation.tsMs;
  return takeSaid();
};

const isCheckpointDue = (state: VehicleState, nextMs: number): boolean => {
  const everyMs = state.trips.route ? CHECKPOINT_ON_THE_ROAD_EVERY_MS : CHECKPOINT_EVERY_MS;
  return state.checkpointDue || nextMs - (state.checkpointAtMs ?? nextMs) > everyMs;
};

/** Records that are still open, as the state sees them. */
export const openOutputs = (state: VehicleState, vehicleId: string): Output[] => [
  ...trips.snapshot(state.trips, vehicleId),
  ...idling.snapshot(state.idling, vehicleId),
  ...DETECTORS.flatMap(({ name, snapshot }) => snapshot(state.detectors[name], vehicleId)),
];

// Checked when the state was read, as every detector's.
const silenceOf = ({ detectors }: VehicleState): SilenceState =>
  detectors[silence.name] as SilenceState;

/** How far behind the one on the wall the clock is by which a detector takes silence, ms. */
const behindMs = ({ silenceBy }: Detector<unknown>, { lastMs, usualMs }: Lateness): number => {
  if (silenceBy === "wall") return 0;
  return silenceBy === "habit" ? usualMs : lastMs;
};

/** What silence until `nowMs` means; the state stays as the observations left it. */
export const projectOutputs = (
  state: VehicleState,
  vehicleId: string,
  settings: SettingsHistory,
  nowMs: number,
): Output[] => {
  const ground = { vehicleId, settings: settings.at(nowMs), mountings: settings };
  const { options } = ground.settings;
  const late = latenessOf(silenceOf(state));
  const ofDetector = (detector: Detector<unknown>): readonly Output[] => {
    const until = { ...ground, nowMs: nowMs - behindMs(detector, late) };
    return detector.project?.(state.detectors[detector.name], until) ?? NOTHING;
  };
  return [
    ...trips.project(state.trips, vehicleId, nowMs, late, options.trips),
    ...idling.project(state.idling, vehicleId, nowMs - late.usualMs, options.idling),
    ...DETECTORS.flatMap(ofDetector),
  ];
};

const later = (timeMs: number | null, byMs: number): number | null =>
  timeMs === null ? null : timeMs + byMs;

/**
 * The earliest time after `afterMs` at which silence says something new, by the settings of `nowMs`;
 * null when it never will.
 */
export const wakeAtMs = (
  state: VehicleState,
  settings: SettingsHistory,
  afterMs: number | null,
  nowMs: number,
): number | null => {
  let earliest: number | null = null;
  const consider = (time: number | null): void => {
    if (time === null || (afterMs !== null && time <= afterMs)) return;
    if (earliest === null || time < earliest) earliest = time;
  };
  const current = settings.at(nowMs);
  const { options } = current;
  const late = latenessOf(silenceOf(state));
  consider(trips.wakeAtMs(state.trips, late, options.trips));
  consider(later(idling.wakeAtMs(state.idling, options.idling), late.usualMs));
  for (const detector of DETECTORS) {
    const dueMs = detector.wakeAtMs?.(state.detectors[detector.name], current) ?? null;
    consider(later(dueMs, behindMs(detector, late)));
  }
  return earliest;
};

const motionAt = (state: VehicleState, { options }: VehicleSettings, nowMs: number): LiveMotion => {
  if (state.foldedAtMs === null) return { motion: "unknown", routeId: null, sinceMs: null };
  const { route, stand, ignition } = state.trips;
  const endsAtMs = trips.wakeAtMs(state.trips, latenessOf(silenceOf(state)), options.trips);
  const isOver = endsAtMs !== null && nowMs >= endsAtMs;
  // A tracker that knows the key would have told of it; one that does not falls silent where it parks.
  if (isOver && ignition?.on !== true)
    return { motion: "parked", routeId: null, sinceMs: state.live.seenAtMs };
  const routeId = isOver || route?.detectedAtMs === null ? null : (route?.id ?? null);
  const idlingSinceMs = idling.shownSinceMs(state.idling, state.foldedAtMs, options.idling);
  if (idlingSinceMs !== null) return { motion: "idling", routeId, sinceMs: idlingSinceMs };
  if (route && !route.off) return { motion: "driving", routeId, sinceMs: route.travel.from.atMs };
  return { motion: "parked", routeId, sinceMs: route?.off?.atMs ?? stand?.startMs ?? null };
};

const habitsOf = (state: SilenceState, settings: VehicleSettings): LiveHabits => ({
  offlineAfterMs: offlineAfterMs(state, settings.options.silence),
  paceMs: drivingPaceMs(state),
});

/** The vehicle as dashboards see it at `nowMs`. */
export const liveView = (
  state: VehicleState,
  vehicleId: string,
  settings: SettingsHistory,
  nowMs: number,
): VehicleLive => {
  const moves = motionAt(state, settings.at(nowMs), nowMs);
  const habits = habitsOf(silenceOf(state), settings.at(state.foldedAtMs ?? nowMs));
  return toVehicleLive(vehicleId, state.live, moves, habits);
};
