import { z } from "zod";

/**
 * A number for people, rounded to so many decimals: sums and conversions of binary fractions leave
 * digits behind that nobody measured, such as 9.36600000000908 km.
 */
export const figure = (decimals: number) => {
  const scale = 10 ** decimals;
  return z.number().overwrite((value) => Math.round(value * scale) / scale);
};

/** Kilometres to the metre. */
export const Kilometres = figure(3);
