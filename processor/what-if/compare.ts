import { isDeepStrictEqual } from "node:util";
import {
  MAX_WHAT_IF_CHANGES,
  type WhatIfChange,
  type WhatIfDetection,
  type WhatIfResult,
} from "../../contracts/what-if.ts";

/** What one side has found, by detection id. */
export type Found = ReadonlyMap<string, WhatIfDetection>;

type Difference = Pick<WhatIfResult, "today" | "changed" | "changes" | "unlisted">;

const endMs = ({ endTime }: WhatIfDetection): number =>
  endTime === null ? Infinity : Date.parse(endTime);

/** The same happening under another id: a threshold moves when something begins. */
const isSameHappening = (one: WhatIfDetection, other: WhatIfDetection): boolean =>
  one.type === other.type &&
  Date.parse(one.startTime) <= endMs(other) &&
  Date.parse(other.startTime) <= endMs(one);

const takeSame = (
  left: Map<string, WhatIfDetection>,
  before: WhatIfDetection,
): WhatIfDetection | undefined => {
  for (const [id, after] of left) {
    if (!isSameHappening(before, after)) continue;
    left.delete(id);
    return after;
  }
  return undefined;
};

const changesBetween = (today: Found, changed: Found): WhatIfChange[] => {
  const changes: WhatIfChange[] = [];
  const onlyAfter = new Map([...changed].filter(([id]) => !today.has(id)));
  for (const [id, before] of today) {
    const after = changed.get(id) ?? takeSame(onlyAfter, before);
    if (!after) changes.push({ change: "disappears", before });
    else if (!isDeepStrictEqual(before, after)) changes.push({ change: "differs", before, after });
  }
  for (const after of onlyAfter.values()) changes.push({ change: "appears", after });
  return changes;
};

const startOf = (change: WhatIfChange): string =>
  change.change === "appears" ? change.after.startTime : change.before.startTime;

const countsOf = (found: Found): WhatIfResult["today"] => ({
  detections: found.size,
  alerting: [...found.values()].filter(({ alert }) => alert !== null).length,
});

/** What of today's findings the changed options would add, take away or alter. */
export const compare = (today: Found, changed: Found): Difference => {
  const changes = changesBetween(today, changed).toSorted((one, other) =>
    startOf(one).localeCompare(startOf(other)),
  );
  return {
    today: countsOf(today),
    changed: countsOf(changed),
    changes: changes.slice(0, MAX_WHAT_IF_CHANGES),
    unlisted: Math.max(0, changes.length - MAX_WHAT_IF_CHANGES),
  };
};
