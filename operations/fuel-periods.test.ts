import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, PERIOD_KINDS, periodOf } from "./fuel-periods.ts";

test.each([
  ["DAILY", "2026-03-01", "2026-03-01", "2026-03-01"],
  ["WEEKLY", "2026-03-01", "2026-02-23", "2026-03-01"],
  ["WEEKLY", "2027-01-01", "2026-12-28", "2027-01-03"],
  ["MONTHLY", "2028-02-11", "2028-02-01", "2028-02-29"],
  ["QUARTERLY", "2026-12-31", "2026-10-01", "2026-12-31"],
  ["YEARLY", "2026-06-15", "2026-01-01", "2026-12-31"],
] as const)("the %s period of %s runs from %s to %s", (kind, day, start, end) => {
  expect(periodOf(kind, day)).toEqual({ kind, start, end });
});

test("every day lies in one period of each kind, and the next day in the same one or the next", () => {
  const days = fc.integer({ min: 0, max: 30_000 }).map((days) => addDays("2000-01-01", days));
  fc.assert(
    fc.property(days, fc.constantFrom(...PERIOD_KINDS), (day, kind) => {
      const { start, end } = periodOf(kind, day);
      expect(start <= day && day <= end).toBe(true);
      expect(periodOf(kind, start)).toEqual(periodOf(kind, end));
      expect(periodOf(kind, addDays(end, 1)).start).toBe(addDays(end, 1));
    }),
  );
});
