import { z } from "zod";
import type { IdlingOptions } from "../../contracts/detection/idling-options.ts";
import { LowBatteryOptions } from "../../contracts/detection/low-battery-options.ts";
import type { Observation } from "../../contracts/observation.ts";
import { toThousandth } from "./kept-figures.ts";
import { countHigh, scaleOf } from "./system-voltage.ts";

/** Idling does not depend on what a fleet calls a low battery: what is 24 V is the same for all. */
const { twentyFourFromV: TWENTY_FOUR_FROM_V } = LowBatteryOptions.parse({});

export const ChargingState = z.object({
  /** Whose word on the battery it is. */
  powerDeviceId: z.string().nullable(),
  /** Readings that only a 24 V system gives. */
  highReadings: z.number(),
  /** Since when every reading has been below what an alternator gives; null while none is. */
  lowSinceMs: z.number().nullable(),
  /** Since when the key has been off, and the least it has shown at rest meanwhile, V. */
  offSinceMs: z.number().optional(),
  standV: z.number().optional(),
  /** What the battery of this car shows at rest, of its last long stand, V. */
  restV: z.number().optional(),
});
export type ChargingState = z.infer<typeof ChargingState>;

export const initialCharging = (): ChargingState => ({
  powerDeviceId: null,
  highReadings: 0,
  lowSinceMs: null,
});

/** Off for less, ms, the plates still hold a surface charge. */
const SETTLED_MS = LowBatteryOptions.parse({}).restS * 1_000;
/** What rests is between these, V at 12: a tracker on USB is none, nor a battery on a charger (LiFePO4: 13.6). */
const RESTS_FROM_V = 8;
const RESTS_UP_TO_V = 13.6;
/** A battery that rests no farther below the threshold than this could pass it by noise, V at 12. */
const REST_MARGIN_V = 0.1;
/** Key on without the engine it shows no more than at rest; more than this part above it is charged. */
const CHARGED_PART = 0.02;

/** Learns what the battery shows at rest, in place: the least, as neither sun nor charger is rest. */
const followRest = (
  state: ChargingState,
  isKeyOff: boolean,
  { externalV, tsMs }: Observation,
): void => {
  if (!isKeyOff) {
    state.offSinceMs = undefined;
    state.standV = undefined;
    return;
  }
  state.offSinceMs ??= tsMs;
  if (externalV === undefined || tsMs - state.offSinceMs < SETTLED_MS) return;
  const scale = scaleOf(state.highReadings);
  if (externalV < RESTS_FROM_V * scale || externalV > RESTS_UP_TO_V * scale) return;
  state.standV = toThousandth(Math.min(state.standV ?? externalV, externalV));
  state.restV = state.standV;
};

/**
 * Below this the engine does not charge, V; a threshold that is one of 24 V is taken as it is. A fresh
 * or a lithium battery rests above it: there only what is more than at rest shows an alternator.
 */
const runningFromV = ({ highReadings, restV }: ChargingState, { runningV }: IdlingOptions) => {
  const scale = scaleOf(highReadings);
  const fromV = runningV >= TWENTY_FOUR_FROM_V ? runningV : scale * runningV;
  if (restV === undefined || restV < fromV - REST_MARGIN_V * scale) return fromV;
  return Math.max(fromV, restV * (1 + CHARGED_PART));
};

/**
 * Follows the voltage of a car, as the device that is believed for it reads it, and what it rests at
 * with its key off, in place.
 */
export const followCharging = (
  state: ChargingState,
  observation: Observation,
  powerDeviceId: string | null,
  isKeyOff: boolean,
  options: IdlingOptions,
): void => {
  if (state.powerDeviceId !== powerDeviceId) {
    state.powerDeviceId = powerDeviceId;
    state.highReadings = 0;
    state.lowSinceMs = null;
    state.standV = undefined;
    state.restV = undefined;
  }
  const { externalV, tsMs } = observation;
  followRest(state, isKeyOff, observation);
  if (externalV === undefined) return;
  state.highReadings = countHigh(state.highReadings, externalV, TWENTY_FOUR_FROM_V);
  if (externalV >= runningFromV(state, options)) state.lowSinceMs = null;
  else state.lowSinceMs ??= tsMs;
};

/**
 * Since when the engine has not charged, once that has lasted: a fan, a lamp or a smart alternator pulls
 * single readings down. Null while it may be running.
 */
export const notChargingSinceMs = (
  { lowSinceMs }: ChargingState,
  { externalV, tsMs }: Observation,
  { lowForS }: IdlingOptions,
): number | null =>
  lowSinceMs !== null && externalV !== undefined && tsMs - lowSinceMs >= lowForS * 1_000
    ? lowSinceMs
    : null;
