import type { OverdueOptions } from "../contracts/detection/overdue-options.ts";
import type { Position } from "./geo/distance.ts";
import type { Shape } from "./geo/shape.ts";

/** What is known of a rented car, from stored rows alone. */
export type RentedCar = {
  /** The last believed position, when it was, and how sure. */
  readonly position: Position | null;
  readonly positionMs: number | null;
  readonly accuracyM: number | null;
  /** Time of the last message of any kind. */
  readonly seenMs: number | null;
  readonly ignition: boolean | null;
  /** Since when it stands, and where; null while it moves or nothing is known. */
  readonly parked: Stand | null;
  /** How far it has been driven since it was handed out, by its routes, km. */
  readonly drivenKm: number;
};

type Stand = {
  readonly sinceMs: number;
  readonly at: Position;
  /** What a fix of that very moment says; null without one. */
  readonly speedKmh: number | null;
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

/**
 * Whether the sky went while the car was still under way: no fix is as late as its stand, but for
 * the one, at speed, with which it fell silent. A receiver that sleeps in a parked car saw the sky
 * when it parked, and is no roof.
 */
const lostSkyUnderWay = (
  { positionMs, seenMs, ignition }: RentedCar,
  { sinceMs, speedKmh }: Stand,
  nowMs: number,
  { fixLostS, settledMin, underWayKmh }: OverdueOptions,
): boolean => {
  if (positionMs === null || seenMs === null || positionMs > sinceMs) return false;
  const goesOnWithout = seenMs - positionMs >= fixLostS * 1_000;
  if (positionMs < sinceMs) return goesOnWithout;
  if (ignition === false || speedKmh === null || speedKmh < underWayKmh) return false;
  return goesOnWithout || nowMs - seenMs >= settledMin * 60_000;
};

/** A fix made since it stands lies in the yard beyond its error: it had lost the sky on its way in. */
const isSeenInside = (
  { position, positionMs, accuracyM }: RentedCar,
  sinceMs: number,
  yard: readonly Shape[],
  { unknownAccuracyM }: OverdueOptions,
): boolean => {
  if (position === null || positionMs === null || positionMs < sinceMs) return false;
  const distanceM = distanceToM(yard, position);
  return distanceM !== null && distanceM < -Math.max(accuracyM ?? 0, unknownAccuracyM);
};

/**
 * Whether a car that stands in its yard can have come back: it has been away, or it was seen there
 * once it was due. One that fell silent where it was handed out, or at the gate, is nobody's return.
 */
export const mayBeBack = (
  { drivenKm, positionMs }: RentedCar,
  dueMs: number,
  { awayKm }: OverdueOptions,
): boolean => drivenKm >= awayKm || (positionMs !== null && positionMs >= dueMs);

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
  const { sinceMs } = parked;
  const lostSky = lostSkyUnderWay(car, parked, nowMs, options);
  // Under a roof, ignition off may be what nobody heard any more.
  if (car.ignition === true && !lostSky) return null;
  if (distanceM <= 0) return sinceMs;
  if (distanceM > options.lostFixMarginM) return null;
  return lostSky || isSeenInside(car, sinceMs, yard, options) ? sinceMs : null;
};
