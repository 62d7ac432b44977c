import { STRIDE } from "./packed-vehicles.ts";
import { type Instances, markDirty } from "./vehicle-instances.ts";

/**
 * Seconds are float32 on the graphics card, where up to 4,096 of them they have steps of 0.24 ms; after
 * three days steps of 31 ms, in which cars would visibly jerk.
 */
const LONGEST_S = 4_000;
const FLOATS = STRIDE / 4;

/** The layer time as the graphics card counts it, s. */
export const timeOnCard = ({ epochS }: Pick<Instances, "epochS">, nowS: number): number =>
  nowS - epochS;

/** Counts anew from now where time has become long: to be called before cars are placed. */
export const keepTimePrecise = (instances: Instances, nowS: number): void => {
  const passedS = timeOnCard(instances, nowS);
  if (passedS < LONGEST_S) return;
  const { floats, ids } = instances;
  for (let index = 0; index < ids.length; index++) {
    floats[index * FLOATS + 4] = (floats[index * FLOATS + 4] ?? 0) - passedS;
  }
  instances.epochS = nowS;
  if (ids.length === 0) return;
  markDirty(instances, 0);
  markDirty(instances, ids.length - 1);
};
