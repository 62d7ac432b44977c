import { build } from "hdr-histogram-js";
import type { Latency } from "./plan.ts";

const US_PER_MS = 1_000;
/** Longer ones count as this long, µs. */
const LONGEST_US = 60_000 * US_PER_MS;

/** A histogram of latencies from 1 µs to a minute, to three digits. */
export const latencyHistogram = () => {
  const histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST_US,
    numberOfSignificantValueDigits: 3,
  });
  const percentileMs = (percentile: number): number =>
    histogram.getValueAtPercentile(percentile) / US_PER_MS;
  return {
    record: (ms: number): void =>
      histogram.recordValue(Math.min(LONGEST_US, Math.max(1, Math.round(ms * US_PER_MS)))),
    reset: (): void => histogram.reset(),
    read: (): Latency => ({
      count: histogram.totalCount,
      p50: percentileMs(50),
      p95: percentileMs(95),
      p99: percentileMs(99),
      max: histogram.maxValue / US_PER_MS,
    }),
  };
};
