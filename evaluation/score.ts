import type { Case, Happening, Kind, Truth } from "./happening.ts";

/** What is told of a time this close to the truth is about it, ms. */
const NEAR_MS = 10 * 60_000;
/** A trip is found where the two periods share at least half of what they span. */
const TRIP_SHARE = 0.5;

/** How well a rule did on one kind. */
export type Score = {
  readonly truths: number;
  found: number;
  wrong: number;
  /** How far the start was off, of each that was found, s. */
  readonly offS: number[];
  /** How long after it began each was told, s; where only a period is known, after that period. */
  readonly toldAfterS: number[];
};

/** Scores by source and kind. */
export type Scores = Map<string, Map<Kind, Score>>;

const sharedPart = (one: Happening, other: Happening): number => {
  const [oneEnd, otherEnd] = [one.endMs ?? one.startMs, other.endMs ?? other.startMs];
  const shared = Math.min(oneEnd, otherEnd) - Math.max(one.startMs, other.startMs);
  const spanned = Math.max(oneEnd, otherEnd) - Math.min(one.startMs, other.startMs);
  return spanned <= 0 ? 1 : Math.max(0, shared) / spanned;
};

const isAbout = (told: Happening, truth: Truth): boolean => {
  if (told.kind !== truth.kind) return false;
  if (told.kind === "trip") return sharedPart(told, truth) >= TRIP_SHARE;
  const toldEnd = told.endMs ?? Infinity;
  const truthEnd = truth.endMs ?? Infinity;
  return told.startMs <= truthEnd + NEAR_MS && toldEnd >= truth.startMs - NEAR_MS;
};

/** When it had happened for certain: its start, or the end of the period it lies in. */
const knownMs = ({ startMs, endMs, isWithin }: Truth): number =>
  isWithin && endMs !== null ? endMs : startMs;

const offS = (told: Happening, truth: Truth): number =>
  Math.max(0, truth.startMs - told.startMs, told.startMs - knownMs(truth)) / 1_000;

const scoreOf = (scores: Scores, source: string, kind: Kind, truths: number): Score => {
  const kinds = scores.get(source) ?? new Map<Kind, Score>();
  scores.set(source, kinds);
  const before = kinds.get(kind) ?? { truths: 0, found: 0, wrong: 0, offS: [], toldAfterS: [] };
  const score = { ...before, truths: before.truths + truths };
  kinds.set(kind, score);
  return score;
};

/** Adds what a rule has told of a case; each truth is found once, everything else is wrong. */
export const addScores = (
  scores: Scores,
  { source, truths, known }: Case,
  told: readonly Happening[],
): void => {
  const judged = told.filter(({ kind }) => known === null || known.has(kind));
  for (const kind of new Set([...judged, ...truths].map((each) => each.kind))) {
    const left = truths.filter((truth) => truth.kind === kind);
    const score = scoreOf(scores, source, kind, left.length);
    for (const each of judged) {
      if (each.kind !== kind) continue;
      const at = left.findIndex((truth) => isAbout(each, truth));
      const [truth] = at === -1 ? [] : left.splice(at, 1);
      if (truth) {
        score.found++;
        score.offS.push(offS(each, truth));
        if (each.toldAtMs !== undefined)
          score.toldAfterS.push((each.toldAtMs - knownMs(truth)) / 1_000);
      } else score.wrong++;
    }
  }
};
