import type { VehicleState } from "./vehicle-fold.ts";

/** States closer together than this are one, ms: who is late is mostly late by seconds. */
const LEAST_APART_MS = 5_000;
/** States lie this many times their age apart: the later an observation, the more is folded again. */
const APART_BY_AGE = 1.5;
/** States reach back so many times as far as observations have been late … */
const REACH = 2;
/** … of which, with each that comes late, this much is left. */
const FADING = 0.98;

/** Most states of a vehicle: the ideal row from 0 s to twice `RECENT_MS` has seven, of 15 kB at most. */
export const MOST_RECENT_STATES = 6;

/** An observation later than this is folded in from a checkpoint, ms. */
export const RECENT_MS = 2 * 60_000;

/** A vehicle's state after all observations up to and including a time. */
export type RecentState = { readonly atMs: number; readonly state: VehicleState };

/**
 * The last states of a vehicle that is heard a little late, in memory alone: the further back, the
 * further apart, and somewhat further than observations come late. A late one is folded in from the state
 * before it, mostly some 2.5 times as old as itself, and no more than 6 times from 10 s on.
 */
export type RecentStates = {
  /** An observation has come in behind the newest by so much, at `nowMs` by this process' clock. */
  noteLate(lateByMs: number, nowMs: number): void;
  /** When the last one came late. */
  lateAtMs(): number;
  /**
   * Keeps a copy of a state that holds everything up to its time, where one is missing; `headMs` is
   * how far the log goes.
   */
  offer(state: VehicleState, headMs: number): void;
  /** The newest from before a time. */
  before(tsMs: number): RecentState | undefined;
  /** Forgets those from a time on: they lack an observation. */
  dropFrom(tsMs: number): void;
  /** None yet, of a vehicle that is as late as this one. */
  anew(): RecentStates;
  size(): number;
};

const apartMs = (ageMs: number): number => Math.max(LEAST_APART_MS, ageMs * APART_BY_AGE);

/** Leaves out what the next older one makes up for, and what lies further back than `reachMs`. */
const thin = (
  newestFirst: readonly RecentState[],
  headMs: number,
  reachMs: number,
): readonly RecentState[] => {
  const kept: RecentState[] = [];
  for (const [index, state] of newestFirst.entries()) {
    const newer = kept.at(-1);
    const older = newestFirst[index + 1];
    if (newer && headMs - newer.atMs >= reachMs) break;
    if (newer && older && newer.atMs - older.atMs <= apartMs(headMs - newer.atMs)) continue;
    kept.push(state);
  }
  return kept;
};

/** How much of the distance that they may have apart lies between the neighbours of a state. */
const gapWithout = (newestFirst: readonly RecentState[], index: number, headMs: number): number => {
  const [newer, older] = [newestFirst[index - 1], newestFirst[index + 1]];
  if (!newer || !older) return Number.POSITIVE_INFINITY; // the ends stay
  return (newer.atMs - older.atMs) / apartMs(headMs - newer.atMs);
};

/** Leaves out those that are missed least until no more are left than may be. */
const capped = (newestFirst: readonly RecentState[], headMs: number): readonly RecentState[] => {
  let kept = newestFirst;
  while (kept.length > MOST_RECENT_STATES) {
    const states = kept;
    const gaps = states.map((_, index) => gapWithout(states, index, headMs));
    const least = gaps.indexOf(Math.min(...gaps));
    kept = states.toSpliced(least, 1);
  }
  return kept;
};

export const createRecentStates = (reach = 0, lateAt = 0): RecentStates => {
  let newestFirst: readonly RecentState[] = [];
  let reachMs = reach;
  let lateAtMs = lateAt;
  return {
    noteLate(lateByMs, nowMs) {
      reachMs = Math.max(lateByMs, reachMs * FADING);
      lateAtMs = nowMs;
    },
    lateAtMs: () => lateAtMs,
    offer(state, headMs) {
      const atMs = state.foldedAtMs;
      const newest = newestFirst[0];
      if (atMs === null || (newest && atMs - newest.atMs < apartMs(headMs - atMs))) return;
      const added = { atMs, state: structuredClone(state) };
      newestFirst = capped(thin([added, ...newestFirst], headMs, REACH * reachMs), headMs);
    },
    before: (tsMs) => newestFirst.find(({ atMs }) => atMs < tsMs),
    dropFrom(tsMs) {
      newestFirst = newestFirst.filter(({ atMs }) => atMs < tsMs);
    },
    anew: () => createRecentStates(reachMs, lateAtMs),
    size: () => newestFirst.length,
  };
};
