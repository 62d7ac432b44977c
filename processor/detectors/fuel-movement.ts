import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import type { Observation } from "../../contracts/observation.ts";
import type { Owners } from "./channels.ts";
import type { DetectorInput } from "./detector.ts";
import type { Movement, Since } from "./fuel-state.ts";

/** No car is faster on the average, km/h: an odometer that says so is not believed. */
const FASTEST_KMH = 250;
/** A parked receiver reads up to 6.5 km/h; with the ignition off that is still standing. */
const RECEIVER_NOISE_KMH = 10;
/** Positions closer than this are jitter, km. */
const JITTER_KM = 0.03;
/** Engine hours that grow less than this have not grown: their resolution, h. */
const ENGINE_HOURS_STEP = 0.05;
/** An odometer that shows less than this share of the way by speed stands still by itself. */
const ODOMETER_SHARE = 0.8;
/** Weight of a new interval in the usual one, and how many of them are a silence. */
const INTERVAL_WEIGHT = 0.1;
const SILENT_INTERVALS = 10;
const LONGEST_INTERVAL_S = 60;
/** Shorter than this nothing is a silence, s: a driver's restart, a modem's pause. */
const LEAST_SILENCE_S = 30;
/** Of the intervals on the road so many are a silence, where a tracker sends less often than others. */
const SILENT_DRIVEN_INTERVALS = 2.5;
/**
 * A gap on the road longer than this says nothing of what is usual, s: a stop at a pump would fit in.
 * Of a tracker that sends every few minutes it may be three times the usual, up to a quarter of an hour.
 */
const LONGEST_DRIVEN_INTERVAL_S = 300;
const USUAL_GAPS = 3;
const LONGEST_SPARSE_INTERVAL_S = 960;
/** From such an interval on a level is made of a handful of readings, s. */
const SELDOM_S = 90;
/** Engine on beyond this gap is not known, h. */
const MAX_IDLE_STEP_H = 0.1;

/** What a silence was: the car stood, moved on known ways, or nobody knows. */
type Witness = "stood" | "moved" | "unknown";

export const stands = ({ observation, motion }: DetectorInput, options: FuelOptions): boolean => {
  const { speedKmh, ignition } = observation;
  if (speedKmh === undefined) return ignition === false || !motion.underWay;
  if (speedKmh < options.standSpeedKmh) return true;
  return ignition === false && !motion.underWay && speedKmh < RECEIVER_NOISE_KMH;
};

/**
 * How long without a word is a silence, s: what is usual for the tracker, and not longer than the
 * option unless the tracker sends seldom on the road too.
 */
export const silenceS = (movement: Movement, options: FuelOptions): number => {
  const usualS = Math.max(LEAST_SILENCE_S, SILENT_INTERVALS * movement.intervalS);
  const drivenS = SILENT_DRIVEN_INTERVALS * (movement.drivenIntervalS ?? 0);
  return Math.max(Math.min(options.silenceS, usualS), drivenS);
};

/** Whether a tracker sends so seldom on the road that few readings make a level. */
export const sendsSeldom = ({ drivenIntervalS }: Movement): boolean =>
  drivenIntervalS !== null && drivenIntervalS >= SELDOM_S;

/** Whether a stop at a pump fits between two readings on the road, so that it is hardly ever seen. */
export const isSparse = ({ drivenIntervalS }: Movement): boolean =>
  drivenIntervalS !== null && drivenIntervalS > LONGEST_DRIVEN_INTERVAL_S;

const displacementKm = ({ observation, fix, lastFix, stepM }: DetectorInput): number | null =>
  fix && lastFix && fix.atMs === observation.tsMs ? stepM / 1_000 : null;

/** Kilometres of this step by speed, else by position; the odometer corrects them. */
const travelledKm = (
  movement: Movement,
  input: DetectorInput,
  seconds: number,
  isSilence: boolean,
  options: FuelOptions,
): number => {
  const { speedKmh } = input.observation;
  if (speedKmh !== undefined && !isSilence) {
    if (speedKmh < options.standSpeedKmh && (movement.speedKmh ?? 0) < options.standSpeedKmh)
      return 0;
    return (((movement.speedKmh ?? speedKmh) + speedKmh) / 2) * (seconds / 3_600);
  }
  const awayKm = displacementKm(input) ?? 0;
  return awayKm < (isSilence ? options.stoodKm : JITTER_KM) ? 0 : awayKm;
};

/** What the odometer adds to what is counted, km; null when it says nothing that can be believed. */
const readOdometer = (
  movement: Movement,
  odometerKm: number | undefined,
  seconds: number,
): number | null => {
  if (odometerKm === undefined) return null;
  const before = movement.odometerKm;
  const countedKm = movement.unmeteredKm;
  movement.odometerKm = odometerKm;
  movement.unmeteredKm = 0;
  if (before === null) return null;
  const metered = odometerKm - before;
  if (metered < ODOMETER_SHARE * countedKm - 1) return null;
  const addedKm = metered - countedKm;
  return addedKm > (seconds / 3_600) * FASTEST_KMH + 1 ? null : addedKm;
};

/** Whether heartbeats say that the car stood through a silence, or that it arrived before them. */
const heardStanding = (
  movement: Movement,
  ignition: boolean | null,
  seconds: number,
  options: FuelOptions,
): Witness => {
  if (movement.ignition === false && seconds <= options.heartbeatS) {
    return ignition !== true || movement.heartbeats >= 2 ? "stood" : "unknown";
  }
  // The first heartbeat after the engine stopped comes an interval later.
  const isFirst =
    movement.ignition !== false && ignition === false && seconds <= options.heartbeatS;
  if (!isFirst) return "unknown";
  return movement.stillSinceMs === null ? "moved" : "stood";
};

const witnessSilence = (
  movement: Movement,
  input: DetectorInput,
  seconds: number,
  wayKm: number | null,
  options: FuelOptions,
): Witness => {
  const { observation, lastFix } = input;
  if (wayKm !== null) return wayKm < options.stoodKm ? "stood" : "moved";
  const hours = observation.engineHours;
  if (hours !== undefined && movement.engineHours !== null) {
    const ran = hours - movement.engineHours;
    if (ran >= 0 && ran < ENGINE_HOURS_STEP) return "stood";
  }
  const awayKm = displacementKm(input);
  const fixAgeMs = (movement.atMs ?? 0) - (lastFix?.atMs ?? 0);
  if (awayKm !== null && fixAgeMs <= options.silenceS * 1_000) {
    if (awayKm > 2 * options.stoodKm) return "unknown";
    if (awayKm < options.stoodKm && seconds <= options.samePlaceS) return "stood";
  }
  const ignition = observation.ignition ?? movement.ignition;
  return heardStanding(movement, ignition, seconds, options);
};

const engineRuns = (movement: Movement, { rpm }: Observation): boolean =>
  movement.ignition === true ? rpm !== 0 : rpm !== undefined && rpm > 0;

/** Without an ignition channel, a car that stands and shows no engine speed may well be off. */
const isOff = ({ ignition }: Movement, { rpm }: Observation): boolean =>
  ignition === null ? rpm === undefined : !ignition;

/** A tracker that said "off" once and then drives says nothing of the ignition any more. */
const isContradicted = ({ rpm, speedKmh }: Observation): boolean =>
  (rpm ?? 0) > 0 || (speedKmh ?? 0) >= RECEIVER_NOISE_KMH;

const noteIgnition = (movement: Movement, observation: Observation): boolean => {
  const { ignition } = observation;
  const before = movement.ignition;
  if (ignition !== undefined) movement.ignition = ignition;
  else if (before === false && isContradicted(observation)) movement.ignition = null;
  movement.heartbeats = movement.ignition === false ? movement.heartbeats + 1 : 0;
  return before === false && movement.ignition !== false;
};

const noteLastStand = (movement: Movement, since: Since, fromMs: number, endMs: number): void => {
  const { lastStand } = movement;
  const off = movement.ignition === false;
  if (lastStand?.fromMs !== fromMs) {
    movement.lastStand = { fromMs, endMs, off, blind: since.blind };
    return;
  }
  lastStand.endMs = endMs;
  lastStand.off ||= off;
  lastStand.blind ||= since.blind;
};

const noteStand = (
  movement: Movement,
  since: Since,
  input: DetectorInput,
  standsNow: boolean,
  options: FuelOptions,
): void => {
  const { tsMs, rpm } = input.observation;
  if (!standsNow) {
    if (movement.creptKm > options.stoodKm || movement.stillSinceMs === null)
      movement.stillSinceMs = null;
    movement.rested = false;
    return;
  }
  if (movement.stillSinceMs === null) {
    movement.stillSinceMs = tsMs;
    movement.creptKm = 0;
  }
  if (rpm === 0) movement.rested = true;
  const standS = (tsMs - movement.stillSinceMs) / 1_000;
  if (movement.stillSinceMs >= since.fromMs && standS > since.standS) since.standS = standS;
  if (standS < options.changeStandS && !movement.rested) return;
  if (movement.ignition === false || movement.rested || standS >= options.settleS)
    noteLastStand(movement, since, movement.stillSinceMs, tsMs);
  if (movement.standFromMs === null || movement.stillSinceMs > movement.standFromMs) {
    movement.standFromMs = movement.stillSinceMs;
    movement.lat = null;
    movement.lon = null;
  }
  if (input.fix) {
    movement.lat = input.fix.lat;
    movement.lon = input.fix.lon;
  }
};

const endSilence = (movement: Movement, since: Since, witness: Witness, silentS: number): void => {
  movement.rested = true;
  if (silentS > since.standS) since.standS = silentS;
  if (witness === "unknown") since.blind = true;
  if (witness === "stood") since.off = true;
  if (witness === "stood" && movement.stillSinceMs !== null) return;
  // It came to stand at some time after it was last heard of.
  movement.stillSinceMs = movement.atMs;
  movement.creptKm = 0;
};

const towards = (before: number, next: number): number =>
  Math.round(100 * (before + INTERVAL_WEIGHT * (next - before))) / 100;

const learnInterval = (movement: Movement, seconds: number): void => {
  movement.intervalS = towards(movement.intervalS, Math.min(LONGEST_INTERVAL_S, seconds));
};

/** Between two readings on the road nothing slept: so often does this tracker send. */
const learnDrivenInterval = (movement: Movement, seconds: number): void => {
  if (seconds > LONGEST_SPARSE_INTERVAL_S) return;
  const usualS = movement.drivenIntervalS ?? Math.min(LONGEST_DRIVEN_INTERVAL_S, seconds);
  if (seconds > Math.max(LONGEST_DRIVEN_INTERVAL_S, USUAL_GAPS * usualS)) return;
  movement.drivenIntervalS = towards(usualS, seconds);
};

/** Another tracker has wires and counters of its own. */
const changeDevices = (movement: Movement, { position, key, engine, odometer }: Owners): void => {
  const deviceId = key ?? engine ?? position;
  if (movement.deviceId !== deviceId) {
    movement.deviceId = deviceId;
    movement.ignition = null;
    movement.drivenIntervalS = null;
    movement.heartbeats = 0;
    movement.engineHours = null;
  }
  if (movement.odometerDeviceId === odometer) return;
  movement.odometerDeviceId = odometer;
  movement.odometerKm = null;
  movement.unmeteredKm = 0;
};

/**
 * Follows how the car moves and what that says about its fuel: kilometres, idle hours, stands, and
 * whether a silence had a witness. Returns the kilometres of this step.
 */
export const follow = (
  movement: Movement,
  since: Since,
  input: DetectorInput,
  standsNow: boolean,
  options: FuelOptions,
): number => {
  const { observation } = input;
  const { tsMs, speedKmh, odometerKm, engineHours } = observation;
  changeDevices(movement, input.owners);
  const seconds = movement.atMs === null ? 0 : (tsMs - movement.atMs) / 1_000;
  const isSilence = seconds > silenceS(movement, options);
  const wayKm = travelledKm(movement, input, seconds, isSilence, options);
  // A car that is carried burns nothing on its way.
  const isCarried = input.motion.engineOff;
  let km = isCarried ? 0 : wayKm;
  if (odometerKm !== undefined) movement.unmeteredKm += km;
  const meteredKm = readOdometer(movement, odometerKm, seconds);
  if (odometerKm === undefined) movement.unmeteredKm += km;
  if (isSilence) {
    const wayKm = meteredKm === null ? null : km + meteredKm;
    const witness = witnessSilence(movement, input, seconds, wayKm, options);
    endSilence(movement, since, witness, seconds);
  }
  if (movement.ignition !== false) learnInterval(movement, seconds);
  const wasDriving = (movement.speedKmh ?? 0) >= options.standSpeedKmh;
  if (wasDriving && !standsNow) learnDrivenInterval(movement, seconds);
  if (meteredKm !== null) km = Math.max(0, km + meteredKm);
  since.km += km;
  if (!isCarried) movement.creptKm += km;
  // What the receiver of a parked car drifts together in days is no way.
  else movement.creptKm = standsNow ? 0 : movement.creptKm + wayKm;
  if (noteIgnition(movement, observation)) movement.rested = true;
  if (standsNow && isOff(movement, observation)) since.off = true;
  if (standsNow && engineRuns(movement, observation))
    since.idleH += Math.min(MAX_IDLE_STEP_H, seconds / 3_600);
  noteStand(movement, since, input, standsNow, options);
  movement.atMs = tsMs;
  movement.speedKmh = speedKmh ?? null;
  if (engineHours !== undefined) movement.engineHours = engineHours;
  return km;
};
