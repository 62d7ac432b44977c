import { z } from "zod";
import type { Observation } from "../../contracts/observation.ts";
import type { Owners } from "./channels.ts";

/** The last ignition state and the device that reported it. */
export const IgnitionState = z.object({ on: z.boolean(), deviceId: z.string() }).nullable();
export type IgnitionState = z.infer<typeof IgnitionState>;

/**
 * The ignition as known at an observation, of the device that is believed for the key. Devices that
 * report it only on change are believed until they say otherwise.
 */
export const nextIgnition = (
  state: IgnitionState,
  { ignition }: Observation,
  { key }: Owners,
): IgnitionState => {
  if (key === null) return null;
  const known = state?.deviceId === key ? state : null;
  return ignition === undefined || known?.on === ignition ? known : { on: ignition, deviceId: key };
};
