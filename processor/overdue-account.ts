import type { OverdueOptions } from "../contracts/detection/overdue-options.ts";
import type { OverdueAccount, OverdueCandidate } from "../db/overdue.ts";
import { distanceM } from "./geo/distance.ts";
import type { Shape } from "./geo/shape.ts";
import { inYardSinceMs } from "./return-yard.ts";
import { wayBackMs } from "./way-back.ts";

/** Return areas by branch. */
export type Yards = ReadonlyMap<string, readonly Shape[]>;

const NO_YARD: readonly Shape[] = [];

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** What is to be told of a car that is not back, as things stand at `nowMs`. */
export const overdueAccount = (
  candidate: OverdueCandidate,
  yards: Yards,
  nowMs: number,
  options: OverdueOptions,
): OverdueAccount => {
  const { dueMs, returnBranchId, seenMs, position, parked, next } = candidate;
  const backMs = wayBackMs(candidate, yards.get(returnBranchId) ?? NO_YARD, options);
  const elsewhere = [...yards].find(
    ([branchId, yard]) =>
      branchId !== returnBranchId && inYardSinceMs(candidate, yard, nowMs, options) !== null,
  );
  return {
    at: parked?.at ?? position,
    evidence: {
      dueAt: iso(dueMs),
      returnBranchId,
      wayBackMin: backMs === null ? null : Math.round(backMs / 60_000),
      lastSeenAt: iso(seenMs),
      parkedSince: iso(parked?.sinceMs ?? null),
      /** It stands in the yard of another branch. */
      atBranchId: elsewhere?.[0] ?? null,
      nextBookingId: next?.bookingId ?? null,
      nextBookingOutAt: iso(next?.outMs ?? null),
    },
  };
};

/** An alert is brought up to date no more often than this, ms: a car in town stops and goes. */
const REFRESHED_EVERY_MS = 10 * 60_000;
/** Whoever looks for the car at the place told would not find it this far away, m. */
const ELSEWHERE_M = 1_000;
/** A car that speaks on where it was told to be is told to have been heard this much later, ms. */
const HEARD_LATER_MS = 60 * 60_000;

/** What somebody who reads the alert goes by; times of the same stand may be reckoned anew. */
const DECISIVE = ["returnBranchId", "atBranchId", "nextBookingId", "nextBookingOutAt"] as const;

const msOf = (time: unknown): number | null => (typeof time === "string" ? Date.parse(time) : null);

const hasMoved = (told: OverdueAccount["at"], at: OverdueAccount["at"]): boolean =>
  told && at ? distanceM(told, at) >= ELSEWHERE_M : told !== at;

/** Whether an open alert may be brought up to date again; one that was changed a moment ago waits. */
export const mayBeRefreshed = ({ updatedMs }: { readonly updatedMs: number }, nowMs: number) =>
  nowMs - updatedMs >= REFRESHED_EVERY_MS;

/**
 * Whether an open alert tells of its car what is no longer so: where it is, whether it has parked
 * and in whose yard, who waits for it.
 */
export const isOutOfDate = (told: OverdueAccount, { at, evidence }: OverdueAccount): boolean => {
  if (hasMoved(told.at, at)) return true;
  if (DECISIVE.some((each) => (told.evidence[each] ?? null) !== (evidence[each] ?? null)))
    return true;
  const [parkedMs, heardMs] = [msOf(evidence["parkedSince"]), msOf(evidence["lastSeenAt"])];
  if ((msOf(told.evidence["parkedSince"]) === null) !== (parkedMs === null)) return true;
  return heardMs !== null && heardMs - (msOf(told.evidence["lastSeenAt"]) ?? 0) >= HEARD_LATER_MS;
};
