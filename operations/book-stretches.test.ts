import { expect, test } from "vitest";
import { joinStretches } from "./book-stretches.ts";

const day = (number: number): Date => new Date(Date.UTC(2026, 2, number));
const days = (from: number | null, to: number | null) => ({
  from: from === null ? null : day(from),
  to: to === null ? null : day(to),
});

test("what overlaps or is a few days apart becomes one stretch, what is far apart stays two", () => {
  expect(joinStretches([days(20, 21), days(1, 2), days(2, 3), days(5, 5)])).toEqual([
    days(1, 5),
    days(20, 21),
  ]);
});

test("an open end swallows what lies behind it", () => {
  expect(joinStretches([days(3, 4), days(null, 1)])).toEqual([days(null, 4)]);
  expect(joinStretches([days(3, null), days(20, 21), days(4, 5)])).toEqual([days(3, null)]);
});
