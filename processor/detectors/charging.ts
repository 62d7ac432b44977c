import { z } from "zod";
import type { IdlingOptions } from "../../contracts/detection/idling-options.ts";
import { LowBatteryOptions } from "../../contracts/detection/low-battery-options.ts";
import type { Observation } from "../../contracts/observation.ts";
import { toThousandth } from "./kept-figures.ts";
import { countHigh, scaleOf } from "./system-voltage.ts";

/** Idling does not depend on what a fleet calls a low battery: what is 24 V, and at rest, is the same for all. */
const { twentyFourFromV: TWENTY_FOUR_FROM_V, restS } = LowBatteryOptions.parse({});

export const ChargingState = z.object({
  /** Whose word on the battery it is. */
  powerDeviceId: z.string().nullable(),
  /** Readings that only a 24 V system gives. */
  highReadings: z.number(),
  /** Since when every reading has been below what an alternator gives; null while none is. */
  lowSinceMs: z.number().nullable(),
  /** Since when the key has been off, what it showed a minute later, and the least at rest meanwhile, V. */
  offSinceMs: z.number().optional(),
  firstV: z.number().optional(),
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
const SETTLED_MS = restS * 1_000;
/** What rests is between these, V at 12: a tracker on USB is none, nor a battery on a charger (LiFePO4: 13.6). */
const RESTS_FROM_V = 8;
const RESTS_UP_TO_V = 13.6;
/** A battery that rests no farther below the threshold than this could pass it by noise, V at 12. */
const REST_MARGIN_V = 0.1;
/** Who rests above this, V at 12, may be on a maintainer (13.4 to 13.6) unless it has fallen so far to there, V. */
const FLOATS_FROM_V = 13.3;
const SETTLES_BY_V = 0.05;
/** What is read right after the key is off may be the alternator's still, ms. */
const ALTERNATOR_GONE_MS = 60_000;
/** From here on it is charged whatever it rests at, V at 12: most alternators idle at 13.6 and more. */
const CHARGED_FROM_V = 13.5;
/** Key on without the engine it shows no more than at rest; more than this part above it is charged. */
const CHARGED_PART = 0.02;

/** Whether a stand shows what the battery rests at: one that is held up by a charger never settles. */
const isRest = (standV: number, firstV: number, scale: number): boolean =>
  standV <= FLOATS_FROM_V * scale || firstV - standV >= SETTLES_BY_V * scale;

/** Learns what the battery shows at rest, in place: the least, as neither sun nor charger is rest. */
const followRest = (
  state: ChargingState,
  isKeyOff: boolean,
  { externalV, tsMs }: Observation,
): void => {
  if (!isKeyOff) {
    state.offSinceMs = undefined;
    state.firstV = undefined;
    state.standV = undefined;
    return;
  }
  state.offSinceMs ??= tsMs;
  if (externalV === undefined) return;
  if (tsMs - state.offSinceMs >= ALTERNATOR_GONE_MS) state.firstV ??= toThousandth(externalV);
  if (tsMs - state.offSinceMs < SETTLED_MS) return;
  const scale = scaleOf(state.highReadings);
  if (externalV < RESTS_FROM_V * scale || externalV > RESTS_UP_TO_V * scale) return;
  state.standV = toThousandth(Math.min(state.standV ?? externalV, externalV));
  if (isRest(state.standV, state.firstV ?? externalV, scale)) state.restV = state.standV;
};

/**
 * Below this the engine does not charge, V; a threshold that is one of 24 V is taken as it is. A fresh
 * or a lithium battery rests above it: there only what is more than at rest shows an alternator.
 */
const runningFromV = ({ highReadings, restV }: ChargingState, { runningV }: IdlingOptions) => {
  const scale = scaleOf(highReadings);
  const fromV = runningV >= TWENTY_FOUR_FROM_V ? runningV : scale * runningV;
  if (restV === undefined || restV < fromV - REST_MARGIN_V * scale) return fromV;
  return Math.max(fromV, Math.min(restV * (1 + CHARGED_PART), CHARGED_FROM_V * scale));
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
    state.firstV = undefined;
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
