import { fleetText } from "./text.ts";

/** A type of vehicle in words; one that somebody made up as they wrote it. */
export const typeText = (vehicleType: string): string => {
  const words: Readonly<Partial<Record<string, string>>> = fleetText().types;
  return words[vehicleType.trim().toUpperCase()] ?? vehicleType;
};
