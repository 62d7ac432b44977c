import { z } from "zod";
import { TowOptions } from "../../contracts/detection/tow-options.ts";
import type { Observation } from "../../contracts/observation.ts";
import { type ChannelState, saidOfKey } from "./channels.ts";
import type { Fix } from "./fix.ts";
import { initialWitness, OdometerWitness, readWitness, showsWheels } from "./odometer-witness.ts";

/** Routes do not depend on the rules of a fleet: what shows a running engine is the same for all. */
const DEFAULTS = TowOptions.parse({});
/** Parked for so long, ms, a car that moves is carried, not rolling on. */
const SETTLED_MS = DEFAULTS.armAfterS * 1_000;
/** Signs of an engine may be those of before the key was turned, ms. */
const LATE_MS = DEFAULTS.lateIgnitionS * 1_000;
/** Steps in a row at driving speed that are no noise. */
const DRIVEN_STEPS = DEFAULTS.speedFixes;
/** Faster than this no parked car's receiver is still, km/h: wheels standing read up to 6.5. */
const STILL_KMH = 5;
/** A battery that is cut off shows less than this, V. */
const CUT_OFF_V = 5;

export const WireState = z.object({
  /** Whose wire it is, and whose word on the battery. */
  deviceId: z.string().nullable(),
  powerDeviceId: z.string().nullable(),
  /** As last said; null while it never was. */
  on: z.boolean().nullable(),
  /** It has said on since it was last caught lying: that it says off is believed. */
  hasSaidOn: z.boolean(),
  offSinceMs: z.number(),
  /** At its last fix it stood. */
  isStill: z.boolean(),
  /** Steps in a row at driving speed with the ignition off, and when the first of them ended. */
  drivenSteps: z.number(),
  drivenSinceMs: z.number(),
  /** What the battery shows at rest, V: now, and at most since it has settled; null while not known. */
  restV: z.number().nullable(),
  highestRestV: z.number().nullable(),
  /** Since when it shows more than that. */
  higherSinceMs: z.number().nullable(),
  odometer: OdometerWitness,
});
export type WireState = z.infer<typeof WireState>;

export const initialWire = (): WireState => ({
  deviceId: null,
  powerDeviceId: null,
  on: null,
  hasSaidOn: false,
  offSinceMs: 0,
  isStill: false,
  drivenSteps: 0,
  drivenSinceMs: 0,
  restV: null,
  highestRestV: null,
  higherSinceMs: null,
  odometer: initialWitness(),
});

const hasPosition = ({ lat, satellites }: Observation): boolean =>
  lat !== undefined && satellites !== 0;

/** Whether a step from one believed fix to the next was made at driving speed. */
const isDriven = (fix: Fix, lastFix: Fix, stepM: number): boolean => {
  const hours = (fix.atMs - lastFix.atMs) / 3_600_000;
  if (stepM <= DEFAULTS.standRadiusM / 3) return false;
  // Without a speed the way must be more than any error.
  if (fix.speedKmh === null)
    return stepM > DEFAULTS.displacedM && stepM / 1_000 >= DEFAULTS.speedKmh * hours;
  if (fix.speedKmh < DEFAULTS.speedKmh) return false;
  return stepM / 1_000 >= DEFAULTS.minImpliedPart * fix.speedKmh * hours;
};

/**
 * Whether the battery shows more than this car has shown at rest: the alternator charges. A fresh
 * or a lithium battery, or one on a charger, rests where the alternator of another car charges.
 */
export const isCharging = (
  { hasSaidOn, restV, highestRestV }: WireState,
  externalV: number | undefined,
  { runningV, runningRisePart }: TowOptions,
): boolean => {
  // A wire that lies has called idling parked: there only the last reading is one of rest.
  const fromV = hasSaidOn ? (highestRestV ?? restV) : restV;
  if (externalV === undefined || fromV === null) return false;
  return externalV > runningV && externalV >= fromV * (1 + runningRisePart);
};

/** Learns what the battery shows at rest; more than before is a charger only once it lasts. */
const noteRest = (state: WireState, { externalV, tsMs }: Observation, isStill: boolean): void => {
  if (!isStill) state.higherSinceMs = null;
  const restedMs = tsMs - state.offSinceMs;
  if (!isStill || externalV === undefined || externalV < CUT_OFF_V || restedMs < LATE_MS) return;
  if (state.restV !== null && externalV >= state.restV * (1 + DEFAULTS.runningRisePart)) {
    state.higherSinceMs ??= tsMs;
    if (tsMs - state.higherSinceMs < SETTLED_MS) return;
  }
  state.higherSinceMs = null;
  state.restV = externalV;
  // What an alternator has left on the plates is gone by then.
  if (restedMs >= SETTLED_MS) state.highestRestV = Math.max(state.highestRestV ?? 0, externalV);
};

/** Whether something else shows that the engine runs although the wire says off. */
const isContradicted = (state: WireState, { tsMs, rpm, externalV }: Observation): boolean => {
  if (rpm !== undefined && rpm > 0 && tsMs - state.offSinceMs >= LATE_MS) return true;
  if (state.drivenSteps === 0) return false;
  if (isCharging(state, externalV, DEFAULTS)) return true;
  if (showsWheels(state.odometer, DEFAULTS.odometerPart)) return true;
  // Nothing is carried off within minutes: it was driving all the time.
  const isRollingOn = state.drivenSinceMs - state.offSinceMs < SETTLED_MS;
  return isRollingOn && state.drivenSteps >= DRIVEN_STEPS;
};

const forgetRest = (state: WireState): void => {
  state.restV = null;
  state.highestRestV = null;
  state.higherSinceMs = null;
};

const turn = (state: WireState, on: boolean, tsMs: number): void => {
  state.on = on;
  state.hasSaidOn ||= on;
  state.offSinceMs = tsMs;
  state.drivenSteps = 0;
  forgetRest(state);
  state.odometer.offKm = 0;
  state.odometer.offM = 0;
};

const followStep = (state: WireState, fix: Fix, lastFix: Fix, stepM: number): void => {
  state.isStill = (fix.speedKmh ?? 0) < STILL_KMH && stepM <= DEFAULTS.standRadiusM;
  const driven = state.on === false && isDriven(fix, lastFix, stepM);
  if (driven && state.drivenSteps === 0) state.drivenSinceMs = fix.atMs;
  state.drivenSteps = driven ? state.drivenSteps + 1 : 0;
};

/** Another device has a wire, a counter and a connection to the battery of its own. */
const changeDevices = (state: WireState, channels: ChannelState): void => {
  const { key, power, odometer } = channels.owners;
  if (state.deviceId !== key) {
    Object.assign(state, { ...initialWire(), odometer: state.odometer });
    state.deviceId = key;
    // It has watched the car all along.
    const said = saidOfKey(channels);
    if (said) {
      state.on = said.keyOn;
      state.offSinceMs = said.keySinceMs;
      state.hasSaidOn = said.hasSaidOn;
    }
  }
  if (state.powerDeviceId !== power) {
    state.powerDeviceId = power;
    forgetRest(state);
  }
  if (state.odometer.deviceId !== odometer) {
    state.odometer = initialWitness();
    state.odometer.deviceId = odometer;
  }
};

/**
 * Follows what a car's ignition wire says and what else tells whether its engine runs, in place, at
 * each observation.
 */
export const followWire = (
  state: WireState,
  observation: Observation,
  channels: ChannelState,
  fix: Fix | undefined,
  lastFix: Fix | undefined,
  stepM: number,
): void => {
  changeDevices(state, channels);
  const { owners } = channels;
  const { ignition, tsMs } = observation;
  if (ignition !== undefined && ignition !== state.on) turn(state, ignition, tsMs);
  const wasStill = state.isStill;
  if (fix && lastFix) followStep(state, fix, lastFix, stepM);
  const isOff = state.on === false;
  const isParked = isOff && wasStill && state.isStill && tsMs - state.offSinceMs >= LATE_MS;
  const offStepM = fix && state.drivenSteps > 0 ? stepM : 0;
  // What another device than the odometer's says of the sky is not known of this one.
  const seesSky = owners.position !== owners.odometer || hasPosition(observation);
  readWitness(state.odometer, observation, isParked, offStepM, seesSky);
  if (!isOff) return;
  // In a garage, without a position, nothing shows that it moves.
  noteRest(state, observation, fix ? state.isStill : state.drivenSteps === 0);
  if (state.hasSaidOn && isContradicted(state, observation)) state.hasSaidOn = false;
};

/**
 * Whether the engine is off for certain: the wire has been seen on and off, has said off for minutes
 * and nothing contradicts it. What moves such a car is not its wheels.
 */
export const isEngineOff = ({ on, hasSaidOn, offSinceMs }: WireState, atMs: number): boolean =>
  on === false && hasSaidOn && atMs - offSinceMs >= SETTLED_MS;
