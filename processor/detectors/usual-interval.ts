import { z } from "zod";

/** A typical long interval between messages: about the upper fifth of them, without a list. */
export const UsualInterval = z.object({ ms: z.number(), count: z.number() });
export type UsualInterval = z.infer<typeof UsualInterval>;

/** Intervals until it counts as known; of them the longest is taken. */
const KNOWN_FROM = 3;
/** One interval moves it no further than this: a single silence is not a habit. */
const MOST_UP = 1.25;
/** Together they balance where one interval in five is longer. */
const MOST_DOWN = 0.95;

export const initialInterval = (): UsualInterval => ({ ms: 0, count: 0 });

/** Whether it rests on enough intervals. */
export const isKnown = ({ count }: UsualInterval): boolean => count >= KNOWN_FROM;

/** Takes one more interval into account, in place. */
export const learnInterval = (usual: UsualInterval, gapMs: number): void => {
  if (usual.count < KNOWN_FROM) {
    usual.ms = Math.max(usual.ms, gapMs);
    usual.count++;
  } else if (gapMs > usual.ms) usual.ms = Math.round(Math.min(gapMs, usual.ms * MOST_UP + 1));
  else usual.ms = Math.round(Math.max(gapMs, usual.ms * MOST_DOWN - 1));
};
