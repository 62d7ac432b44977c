import type { Stretch } from "../db/fuel-levels.ts";

/** Stretches nearer than this are looked at as one: a look costs more than a few days in it. */
const NEAR_MS = 7 * 24 * 60 * 60_000;

const fromMs = ({ from }: Stretch): number => from?.getTime() ?? -Infinity;
const toMs = ({ to }: Stretch): number => to?.getTime() ?? Infinity;

/** The same stretches of time as few, in order: what overlaps or nearly does becomes one. */
export const joinStretches = (stretches: readonly Stretch[]): Stretch[] => {
  const joined: Stretch[] = [];
  for (const next of stretches.toSorted((one, other) => (fromMs(one) < fromMs(other) ? -1 : 1))) {
    const last = joined.at(-1);
    if (last && fromMs(next) <= toMs(last) + NEAR_MS)
      joined[joined.length - 1] = {
        from: last.from,
        to: toMs(next) > toMs(last) ? next.to : last.to,
      };
    else joined.push(next);
  }
  return joined;
};
