import { isDeepStrictEqual } from "node:util";
import type { DetectionType } from "../../contracts/detection/detection.ts";
import {
  MAX_WHAT_IF_CHANGES,
  type WhatIfChange,
  type WhatIfDetection,
  type WhatIfResult,
} from "../../contracts/what-if.ts";

/** Detections by id. */
type Detections = ReadonlyMap<string, WhatIfDetection>;

/** What one side has found. */
export type Found = Pick<
  WhatIfResult["today"],
  "alerts" | "routes" | "distanceKm" | "idlingStops"
> & {
  readonly detections: Detections;
};

type Difference = Pick<WhatIfResult, "today" | "changed" | "changes" | "unlisted" | "unchanged">;

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

const changesBetween = (today: Detections, changed: Detections): WhatIfChange[] => {
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

const unchangedOf = (
  today: Detections,
  changed: Detections,
  types: ReadonlySet<DetectionType>,
): WhatIfDetection[] =>
  [...today]
    .filter(([id, before]) => types.has(before.type) && isDeepStrictEqual(before, changed.get(id)))
    .map(([, before]) => before)
    .toSorted((one, other) => one.startTime.localeCompare(other.startTime))
    .slice(0, MAX_WHAT_IF_CHANGES);

const startOf = (change: WhatIfChange): string =>
  change.change === "appears" ? change.after.startTime : change.before.startTime;

const countsOf = ({ detections, ...counts }: Found): WhatIfResult["today"] => ({
  detections: detections.size,
  alerting: [...detections.values()].filter(({ alert }) => alert !== null).length,
  ...counts,
});

/** What of today's findings the draft would add, take away or alter; of `types` also what stays. */
export const compare = (
  today: Found,
  changed: Found,
  types: ReadonlySet<DetectionType>,
): Difference => {
  const changes = changesBetween(today.detections, changed.detections).toSorted((one, other) =>
    startOf(one).localeCompare(startOf(other)),
  );
  return {
    today: countsOf(today),
    changed: countsOf(changed),
    changes: changes.slice(0, MAX_WHAT_IF_CHANGES),
    unlisted: Math.max(0, changes.length - MAX_WHAT_IF_CHANGES),
    unchanged: unchangedOf(today.detections, changed.detections, types),
  };
};
