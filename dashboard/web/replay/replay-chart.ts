import type { ChartData, ChartSeries } from "../kit/chart/chart-data.ts";
import type { Reading, Recording } from "./recording.ts";
import type { Span } from "./timeline.ts";

/** Moments a chart has at most: more than a screen has pixels would draw nothing more. */
const MOST_MOMENTS = 1_200;

/** What the series are called. */
export type ChartWords = { readonly speed: string; readonly fuel: string };

type Bucket = { atMs: number; speedKmh: number | null; reading: Reading | undefined };

/** The highest speed of each short time, so that no peak is lost; and what was said last in it. */
const bucketsOf = (readings: readonly Reading[], { fromMs, toMs }: Span): Bucket[] => {
  const inside = readings.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  const lengthMs = Math.max(1, (toMs - fromMs) / MOST_MOMENTS);
  const buckets = new Map<number, Bucket>();
  for (const reading of inside) {
    const key = Math.floor((reading.atMs - fromMs) / lengthMs);
    const bucket = buckets.get(key) ?? { atMs: reading.atMs, speedKmh: null, reading: undefined };
    const { speedKmh } = reading;
    if (speedKmh !== null && speedKmh >= (bucket.speedKmh ?? 0)) {
      bucket.speedKmh = speedKmh;
      bucket.atMs = reading.atMs;
    }
    bucket.reading = reading;
    buckets.set(key, bucket);
  }
  return [...buckets.values()];
};

/** Ends the line of speeds where a silence begins: a value of null right behind the last one. */
const withHoles = (buckets: readonly Bucket[], { fixes }: Recording): Bucket[] => {
  const holes = fixes.flatMap(({ isApart }, index) => {
    const before = fixes[index - 1];
    return isApart && before ? [before.atMs + 1] : [];
  });
  const ends = holes.map((atMs): Bucket => ({ atMs, speedKmh: null, reading: undefined }));
  return [...buckets, ...ends].sort((a, b) => a.atMs - b.atMs);
};

/** Litres where the car tells them, else per cent; undefined where it tells neither. */
const fuelSeries = (buckets: readonly Bucket[], label: string): ChartSeries | undefined => {
  const has = (figure: "fuelLitres" | "fuelPct"): boolean =>
    buckets.some(({ reading }) => reading && reading[figure] !== null);
  const figure = has("fuelLitres") ? "fuelLitres" : "fuelPct";
  if (!has(figure)) return undefined;
  let last: number | null = null;
  const values = buckets.map(({ reading }) => (last = reading ? reading[figure] : last));
  const unit = figure === "fuelLitres" ? "l" : "%";
  return { label, unit, values, shape: "steps", scale: "second" };
};

/** Speed over time, with the fuel on a scale of its own where the car tells it. */
export const replayChart = (recording: Recording, span: Span, words: ChartWords): ChartData => {
  const buckets = withHoles(bucketsOf(recording.readings, span), recording);
  const speed: ChartSeries = {
    label: words.speed,
    unit: "km/h",
    values: buckets.map(({ speedKmh }) => speedKmh),
    shape: "area",
  };
  const fuel = fuelSeries(buckets, words.fuel);
  return { atMs: buckets.map(({ atMs }) => atMs), series: fuel ? [speed, fuel] : [speed] };
};
