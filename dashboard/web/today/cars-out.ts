import type { CarOut } from "../../../contracts/today.ts";
import { dayOf } from "../i18n/dates.ts";

/** How the cars that are out stand: past their time, expected back today, or on a later day. */
export const DUE_PARTS = ["overdue", "today", "later"] as const;
export type DuePart = (typeof DUE_PARTS)[number];

/** How one of them stands at `nowMs`; a day is that of the branch it comes back to. */
export const duePartOf = ({ dueAt, timeZone }: CarOut, nowMs: number): DuePart => {
  const dueMs = Date.parse(dueAt);
  if (dueMs <= nowMs) return "overdue";
  return dayOf(dueMs, timeZone) === dayOf(nowMs, timeZone) ? "today" : "later";
};

/** All of them by how they stand, in the order they had. */
export const byDuePart = (
  carsOut: readonly CarOut[],
  nowMs: number,
): Readonly<Record<DuePart, readonly CarOut[]>> => {
  const parts: Record<DuePart, CarOut[]> = { overdue: [], today: [], later: [] };
  for (const car of carsOut) parts[duePartOf(car, nowMs)].push(car);
  return parts;
};

/** Digits a telephone number has at least; what has fewer is a house or a room. */
const LEAST_DIGITS = 6;
const NUMBER = /\+?\d[\d\s()./-]*\d/g;

/** The telephone number in what was noted of a customer, as a `tel:` address has it. */
export const phoneIn = (contact: string | null): string | undefined => {
  for (const [found] of (contact ?? "").matchAll(NUMBER)) {
    const digits = found.replaceAll(/\D/g, "");
    if (digits.length >= LEAST_DIGITS) return (found.startsWith("+") ? "+" : "") + digits;
  }
  return undefined;
};
