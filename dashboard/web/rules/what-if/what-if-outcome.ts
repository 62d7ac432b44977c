import type { RuleType } from "../../../../contracts/detection/rule-type.ts";
import type { WhatIfChange, WhatIfDetection, WhatIfResult } from "../../../../contracts/what-if.ts";
import { dayOf, momentOfWall, startOfDayMs } from "../../i18n/dates.ts";
import type { Period } from "../../kit/period.ts";

/** How many of what would come, go and be otherwise. */
export type ChangeCounts = Readonly<Record<WhatIfChange["change"], number>>;

export const changeCounts = (results: readonly WhatIfResult[]): ChangeCounts => {
  const counts = { appears: 0, disappears: 0, differs: 0 };
  for (const { changes } of results) for (const { change } of changes) counts[change]++;
  return counts;
};

/** A change of one car. */
export type CarChange = { readonly vehicleId: string; readonly change: WhatIfChange };

/** What a change is shown by: what would be, or else what would no longer be. */
export const shownOf = (change: WhatIfChange): WhatIfDetection =>
  change.change === "disappears" ? change.before : change.after;

/** The changes of all cars, latest first. */
export const changesByTime = (results: readonly WhatIfResult[]): readonly CarChange[] =>
  results
    .flatMap(({ vehicleId, changes }) => changes.map((change) => ({ vehicleId, change })))
    .sort((one, other) =>
      shownOf(other.change).startTime.localeCompare(shownOf(one.change).startTime),
    );

/** A sum over all cars. */
export const totalOf = (
  results: readonly WhatIfResult[],
  figure: (result: WhatIfResult) => number,
): number => results.reduce((total, result) => total + figure(result), 0);

/** What each side has found of a type. */
const sidesOf = ({ changes, unchanged }: WhatIfResult, type: RuleType) => {
  const today = [...unchanged];
  const changed = [...unchanged];
  for (const change of changes) {
    if (change.change !== "appears") today.push(change.before);
    if (change.change !== "disappears") changed.push(change.after);
  }
  const ofType = (each: WhatIfDetection): boolean => each.type === type;
  return { today: today.filter(ofType), changed: changed.filter(ofType) };
};

/** Counts by day; `atMs` is each day's midnight. */
export type DayCounts = {
  readonly atMs: readonly number[];
  readonly today: readonly number[];
  readonly changed: readonly number[];
};

const daysOf = ({ fromMs, toMs }: Period, zone: string): number[] => {
  const days: number[] = [];
  for (let ms = startOfDayMs(fromMs, zone); ms < toMs; ms = startOfDayMs(ms, zone, 1)) {
    days.push(ms);
  }
  return days;
};

/** How many of a type began on each day of a period; what began before it counts on the first. */
export const dayCounts = (
  results: readonly WhatIfResult[],
  type: RuleType,
  period: Period,
  zone: string,
): DayCounts => {
  const atMs = daysOf(period, zone);
  const countsOf = (found: readonly WhatIfDetection[]): number[] => {
    const counts = new Map<number, number>();
    for (const { startTime } of found) {
      const dayMs = momentOfWall(dayOf(Date.parse(startTime), zone), zone);
      const shownMs = Math.max(dayMs, atMs[0] ?? dayMs);
      counts.set(shownMs, (counts.get(shownMs) ?? 0) + 1);
    }
    return atMs.map((ms) => counts.get(ms) ?? 0);
  };
  const sides = results.map((result) => sidesOf(result, type));
  return {
    atMs,
    today: countsOf(sides.flatMap(({ today }) => today)),
    changed: countsOf(sides.flatMap(({ changed }) => changed)),
  };
};
