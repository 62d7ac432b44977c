import { openMapPage } from "./map-page.ts";
import {
  type LiveCost,
  measureFrames,
  measureIdle,
  measureLive,
  measureSearch,
  measureTick,
  warmUp,
} from "./measure-map.ts";
import { type Spread, spreadOf } from "../statistics.ts";

/** What the live page of a large fleet may cost. */
export const MOST = {
  cars: 10_000,
  tickMs: 15,
  frameMs: 4,
  /** Until a keypress in the search box is answered. */
  answerMs: 100,
} as const;

/** What it has to manage with a fleet beyond any. */
export const LEAST = { cars: 50_000, fps: 20 } as const;

/** A tick that comes later than the next one is sent has piled up, ms. */
const PILED_UP_MS = 1_000;

/** What the live page of a fleet costs the main thread, CPU time, and how it keeps up. */
export type MapFigures = {
  readonly cars: number;
  readonly tickMs: Spread;
  /** Of a second without a tick; part of the tick's. */
  readonly idleMs: Spread;
  readonly frameMs: Spread;
  readonly fps: Spread;
  /** Share of the main thread's time, with a tick a second and all cars gliding. */
  readonly busy: Spread;
  /** From sending a tick until the main thread had it, wall clock. */
  readonly lagMs: Spread;
  readonly lostTicks: number;
  /** Wall clock, in order of length; empty where nobody searched. */
  readonly answersMs: readonly number[];
};

type Effort = { readonly rounds: number; readonly seconds: number; readonly searches: number };

const lagsOf = (lives: readonly LiveCost[]): number[] =>
  lives.flatMap(({ lagMs }) => lagMs.filter((lag) => lag !== undefined));

/** Measures a fleet of so many moving cars, each figure in several rounds. */
export const measureMap = async (
  cars: number,
  { rounds, seconds, searches }: Effort,
): Promise<MapFigures> => {
  const map = await openMapPage(cars);
  try {
    await warmUp(map);
    const ticks: number[] = [];
    const idle: number[] = [];
    const frames: number[] = [];
    const lives: LiveCost[] = [];
    for (let round = 0; round < rounds; round++) {
      ticks.push(await measureTick(map, seconds));
      idle.push(await measureIdle(map, seconds));
      frames.push(await measureFrames(map));
      lives.push(await measureLive(map, seconds));
    }
    const answers = searches === 0 ? [] : await measureSearch(map, searches);
    const lags = lagsOf(lives);
    return {
      cars,
      tickMs: spreadOf(ticks),
      idleMs: spreadOf(idle),
      frameMs: spreadOf(frames),
      fps: spreadOf(lives.map(({ fps }) => fps)),
      busy: spreadOf(lives.map(({ busy }) => busy)),
      lagMs: spreadOf(lags),
      lostTicks: rounds * seconds - lags.length,
      answersMs: answers.toSorted((a, b) => a - b),
    };
  } finally {
    await map.close();
  }
};

/** The value below which a share of sorted values lies. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/**
 * What of a fleet's figures is worse than it may be, each in a line; empty when all is well. A machine
 * that is slower than those the marks are meant for may take so many times the CPU time.
 */
export const missedBy = (figures: MapFigures, cpuSlack = 1): string[] => {
  const { cars, tickMs, frameMs, answersMs, fps, lagMs, lostTicks } = figures;
  const missed: string[] = [];
  if (cars <= MOST.cars) {
    // what others on the machine do can only add to CPU time: the round least disturbed tells most
    if (tickMs.min > cpuSlack * MOST.tickMs)
      missed.push(`a tick takes ${tickMs.min.toFixed(1)} ms`);
    if (frameMs.min > cpuSlack * MOST.frameMs)
      missed.push(`a frame takes ${frameMs.min.toFixed(1)} ms`);
    const answerMs = quantile(answersMs, 0.5);
    if (answerMs > MOST.answerMs) missed.push(`a keypress waits ${answerMs.toFixed(0)} ms`);
  }
  if (fps.median < LEAST.fps) missed.push(`${fps.median.toFixed(0)} frames a second`);
  if (lostTicks > 0) missed.push(`${lostTicks} ticks never came`);
  if (lagMs.max > PILED_UP_MS) missed.push(`a tick came after ${lagMs.max.toFixed(0)} ms`);
  return missed;
};
