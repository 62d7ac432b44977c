import type { OverdueLevel } from "../contracts/alert.ts";
import type { Severity } from "../contracts/detection/detection.ts";
import type { Position } from "./geo/distance.ts";
import type { Shape } from "./geo/shape.ts";

/** Lateness a customer is not held to, ms: 29 min is the norm (Hertz, Enterprise). */
export const GRACE_MS = 29 * 60_000;
/** Lateness that a dispatcher acts on, and after which a car is reported stolen (carsplan), ms. */
const TWO_HOURS_MS = 2 * 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** A car counts as returned once it has stood in the yard this long with its ignition off, ms. */
const SETTLED_MS = 10 * 60_000;
/** How far from the yard the last fix of a car may be that went under a roof there, m. */
const LOST_FIX_MARGIN_M = 150;
/** Messages without a fix for this long after the last one: the sky is gone, ms. */
const FIX_LOST_MS = 60_000;
/** Roads are this much longer than the straight line (street detour index 1.2 to 1.4) … */
const DETOUR = 1.3;
/** … and driven at this mean speed, km/h: town and country mixed. */
const MEAN_SPEED_KMH = 50;

/** What is known of a rented car, from stored rows alone. */
export type RentedCar = {
  /** The last believed position, and when it was. */
  readonly position: Position | null;
  readonly positionMs: number | null;
  /** Time of the last message of any kind. */
  readonly seenMs: number | null;
  readonly ignition: boolean | null;
  /** Since when it stands, and where; null while it moves or nothing is known. */
  readonly parked: { readonly sinceMs: number; readonly at: Position } | null;
};

/** Where a booking's car stands against its due time. */
export type OverdueVerdict =
  | { readonly kind: "in time" }
  /** It stands in the yard, not yet long enough to count as returned. */
  | { readonly kind: "arriving" }
  | { readonly kind: "returned"; readonly sinceMs: number }
  | { readonly kind: "overdue"; readonly level: OverdueLevel };

/** Metres from a place to the nearest of some areas, negative inside; null without any. */
export const distanceToM = (areas: readonly Shape[], at: Position): number | null => {
  let nearest: number | null = null;
  for (const area of areas) {
    const distanceM = area.signedDistanceM(at);
    if (nearest === null || distanceM < nearest) nearest = distanceM;
  }
  return nearest;
};

/** How long the way back takes, ms: a straight line, with what roads add to it. */
export const wayBackMs = (car: RentedCar, yard: readonly Shape[]): number | null => {
  const distanceM = car.position && distanceToM(yard, car.position);
  if (distanceM === null) return null;
  return ((Math.max(0, distanceM) * DETOUR) / (MEAN_SPEED_KMH / 3.6)) * 1_000;
};

/** The sky went before the car stood still: later messages have no fix, or it just fell silent. */
const hasLostSky = ({ positionMs, seenMs, ignition }: RentedCar, nowMs: number): boolean => {
  if (positionMs === null || seenMs === null) return false;
  if (seenMs - positionMs >= FIX_LOST_MS) return true;
  return ignition !== false && nowMs - seenMs >= SETTLED_MS;
};

/** Since when the car stands in a yard; null when it does not. */
export const inYardSinceMs = (
  car: RentedCar,
  yard: readonly Shape[],
  nowMs: number,
): number | null => {
  const { parked } = car;
  if (!parked) return null;
  const distanceM = distanceToM(yard, parked.at);
  if (distanceM === null) return null;
  const lostSky = hasLostSky(car, nowMs);
  if (distanceM > (lostSky ? LOST_FIX_MARGIN_M : 0)) return null;
  // Under a roof, ignition off may be what nobody heard any more.
  return car.ignition === true && !lostSky ? null : parked.sinceMs;
};

const levelOf = (lateMs: number): OverdueLevel | null => {
  if (lateMs >= DAY_MS) return "24h";
  if (lateMs >= TWO_HOURS_MS) return "2h";
  return lateMs >= GRACE_MS ? "grace" : null;
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
): OverdueVerdict => {
  const sinceMs = inYardSinceMs(car, yard, nowMs);
  if (sinceMs !== null) {
    return nowMs - sinceMs >= SETTLED_MS ? { kind: "returned", sinceMs } : { kind: "arriving" };
  }
  const level = levelOf(nowMs - dueMs);
  if (level) return { kind: "overdue", level };
  const backMs = wayBackMs(car, yard);
  const isForeseen = nowMs < dueMs && backMs !== null && backMs > dueMs - nowMs;
  return isForeseen ? { kind: "overdue", level: "predicted" } : { kind: "in time" };
};

/** How urgent each level is. */
export const OVERDUE_SEVERITY: Readonly<Record<OverdueLevel, Severity>> = {
  predicted: "warning",
  grace: "warning",
  "2h": "critical",
  "24h": "critical",
};

const RANK: Readonly<Record<OverdueLevel, number>> = { predicted: 0, grace: 1, "2h": 2, "24h": 3 };

/** An overdue alert as it stands. */
export type OverdueAlert = {
  readonly level: OverdueLevel;
  readonly isResolved: boolean;
  /** A person closed it, not a return or an extension. */
  readonly closedByPerson: boolean;
  /** The due time it tells of. */
  readonly dueMs: number;
};

/** What a tick does to the overdue alert of a booking; null for nothing. */
export type OverdueStep =
  | { readonly kind: "raise"; readonly level: OverdueLevel }
  | { readonly kind: "close"; readonly resolution: "silent_return" | "extended" }
  | null;

/**
 * What a verdict means for the alert. A level holds until the next, so that a car that dawdles on
 * its way back does not flap; what a person closed comes back only when it gets worse.
 */
export const overdueStep = (
  verdict: OverdueVerdict,
  dueMs: number,
  alert: OverdueAlert | null,
): OverdueStep => {
  const isExtended = alert !== null && alert.dueMs !== dueMs;
  const isOpen = alert !== null && !alert.isResolved;
  if (verdict.kind === "returned")
    return isOpen ? { kind: "close", resolution: "silent_return" } : null;
  if (verdict.kind !== "overdue") {
    return isOpen && isExtended ? { kind: "close", resolution: "extended" } : null;
  }
  const { level } = verdict;
  const raise: OverdueStep = { kind: "raise", level };
  if (!alert || isExtended) return raise;
  if (RANK[level] > RANK[alert.level]) return raise;
  return alert.isResolved && !alert.closedByPerson ? raise : null;
};
