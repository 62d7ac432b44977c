import type { OverdueOptions } from "../contracts/detection/overdue-options.ts";
import type { Shape } from "./geo/shape.ts";
import { distanceToM, type RentedCar } from "./return-yard.ts";

type Roads = Pick<OverdueOptions, "townKm" | "townDetour" | "townKmh" | "farDetour" | "farKmh">;

/**
 * How long a drive takes over a distance as the crow flies, ms: through town, and from there on
 * main roads, so that the mean speed grows with the distance.
 */
export const driveMs = (
  distanceM: number,
  { townKm, townDetour, townKmh, farDetour, farKmh }: Roads,
): number => {
  const km = Math.max(0, distanceM) / 1_000;
  const inTownKm = Math.min(km, townKm);
  const hours = (inTownKm * townDetour) / townKmh + ((km - inTownKm) * farDetour) / farKmh;
  return hours * 3_600_000;
};

/** How long the way back takes, ms; null when the car's place or the yard is not known. */
export const wayBackMs = (
  { position }: RentedCar,
  yard: readonly Shape[],
  roads: Roads,
): number | null => {
  const distanceM = position && distanceToM(yard, position);
  return distanceM === null ? null : driveMs(distanceM, roads);
};
