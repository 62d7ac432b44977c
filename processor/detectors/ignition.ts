import { z } from "zod";
import type { Observation } from "../../contracts/observation.ts";

/** The last ignition state and the device that reported it. */
export const IgnitionState = z.object({ on: z.boolean(), deviceId: z.string() }).nullable();
export type IgnitionState = z.infer<typeof IgnitionState>;

/**
 * The ignition as known at an observation. Devices that report it only on change are believed
 * until they say otherwise; a device that never reports it gets no answer from another one's wire.
 */
export const nextIgnition = (state: IgnitionState, observation: Observation): IgnitionState => {
  const { ignition, deviceId } = observation;
  const known = state?.deviceId === deviceId ? state : null;
  return ignition === undefined || known?.on === ignition ? known : { on: ignition, deviceId };
};
