import { offsetM, type Place } from "./geometry.ts";
import type { Fix } from "./recording.ts";

/** A moment of the trail and how far from it somebody pointed, m. */
export type TrailPick = { readonly atMs: number; readonly metres: number };

/** The point of the straight way between two fixes that is nearest to a place. */
const nearestBetween = (from: Fix, to: Fix, place: Place): TrailPick => {
  const way = offsetM(from.place, to.place);
  const aim = offsetM(from.place, place);
  const length2 = way.east ** 2 + way.north ** 2;
  const along = length2 === 0 ? 0 : (aim.east * way.east + aim.north * way.north) / length2;
  const share = Math.max(0, Math.min(1, along));
  return {
    atMs: from.atMs + (to.atMs - from.atMs) * share,
    metres: Math.hypot(aim.east - way.east * share, aim.north - way.north * share),
  };
};

/**
 * When the car was nearest to a place within `reachM`. Where it came by more than once, the time
 * nearest to `aroundMs` counts: who watches a drive means that drive.
 */
export const pickOnTrail = (
  fixes: readonly Fix[],
  place: Place,
  { reachM, aroundMs }: { readonly reachM: number; readonly aroundMs: number },
): TrailPick | undefined => {
  const found = fixes.flatMap((fix, index) => {
    const before = fixes[index - 1];
    if (!before || fix.isApart) return [];
    const pick = nearestBetween(before, fix, place);
    return pick.metres <= reachM ? [pick] : [];
  });
  const nearestM = Math.min(...found.map(({ metres }) => metres));
  // passing by again is as near, give or take what a receiver is off by
  return found
    .filter(({ metres }) => metres <= nearestM + reachM / 3)
    .sort((a, b) => Math.abs(a.atMs - aroundMs) - Math.abs(b.atMs - aroundMs))[0];
};
