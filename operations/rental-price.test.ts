import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RentalTerms } from "../contracts/rental-terms.ts";
import { extensionCharge, rentalCharge, rentalDays, taxInside } from "./rental-price.ts";

const OUT = Date.parse("2026-03-27T10:00:00Z");
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const TERMS: RentalTerms = {
  ...{ dailyMinor: 500_00, includedKmPerDay: 150, extraKmMinor: 2_50, depositMinor: 3_000_00 },
  ...{ fuelPolicy: "same_level", fuelLitreMinor: 25_00, taxBasisPoints: 2_500 },
};

describe("a rental day", () => {
  test.each([
    ["a quarter of an hour", 15 * MINUTE_MS, 1],
    ["a day to the minute", DAY_MS, 1],
    ["a day and the 29 minutes that are forgiven", DAY_MS + 29 * MINUTE_MS, 1],
    ["a day and half an hour", DAY_MS + 30 * MINUTE_MS, 2],
    ["three days, across the change of the clocks", 3 * DAY_MS, 3],
    ["from ten to ten by clocks that lost an hour", 3 * DAY_MS - HOUR_MS, 3],
  ])("%s", (_, length, days) => {
    expect(rentalDays(OUT, OUT + length)).toBe(days);
  });
});

test("a price is days times rate, and the tax is inside", () => {
  expect(rentalCharge(TERMS, OUT, OUT + 3 * DAY_MS)).toEqual({
    ...{ kind: "rental", quantity: 3, unitMinor: 500_00, amountMinor: 1_500_00, taxMinor: 300_00 },
  });
  expect(taxInside(100, 2_500)).toBe(20);
  expect(taxInside(99, 1_200)).toBe(11);
  expect(taxInside(12_345, 0)).toBe(0);
});

describe("who keeps the car longer", () => {
  const until = (untilMs: number, chargedDays = 3) =>
    extensionCharge(TERMS, { outAtMs: OUT, untilMs, chargedDays });

  test("pays the days that begin beyond those charged", () => {
    expect(until(OUT + 5 * DAY_MS)).toMatchObject({ quantity: 2, amountMinor: 1_000_00 });
  });

  test("pays nothing for an hour that belongs to a day paid already", () => {
    expect(until(OUT + 3 * DAY_MS - HOUR_MS)).toBeUndefined();
    expect(until(OUT + 3 * DAY_MS + 29 * MINUTE_MS)).toBeUndefined();
  });

  test("pays the same in whatever steps they ask", () => {
    const hours = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(hours, (steps) => {
        let untilMs = OUT + 2 * DAY_MS;
        let days = rentalDays(OUT, untilMs);
        for (const step of steps) {
          untilMs += step * HOUR_MS;
          days += until(untilMs, days)?.quantity ?? 0;
        }
        expect(days).toBe(rentalDays(OUT, untilMs));
      }),
    );
  });
});
