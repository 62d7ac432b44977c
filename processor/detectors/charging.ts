import { z } from "zod";
import type { IdlingOptions } from "../../contracts/detection/idling-options.ts";
import { LowBatteryOptions } from "../../contracts/detection/low-battery-options.ts";
import type { Observation } from "../../contracts/observation.ts";
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
});
export type ChargingState = z.infer<typeof ChargingState>;

export const initialCharging = (): ChargingState => ({
  powerDeviceId: null,
  highReadings: 0,
  lowSinceMs: null,
});

/** Below this the engine does not charge, V; a threshold that is one of 24 V is taken as it is. */
const runningFromV = ({ highReadings }: ChargingState, { runningV }: IdlingOptions): number =>
  runningV >= TWENTY_FOUR_FROM_V ? runningV : scaleOf(highReadings) * runningV;

/** Follows the voltage of a car, as the device that is believed for it reads it, in place. */
export const followCharging = (
  state: ChargingState,
  { externalV, tsMs }: Observation,
  powerDeviceId: string | null,
  options: IdlingOptions,
): void => {
  if (state.powerDeviceId !== powerDeviceId) {
    state.powerDeviceId = powerDeviceId;
    state.highReadings = 0;
    state.lowSinceMs = null;
  }
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
