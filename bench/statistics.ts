/** Several measurements of the same thing. */
export type Spread = { readonly median: number; readonly min: number; readonly max: number };

/** Throws on no values: a benchmark without a round has measured nothing. */
export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)];
  const high = sorted[Math.ceil(middle)];
  const min = sorted[0];
  const max = sorted.at(-1);
  if (low === undefined || high === undefined || min === undefined || max === undefined) {
    throw new Error("no values to summarise");
  }
  return { median: (low + high) / 2, min, max };
};
