import type { OverdueOptions } from "../contracts/detection/overdue-options.ts";
import type { Shape } from "./geo/shape.ts";
import { distanceToM, type RentedCar } from "./return-yard.ts";

/** How long the way back takes, ms: a straight line, with what roads add to it. */
export const wayBackMs = (
  { position }: RentedCar,
  yard: readonly Shape[],
  { detour, meanKmh }: OverdueOptions,
): number | null => {
  const distanceM = position && distanceToM(yard, position);
  if (distanceM === null) return null;
  return ((Math.max(0, distanceM) * detour) / (meanKmh / 3.6)) * 1_000;
};
