/**
 * How a series is drawn; `steps` for what holds until it changes, such as a level, and `points` for
 * what is known of single moments only.
 */
export type SeriesShape = "line" | "area" | "steps" | "bars" | "points";

/** One line of a chart: its values at the chart's moments, null where nothing is known. */
export type ChartSeries = {
  readonly label: string;
  readonly unit: string;
  readonly values: readonly (number | null)[];
  readonly shape?: SeriesShape;
  /** `second` for what is measured in something else than the others: an axis at the right. */
  readonly scale?: "first" | "second";
};

/** What a chart shows: moments in ms since the Unix epoch, rising, and series over them. */
export type ChartData = {
  readonly atMs: readonly number[];
  readonly series: readonly ChartSeries[];
};

/** A stretch of time, ms since the Unix epoch. */
export type TimeSpan = { readonly fromMs: number; readonly toMs: number };

/** Where the drawing is in the chart's box, CSS pixels from its left edge. */
export type PlotPlace = { readonly left: number; readonly width: number };

/** A chart without anything on it. */
export const NO_DATA: ChartData = { atMs: [], series: [] };

/** The index of the moment nearest to `ms`; -1 where there is none. */
export const nearestIndex = (atMs: readonly number[], ms: number): number => {
  let low = 0;
  let high = atMs.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((atMs[middle] ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  const before = atMs[low - 1];
  const after = atMs[low];
  if (after === undefined) return -1;
  return before !== undefined && ms - before < after - ms ? low - 1 : low;
};
