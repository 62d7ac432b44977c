import type { Span } from "./timeline.ts";

/** How many times faster than it was a recording can be watched. */
export const RATES = [1, 5, 20, 60, 300] as const;

/** What a stand or a silence lasts at most where they are skipped, ms of the person's time. */
const SKIP_MS = 700;

/** How a recording is watched. */
export type Course = {
  /** Where it ends, ms. */
  readonly endMs: number;
  readonly rate: number;
  /** What is run over quickly, in order; empty where nothing is skipped. */
  readonly quiet: readonly Span[];
};

/** The moment that is reached from `atMs` after `elapsedMs` of the person's time. */
export const advance = (
  atMs: number,
  elapsedMs: number,
  { endMs, rate, quiet }: Course,
): number => {
  let at = atMs;
  let left = elapsedMs;
  for (const { fromMs, toMs } of quiet) {
    if (toMs <= at) continue;
    const before = Math.max(0, fromMs - at) / rate;
    if (before >= left) break;
    at = Math.max(at, fromMs);
    left -= before;
    const quickly = Math.max(rate, (toMs - fromMs) / SKIP_MS);
    const through = (toMs - at) / quickly;
    if (through >= left) return Math.min(endMs, at + left * quickly);
    at = toMs;
    left -= through;
  }
  return Math.min(endMs, at + left * rate);
};
