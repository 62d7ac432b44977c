import type { ChartData, ChartSeries } from "../kit/chart/chart-data.ts";
import type { Reading, Recording } from "./recording.ts";
import type { StoryEntry } from "./story.ts";
import type { Span } from "./timeline.ts";

/** Moments a chart has at most: more than a screen has pixels would draw nothing more. */
const MOST_MOMENTS = 1_200;

/** Speeds further apart than this are not joined where messages between them tell none, ms. */
const MOST_UNTOLD_MS = 60_000;

/** What the series are called. */
export type ChartWords = { readonly speed: string; readonly fuel: string };

/** What is charted. */
export type Charted = {
  readonly recording: Recording;
  readonly story: readonly StoryEntry[];
  readonly span: Span;
  readonly silent: readonly Span[];
};

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

/** A message without a speed among others says nothing; a long time of them leaves a hole. */
const withSpeeds = (buckets: readonly Bucket[]): Bucket[] => {
  const result: Bucket[] = [];
  let untold: Bucket | undefined;
  for (const bucket of buckets) {
    if (bucket.speedKmh === null) {
      untold ??= bucket;
      continue;
    }
    if (untold && bucket.atMs - untold.atMs > MOST_UNTOLD_MS) result.push(untold);
    untold = undefined;
    result.push(bucket);
  }
  return untold ? [...result, untold] : result;
};

const known = (atMs: number, speedKmh: number | null): Bucket => ({
  atMs,
  speedKmh,
  reading: undefined,
});

/** A parked car stands from its stop's beginning to its end, whatever it says meanwhile. */
const standsOf = (story: readonly StoryEntry[], { fromMs, toMs }: Span): Bucket[] =>
  story.flatMap((entry) => {
    const isParked = entry.kind === "stop" && entry.stop.kind === "parked";
    if (!isParked || entry.fromMs >= toMs || entry.toMs <= fromMs) return [];
    return [known(Math.max(fromMs, entry.fromMs), 0), known(Math.min(toMs, entry.toMs), 0)];
  });

/** The line of speeds ends where a silence begins. */
const holesOf = (silent: readonly Span[]): Bucket[] =>
  silent.map(({ fromMs }) => known(fromMs + 1, null));

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
export const replayChart = (
  { recording, story, span, silent }: Charted,
  words: ChartWords,
): ChartData => {
  const buckets = [
    ...withSpeeds(bucketsOf(recording.readings, span)),
    ...standsOf(story, span),
    ...holesOf(silent),
  ].sort((a, b) => a.atMs - b.atMs);
  const speed: ChartSeries = {
    label: words.speed,
    unit: "km/h",
    values: buckets.map(({ speedKmh }) => speedKmh),
    shape: "area",
  };
  const fuel = fuelSeries(buckets, words.fuel);
  return { atMs: buckets.map(({ atMs }) => atMs), series: fuel ? [speed, fuel] : [speed] };
};
