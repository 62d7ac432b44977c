import type { SilenceOptions } from "../../contracts/detection/silence-options.ts";
import { distanceM } from "../geo/distance.ts";
import { lateByMs, learnDelivery } from "./deliveries.ts";
import { detectionId, type Detector, type DetectorInput } from "./detector.ts";
import { toDecimetre, toTenth } from "./kept-figures.ts";
import { isKnownHole, rememberHole } from "./known-holes.ts";
import { NOTHING, type Output } from "./output.ts";
import { signalBars } from "./signal-bars.ts";
import {
  deliveriesOf,
  initialSilence,
  isLostOnTheMove,
  limitMs,
  newHabits,
  noteParking,
  noteRest,
  offlineAfterMs,
  shortestLimitMs,
  SilenceState,
  usualMs,
  waitedForMs,
  wasMoving,
} from "./silence-state.ts";
import { spoken, whose } from "./speaker.ts";
import { learnInterval } from "./usual-interval.ts";

const looksJammed = (state: SilenceState, options: SilenceOptions): boolean => {
  const { lat, lon, seenMs, signalBars: bars, unpowered, holes } = state;
  if (lat === null || lon === null || seenMs === null || unpowered || bars === null) return false;
  if (bars < options.jammedSignalBars || isKnownHole(holes, lat, lon, seenMs)) return false;
  return isLostOnTheMove(state, options) && wasMoving(state, options);
};

/** What a silence from the last observation until `untilMs` says; `endMs` null while it lasts. */
const saySilence = (
  state: SilenceState,
  vehicleId: string,
  options: SilenceOptions,
  untilMs: number,
  endMs: number | null,
): readonly Output[] => {
  const { seenMs, lat, lon, ignition, speedKmh } = state;
  const offlineMs = offlineAfterMs(state, options);
  if (seenMs === null || offlineMs === null) return NOTHING;
  const limit = limitMs(state, options);
  // While it lasts it may only seem so; once it is over, nothing was measured in it for sure.
  if (untilMs <= (endMs === null ? offlineMs : seenMs + limit)) return NOTHING;
  // Decided by the clock, at the same time whether or not anything is ever heard again.
  const detectedAtMs = Math.min(untilMs, offlineMs);
  const when = { vehicleId, startMs: seenMs, endMs, detectedAtMs, lat, lon };
  const silentS = endMs === null ? null : Math.round((endMs - seenMs) / 1_000);
  const usual = usualMs(state, options);
  const usualIntervalS = usual === null ? null : Math.round(usual / 1_000);
  const lateS = Math.round(waitedForMs(state) / 1_000);
  const evidence = {
    ...{ silentS, limitS: Math.round(limit / 1_000) },
    // Waited for so much longer, as it usually is late.
    ...(lateS > 0 && { lateS }),
    ...{ usualIntervalS, ignition },
  };
  const offline: Output = {
    kind: "detection",
    record: {
      ...when,
      id: detectionId(vehicleId, "offline", seenMs),
      type: "offline",
      certainty: "confirmed",
      evidence,
    },
  };
  if (!looksJammed(state, options)) return [offline];
  const jammed: Output = {
    kind: "detection",
    record: {
      ...when,
      id: detectionId(vehicleId, "gsm_jamming", seenMs),
      type: "gsm_jamming",
      certainty: "suspected",
      evidence: { silentS, speedKmh, signalBars: state.signalBars },
    },
  };
  return [offline, jammed];
};

/** Whether the car seems not to have moved in a silence: by position, else by speed at both ends. */
const hasStood = (
  { lat, lon, speedKmh }: SilenceState,
  { fix, observation, settings }: DetectorInput,
): boolean => {
  const { stoodWithinM, movingKmh } = settings.options.silence;
  if (lat === null || lon === null)
    return (speedKmh ?? movingKmh) < movingKmh && (observation.speedKmh ?? movingKmh) < movingKmh;
  return fix !== undefined && distanceM({ lat, lon }, fix) <= stoodWithinM;
};

/** Silence on the move that is over: it had parked, or crossed a hole in the network. */
const learnLoss = (state: SilenceState, input: DetectorInput, gapMs: number): void => {
  const { lat, lon } = state;
  const options = input.settings.options.silence;
  const isHole = wasMoving(state, options) && gapMs <= options.holeWithinS * 1_000;
  if (isHole && lat !== null && lon !== null)
    rememberHole(state.holes, lat, lon, input.observation.tsMs);
  if (!hasStood(state, input)) return;
  noteParking(state.habits, false);
  if (gapMs > options.settledAfterS * 1_000) noteRest(state.habits, gapMs);
};

/** Two long intervals in a row are how a tracker reports that has gone to sleep, not two silences. */
const learnHeartbeat = (
  { habits: { resting }, lastOfRestMs }: SilenceState,
  gapMs: number,
): void => {
  learnInterval(resting, gapMs);
  resting.ms = Math.max(resting.ms, Math.min(gapMs, lastOfRestMs));
};

const learnRest = (state: SilenceState, options: SilenceOptions, gapMs: number): void => {
  const { restSinceMs, seenMs } = state;
  if (restSinceMs === null || seenMs === null) return;
  state.longestOfRestMs = Math.max(state.longestOfRestMs, gapMs);
  if (seenMs - restSinceMs >= options.settledAfterS * 1_000) learnHeartbeat(state, gapMs);
  state.lastOfRestMs = gapMs;
};

const learn = (state: SilenceState, input: DetectorInput, active: boolean): void => {
  const { tsMs } = input.observation;
  if (state.seenMs === null) return;
  const options = input.settings.options.silence;
  const gapMs = tsMs - state.seenMs;
  if (state.active && !active && gapMs <= options.drivingSilenceS * 1_000)
    noteParking(state.habits, true);
  if (gapMs === 0) return;
  if (!state.active) learnRest(state, options, gapMs);
  else if (gapMs > options.drivingSilenceS * 1_000) learnLoss(state, input, gapMs);
  if (state.active && active) learnInterval(state.habits.driving, gapMs);
};

/** Keeps what a rest was like once it is over, and when one begins. */
const followRest = (state: SilenceState, input: DetectorInput, active: boolean): void => {
  const { tsMs } = input.observation;
  if (!active) {
    state.restSinceMs ??= tsMs;
    return;
  }
  if (state.restSinceMs === null) return;
  const restedMs = tsMs - state.restSinceMs;
  const { settledAfterS } = input.settings.options.silence;
  if (restedMs > settledAfterS * 1_000) noteRest(state.habits, state.longestOfRestMs);
  state.restSinceMs = null;
  state.longestOfRestMs = 0;
  state.lastOfRestMs = 0;
};

const remember = (state: SilenceState, input: DetectorInput, active: boolean): void => {
  const { observation, fix, motion, settings } = input;
  const { usbLostBelowV } = settings.options.powerCut;
  state.seenMs = observation.tsMs;
  state.active = active;
  state.ignition = motion.ignition;
  if (fix) {
    state.lat = toDecimetre(fix.lat);
    state.lon = toDecimetre(fix.lon);
  }
  if (observation.speedKmh !== undefined) {
    state.speedKmh = toTenth(observation.speedKmh);
    state.speedMs = observation.tsMs;
  }
  if (observation.externalV !== undefined) state.unpowered = observation.externalV < usbLostBelowV;
  if (observation.event === "unplugged") state.unpowered = true;
  if (active) state.signalBars = signalBars(observation.attributes) ?? state.signalBars;
};

const changeSpeaker = (state: SilenceState, { observation }: DetectorInput): void => {
  state.habits = newHabits(observation.ignition !== undefined);
  if (observation.ignition === false) noteParking(state.habits, true);
  state.signalBars = null;
  state.unpowered = false;
};

/**
 * Offline: silent for longer than this device ever is, by its own habits on the move and at rest.
 * Silence of a moving car with a strong signal is also suspected to be jamming of the mobile
 * network; the backlog of a tracker that kept its observations takes that back, by filling the gap.
 */
export const silence: Detector<SilenceState> = {
  name: "silence",
  ofDevices: true,
  silenceBy: "wall",
  state: SilenceState,
  initial: initialSilence,

  step(state, input) {
    const { observation, motion, settings } = input;
    const { tsMs, vehicleId, receivedAtMs = tsMs } = observation;
    const { silence: options } = settings.options;
    const active = motion.ignition ?? motion.underWay;
    const gapMs = state.seenMs === null ? 0 : tsMs - state.seenMs;
    const said =
      gapMs > shortestLimitMs(options)
        ? saySilence(state, vehicleId, options, tsMs, tsMs)
        : NOTHING;
    const owner = whose(state.speaker, input);
    if (owner === "new") changeSpeaker(state, input);
    else learn(state, input, active);
    if (owner !== "bystander")
      learnDelivery(deliveriesOf(state.habits, active), tsMs, receivedAtMs);
    if (owner !== "bystander") state.speaker = spoken(state.speaker, input);
    followRest(state, input, active);
    remember(state, input, active);
    state.lateMs = lateByMs(tsMs, receivedAtMs);
    return said;
  },

  snapshot: () => NOTHING,

  project: (state, { vehicleId, nowMs, settings }) =>
    saySilence(state, vehicleId, settings.options.silence, nowMs, null),

  wakeAtMs: (state, { options }) => {
    const limit = offlineAfterMs(state, options.silence);
    return limit === null ? null : limit + 1;
  },
};
