import { COARSEST_STEP_PCT, TELLING_STEPS } from "../../contracts/detection/fuel-gauge.ts";
import type { Sender } from "./fuel-state.ts";

/*
 * Many a dashboard passes its level on in eighths or tenths of the tank. Such a gauge shows nothing,
 * nothing and then a whole step: from warmth, a slope or the last litre burnt. Taking that for a fall
 * told one drain of every car in two weeks where nothing had been taken (simulated).
 */

/** A smaller difference is the sender's step once it has been seen so often: one may be a slip of the bus. */
const TELLING_TIMES = 3;
/** So much smaller than the step known it is another one. */
const SMALLER = 0.75;
/** Differences below this are of arithmetic, % of tank. */
const LEAST_PCT = 0.05;
/** Two levels, each anywhere within its step: nine in ten lie within this share of it. */
const ERROR_STEPS = Math.SQRT1_2;

/** Learns the smallest difference between readings that a sender shows. */
export const followStep = (sender: Sender, pct: number): void => {
  const { lastPct, stepPct } = sender;
  sender.lastPct = pct;
  if (lastPct === null || pct === lastPct) return;
  const differencePct = Math.abs(pct - lastPct);
  if (differencePct < LEAST_PCT) return;
  if (stepPct === null) {
    sender.stepPct = differencePct;
    return;
  }
  if (differencePct >= SMALLER * stepPct) return;
  sender.smallerTimes++;
  sender.smallerPct = Math.max(sender.smallerPct, differencePct);
  if (sender.smallerTimes < TELLING_TIMES) return;
  sender.stepPct = Math.round(100 * sender.smallerPct) / 100;
  sender.smallerTimes = 0;
  sender.smallerPct = 0;
};

/** One step of the sender, % of tank; 0 while none has been seen. What differs by more has changed. */
export const stepOf = ({ stepPct }: Sender): number => Math.min(COARSEST_STEP_PCT, stepPct ?? 0);

/** Least difference between two levels that is more than the sender's steps, % of tank. */
export const leastOfStepsPct = (sender: Sender): number => TELLING_STEPS * stepOf(sender);

/** What a sound sender may hide of consumption, % of tank: one that has never differed, the coarsest step. */
export const hiddenPct = (sender: Sender): number =>
  sender.stepPct === null ? COARSEST_STEP_PCT : leastOfStepsPct(sender);

/** How far off a difference between two levels may be by the sender's steps, % of tank. */
export const stepErrorPct = (sender: Sender): number => ERROR_STEPS * stepOf(sender);
