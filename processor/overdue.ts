import type { OverdueLevel } from "../contracts/alert.ts";
import type { OverdueOptions } from "../contracts/detection/overdue-options.ts";
import type { Shape } from "./geo/shape.ts";
import { mayTell, type OverdueRule } from "./overdue-rules.ts";
import { inYardSinceMs, mayBeBack, type RentedCar } from "./return-yard.ts";
import { wayBackMs } from "./way-back.ts";

const MINUTE_MS = 60_000;

/** Where a booking's car stands against its due time. */
export type OverdueVerdict =
  /** It would be back this long before it is due, ms; null once it is due, or of a car unknown. */
  | { readonly kind: "in time"; readonly spareMs: number | null }
  /** It stands in the yard, not yet long enough to count as returned. */
  | { readonly kind: "arriving" }
  | { readonly kind: "returned"; readonly sinceMs: number }
  | { readonly kind: "overdue"; readonly level: OverdueLevel };

const levelOf = (
  lateMs: number,
  { graceMin, level2hMin, level24hMin }: OverdueOptions,
): OverdueLevel | null => {
  if (lateMs < graceMin * MINUTE_MS) return null;
  if (lateMs >= level24hMin * MINUTE_MS) return "24h";
  return lateMs >= level2hMin * MINUTE_MS ? "2h" : "grace";
};

/**
 * Holds a car against the due time of its booking at `nowMs`, an instant: what the clocks on the
 * wall do in between changes nothing. Foreseen is only what is not due yet.
 */
export const judgeOverdue = (
  dueMs: number,
  car: RentedCar,
  yard: readonly Shape[],
  nowMs: number,
  options: OverdueOptions,
): OverdueVerdict => {
  const sinceMs = inYardSinceMs(car, yard, nowMs, options);
  if (sinceMs !== null && mayBeBack(car, dueMs, options)) {
    const isSettled = nowMs - sinceMs >= options.settledMin * MINUTE_MS;
    return isSettled ? { kind: "returned", sinceMs } : { kind: "arriving" };
  }
  if (nowMs >= dueMs) {
    const level = levelOf(nowMs - dueMs, options);
    return level ? { kind: "overdue", level } : { kind: "in time", spareMs: null };
  }
  const backMs = wayBackMs(car, yard, options);
  const spareMs = backMs === null ? null : dueMs - nowMs - backMs;
  const isForeseen = options.predict && spareMs !== null && spareMs < 0;
  return isForeseen ? { kind: "overdue", level: "predicted" } : { kind: "in time", spareMs };
};

const RANK: Readonly<Record<OverdueLevel, number>> = { predicted: 0, grace: 1, "2h": 2, "24h": 3 };

/** An overdue alert as it stands. */
export type OverdueAlert = {
  readonly level: OverdueLevel;
  /** When it was closed; null while it is open. */
  readonly resolvedMs: number | null;
  /** A person closed it, not a return or an extension. */
  readonly closedByPerson: boolean;
  /** The due time it tells of. */
  readonly dueMs: number;
};

/** What a tick does to the overdue alert of a booking; null for nothing. */
export type OverdueStep =
  | { readonly kind: "raise"; readonly level: OverdueLevel }
  | { readonly kind: "close"; readonly resolution: "silent_return" | "extended" | "in_time" }
  | null;

type Times = { readonly dueMs: number; readonly nowMs: number };

const closeOpen = (
  verdict: Exclude<OverdueVerdict, { kind: "overdue" }>,
  alert: OverdueAlert,
  dueMs: number,
  { predictionReleaseMin }: OverdueOptions,
): OverdueStep => {
  if (verdict.kind === "returned") return { kind: "close", resolution: "silent_return" };
  if (alert.dueMs !== dueMs) return { kind: "close", resolution: "extended" };
  if (alert.level !== "predicted" || verdict.kind !== "in time") return null;
  const { spareMs } = verdict;
  const isSure = spareMs !== null && spareMs >= predictionReleaseMin * MINUTE_MS;
  return isSure ? { kind: "close", resolution: "in_time" } : null;
};

const isNews = (
  level: OverdueLevel,
  alert: OverdueAlert,
  { dueMs, nowMs }: Times,
  cooldownS: number,
): boolean => {
  if (alert.dueMs !== dueMs || RANK[level] > RANK[alert.level]) return true;
  const { resolvedMs, closedByPerson } = alert;
  return resolvedMs !== null && !closedByPerson && nowMs - resolvedMs >= cooldownS * 1_000;
};

/**
 * What a verdict means for the alert. A level holds until the next, so that a car that dawdles on
 * its way back does not flap, and what is foreseen until there is time to spare; what a person
 * closed comes back only when it gets worse. Rules decide what is raised, never what is closed.
 */
export const overdueStep = (
  verdict: OverdueVerdict,
  alert: OverdueAlert | null,
  times: Times,
  { options, policy }: OverdueRule,
): OverdueStep => {
  const isOpen = alert !== null && alert.resolvedMs === null;
  if (verdict.kind !== "overdue")
    return isOpen ? closeOpen(verdict, alert, times.dueMs, options) : null;
  const { level } = verdict;
  if (mayTell(policy, times.dueMs, times.nowMs)) {
    const isRaised = alert === null || isNews(level, alert, times, policy.cooldownS);
    return isRaised ? { kind: "raise", level } : null;
  }
  const isExtended = isOpen && alert.dueMs !== times.dueMs;
  return isExtended ? { kind: "close", resolution: "extended" } : null;
};
