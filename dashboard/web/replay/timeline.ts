import type { TimeSpan } from "../kit/chart/chart-data.ts";
import { MOVING_KMH, type Recording } from "./recording.ts";
import type { StoryEntry } from "./story.ts";

/** A stretch of time. */
export type Span = TimeSpan;

/** Room before the first and after the last thing that happened, ms. */
const MARGIN_MS = 60_000;
/** Stands and silences shorter than this are watched, not skipped, ms. */
const QUIET_MS = 60_000;

const clamp = (ms: number, { fromMs, toMs }: Span): number => Math.max(fromMs, Math.min(toMs, ms));

/** From the first to the last thing heard; undefined where nothing was. */
const heardSpan = ({ readings }: Recording): Span | undefined => {
  const [first, last] = [readings[0], readings.at(-1)];
  return first && last && { fromMs: first.atMs, toMs: last.atMs };
};

/**
 * The part of a recording that is worth watching: from before it first moves, or anything is detected,
 * until after it last did. A car that only stood is watched from the first to the last it said.
 */
export const worthWatching = (recording: Recording, story: readonly StoryEntry[]): Span => {
  const heard = heardSpan(recording) ?? { fromMs: 0, toMs: 0 };
  const moving = recording.fixes.filter(({ speedKmh }) => (speedKmh ?? 0) >= MOVING_KMH);
  const told = story.filter(({ kind }) => kind !== "stop");
  const starts = [...told.map(({ fromMs }) => fromMs), moving[0]?.atMs ?? Infinity];
  const ends = [...told.map(({ toMs }) => toMs), moving.at(-1)?.atMs ?? -Infinity];
  const fromMs = starts.reduce((a, b) => Math.min(a, b), Infinity);
  const toMs = ends.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!Number.isFinite(fromMs) || !Number.isFinite(toMs)) return heard;
  return { fromMs: clamp(fromMs - MARGIN_MS, heard), toMs: clamp(toMs + MARGIN_MS, heard) };
};

/** Where a moment is on the axis of a span, from 0 to 1. */
export const shareOf = (ms: number, { fromMs, toMs }: Span): number =>
  toMs === fromMs ? 0 : (clamp(ms, { fromMs, toMs }) - fromMs) / (toMs - fromMs);

/** The moment at a share of a span. */
export const momentAtShare = (share: number, { fromMs, toMs }: Span): number =>
  fromMs + Math.max(0, Math.min(1, share)) * (toMs - fromMs);

/** Steps that are easy to count, s. */
const NICE_STEPS_S = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600];
/** An arrow key goes about this share of the axis. */
const STEPS = 1_000;
const STEPS_A_PAGE = 10;

/** How far an arrow key and a page key move the playhead, ms. */
export const keySteps = ({
  fromMs,
  toMs,
}: Span): { readonly step: number; readonly page: number } => {
  const wantedS = (toMs - fromMs) / STEPS / 1_000;
  const step = (NICE_STEPS_S.find((nice) => nice >= wantedS) ?? 3_600) * 1_000;
  return { step, page: step * STEPS_A_PAGE };
};

/** Silences of a recording: between two fixes with no known way. */
const silences = ({ fixes }: Recording): Span[] =>
  fixes.flatMap(({ isApart, atMs }, index) => {
    const before = fixes[index - 1];
    return isApart && before ? [{ fromMs: before.atMs, toMs: atMs }] : [];
  });

const merged = (spans: readonly Span[]): Span[] => {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = result.at(-1);
    if (!last || span.fromMs > last.toMs) result.push(span);
    else result[result.length - 1] = { ...last, toMs: Math.max(last.toMs, span.toMs) };
  }
  return result;
};

/** When nothing is to be seen, in order: the car is parked, or was not heard. */
export const quietSpans = (recording: Recording, story: readonly StoryEntry[]): Span[] => {
  const parked = story.filter((entry) => entry.kind === "stop" && entry.stop.kind === "parked");
  return merged(
    [...parked, ...silences(recording)].map(({ fromMs, toMs }) => ({ fromMs, toMs })),
  ).filter(({ fromMs, toMs }) => toMs - fromMs >= QUIET_MS);
};

/** Silences that no stop explains, for the axis. */
export const silentSpans = (recording: Recording, story: readonly StoryEntry[]): Span[] =>
  silences(recording).filter(
    ({ fromMs, toMs }) =>
      !story.some(
        (entry) =>
          entry.kind === "stop" &&
          entry.fromMs <= fromMs + QUIET_MS &&
          entry.toMs >= toMs - QUIET_MS,
      ),
  );
