import fc from "fast-check";
import { expect, test } from "vitest";
import { calendarPieces, stepOf, stepsOf } from "./calendar-pieces.ts";
import { addDays } from "./fuel-periods.ts";

const days = fc
  .tuple(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 1, max: 1_096 }))
  .map(([start, length]) => {
    const from = addDays("2020-01-01", start);
    return { from, to: addDays(from, length) };
  });

test("the pieces of a stretch follow each other from its first day to its last", () => {
  fc.assert(
    fc.property(days, ({ from, to }) => {
      const pieces = calendarPieces({ from, to });
      expect(pieces[0]?.start).toBe(from);
      for (const [index, { end }] of pieces.entries())
        expect(addDays(end, 1)).toBe(pieces[index + 1]?.start ?? to);
    }),
  );
});

test("a piece is as large as fits", () => {
  const kinds = (from: string, to: string) => calendarPieces({ from, to }).map(({ kind }) => kind);
  expect(kinds("2026-01-01", "2027-01-01")).toEqual(["YEARLY"]);
  expect(kinds("2026-03-30", "2026-07-02")).toEqual(["DAILY", "DAILY", "QUARTERLY", "DAILY"]);
  expect(kinds("2026-03-02", "2026-03-10")).toEqual(["WEEKLY", "DAILY"]);
});

test("the steps of a series are the same stretch again", () => {
  fc.assert(
    fc.property(days, (stretch) => {
      const steps = stepsOf(stretch, stepOf(stretch));
      expect(steps[0]?.from).toBe(stretch.from);
      expect(steps.at(-1)?.to).toBe(stretch.to);
      for (const [index, { to }] of steps.slice(0, -1).entries())
        expect(to).toBe(steps[index + 1]?.from);
    }),
  );
});
