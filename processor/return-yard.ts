import type { OverdueOptions } from "../contracts/detection/overdue-options.ts";
import type { Position } from "./geo/distance.ts";
import type { Shape } from "./geo/shape.ts";

/** What is known of a rented car, from stored rows alone. */
export type RentedCar = {
  /** The last believed position, and when it was. */
  readonly position: Position | null;
  readonly positionMs: number | null;
  /** Time of the last message of any kind. */
  readonly seenMs: number | null;
  readonly ignition: boolean | null;
  /** Since when it stands, and where; null while it moves or nothing is known. */
  readonly parked: { readonly sinceMs: number; readonly at: Position } | null;
};

/** Metres from a place to the nearest of some areas, negative inside; null without any. */
export const distanceToM = (areas: readonly Shape[], at: Position): number | null => {
  let nearest: number | null = null;
  for (const area of areas) {
    const distanceM = area.signedDistanceM(at);
    if (nearest === null || distanceM < nearest) nearest = distanceM;
  }
  return nearest;
};

/** The sky went before the car stood still: later messages have no fix, or it just fell silent. */
const hasLostSky = (
  { positionMs, seenMs, ignition }: RentedCar,
  nowMs: number,
  { fixLostS, settledMin }: OverdueOptions,
): boolean => {
  if (positionMs === null || seenMs === null) return false;
  if (seenMs - positionMs >= fixLostS * 1_000) return true;
  return ignition !== false && nowMs - seenMs >= settledMin * 60_000;
};

/** Since when the car stands in a yard; null when it does not. */
export const inYardSinceMs = (
  car: RentedCar,
  yard: readonly Shape[],
  nowMs: number,
  options: OverdueOptions,
): number | null => {
  const { parked } = car;
  const distanceM = parked && distanceToM(yard, parked.at);
  if (parked === null || distanceM === null) return null;
  const lostSky = hasLostSky(car, nowMs, options);
  if (distanceM > (lostSky ? options.lostFixMarginM : 0)) return null;
  // Under a roof, ignition off may be what nobody heard any more.
  return car.ignition === true && !lostSky ? null : parked.sinceMs;
};
