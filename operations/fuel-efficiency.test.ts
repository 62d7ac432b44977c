import fc from "fast-check";
import { expect, test } from "vitest";
import type { BookLevel, BookRecord, BookRoute } from "./fuel-consumption.ts";
import { efficiencyFigures, type EfficiencyFigures, type FuelBook } from "./fuel-efficiency.ts";

const HOUR_MS = 3_600_000;
const DAYS = ["2026-03-01", "2026-03-02", "2026-03-03"];
const msOf = (hour: number): number => Date.UTC(2026, 2, 1) + hour * HOUR_MS;
const dayOf = (hour: number): string => DAYS[Math.floor(hour / 24)] ?? "2026-03-04";

const route = (hour: number, distanceKm = 100, driverId: string | null = null): BookRoute => ({
  ...{ startMs: msOf(hour), day: dayOf(hour), distanceKm, driverId, idlingS: 0 },
});
const level = (hour: number, litres: number | null, deviceId = "tracker"): BookLevel => ({
  ...{ atMs: msOf(hour), litres, deviceId, sigmaLitres: 0.5 },
});
const change = (hour: number, litres: number) => ({
  ...{ atMs: msOf(hour), day: dayOf(hour), litres, uncertaintyLitres: 1 },
});
const receipt = (hour: number, litres: number, fullTank = true): BookRecord => ({
  ...{ atMs: msOf(hour), day: dayOf(hour), driverId: null, litres, costMinor: litres * 2_000 },
  ...{ isRefuel: true, fullTank, currency: "SEK" },
});
const aBook = (overrides: Partial<FuelBook>): FuelBook => ({
  ...{ routes: [], levels: [], fills: [], drains: [], records: [] },
  currencyOn: () => "SEK",
  ...overrides,
});
const figures = (
  book: Partial<FuelBook>,
  start = "2026-03-01",
  kind = "DAILY",
  driverId: string | null = null,
): EfficiencyFigures | undefined =>
  efficiencyFigures(aBook(book)).find(
    (each) =>
      each.period.start === start && each.period.kind === kind && each.driverId === driverId,
  );

test("what was burnt is the level before less the level after", () => {
  const book = { routes: [route(8), route(12)], levels: [level(7, 40), level(14, 26)] };
  expect(figures(book)).toMatchObject({ consumedLitres: 14, measuredKm: 200, method: "levels" });
});

test("a refuel between two levels never makes it less, and a drain never more", () => {
  const routes = [route(8), route(12)];
  const levels = [level(7, 20), level(10, 52), level(14, 37)];
  expect(figures({ routes, levels, fills: [change(9, 40)] })?.consumedLitres).toBe(23);
  const drained = { routes, levels: [level(7, 40), level(14, 10)], drains: [change(10, 15)] };
  expect(figures(drained)).toMatchObject({ consumedLitres: 15, drainedLitres: 15 });
});

test.each([
  ["no_distance", { records: [receipt(8, 30)] }],
  ["no_levels", { routes: [route(8)], levels: [level(7, 40)] }],
  ["no_levels", { routes: [route(8)], levels: [level(7, 40), level(9, 32, "another")] }],
  ["tank_size_unknown", { routes: [route(8)], levels: [level(7, null), level(9, null)] }],
  ["unexplained_rise", { routes: [route(8)], levels: [level(7, 20), level(9, 45)] }],
  ["below_uncertainty", { routes: [route(8, 2)], levels: [level(7, 40), level(9, 39.8)] }],
] as const)("consumption is unknown, never negative: %s", (reason, book) => {
  expect(figures(book)).toMatchObject({ consumedLitres: null, unknownBecause: reason });
});

test("without levels it is what was filled in between two full tanks", () => {
  const book = {
    routes: [route(8), route(12), route(20)],
    records: [receipt(6, 30), receipt(10, 5, false), receipt(15, 9)],
  };
  expect(figures(book)).toMatchObject({
    ...{ consumedLitres: 14, measuredKm: 200, distanceKm: 300, method: "full_to_full" },
    ...{ refuels: 3, refuelledLitres: 44, costMinor: 88_000 },
  });
});

test("what was paid in other money counts in litres alone", () => {
  const abroad: BookRecord = { ...receipt(10, 25), currency: "NOK" };
  const book = { routes: [route(8)], records: [receipt(6, 30), abroad, receipt(15, 9)] };
  expect(figures(book)).toMatchObject({
    ...{ refuels: 3, refuelledLitres: 64, costMinor: 78_000 },
    ...{ refuelsInOtherCurrency: 1, litresInOtherCurrency: 25 },
  });
});

test("a period is reckoned in the money that its last day is reckoned in", () => {
  const moved = {
    currencyOn: (day: string) => (day < "2026-03-02" ? "SEK" : "NOK"),
    records: [receipt(8, 20), receipt(30, 10), { ...receipt(32, 5), currency: "NOK" }],
  };
  expect(figures(moved)).toMatchObject({
    ...{ currency: "SEK", costMinor: 40_000, refuelsInOtherCurrency: 0 },
  });
  expect(figures(moved, "2026-03-02")).toMatchObject({
    ...{ currency: "NOK", costMinor: 10_000, refuelsInOtherCurrency: 1 },
  });
  expect(figures(moved, "2026-03-01", "MONTHLY")).toMatchObject({
    ...{ currency: "NOK", costMinor: 10_000, refuels: 3, litresInOtherCurrency: 30 },
  });
});

test("a stretch over midnight counts in the month, in neither day", () => {
  const book = { routes: [route(20), route(28)], levels: [level(19, 40), level(40, 25)] };
  expect(figures(book)).toMatchObject({ unknownBecause: "no_levels", distanceKm: 100 });
  expect(figures(book, "2026-03-01", "MONTHLY")).toMatchObject({ consumedLitres: 15 });
});

test("each driver has the stretches that were all theirs", () => {
  const book = {
    routes: [route(8, 100, "anna"), route(12, 50, "bo"), route(16, 80, "anna")],
    levels: [level(7, 45), level(10, 37), level(20, 26)],
  };
  const anna = figures(book, "2026-03-01", "DAILY", "anna");
  expect(anna).toMatchObject({ distanceKm: 180, measuredKm: 100, consumedLitres: 8 });
  expect(figures(book, "2026-03-01", "DAILY", "bo")).toMatchObject({ consumedLitres: null });
  expect(figures(book)?.consumedLitres).toBe(19);
});

test("levels between stretches cancel out, so a month is no less certain than a day", () => {
  const levels = [level(7, 45), level(10, 37), level(20, 26)];
  const routes = [route(8), route(12)];
  const day = figures({ routes, levels });
  expect(day?.uncertaintyLitres).toBeCloseTo(Math.SQRT1_2, 6);
});

test("a level is as certain as its gauge was known to be when the stretch had been driven", () => {
  const fine = level(10, 37);
  const coarse = { ...level(20, 26), sigmaLitres: 2 };
  const unmoved = { ...level(7, 45), sigmaLitres: 2 };
  const first = { routes: [route(8)], levels: [unmoved, fine] };
  expect(figures(first)?.uncertaintyLitres).toBeCloseTo(Math.hypot(0.5, 0.5), 6);
  const both = { routes: [route(8), route(12)], levels: [unmoved, fine, coarse] };
  expect(figures(both)?.uncertaintyLitres).toBeCloseTo(Math.hypot(0.5, 2), 6);
});

test("whatever the levels, consumption is positive and known, or null with its reason", () => {
  const hours = fc.uniqueArray(fc.integer({ min: 0, max: 70 }), { maxLength: 12 });
  const sorted = hours.map((list) => [...list].sort((one, other) => one - other));
  const litres = fc.array(fc.double({ min: 0, max: 60, noNaN: true }), {
    minLength: 12,
    maxLength: 12,
  });
  fc.assert(
    fc.property(sorted, sorted, litres, (starts, levelHours, values) => {
      const all = efficiencyFigures(
        aBook({
          routes: starts.map((hour) => route(hour)),
          levels: levelHours.map((hour, index) => level(hour + 0.5, values[index] ?? 0)),
        }),
      );
      for (const { consumedLitres, unknownBecause, measuredKm, distanceKm } of all) {
        expect(consumedLitres === null).toBe(unknownBecause !== null);
        expect(consumedLitres ?? 1).toBeGreaterThan(0);
        expect(measuredKm).toBeLessThanOrEqual(distanceKm);
      }
    }),
  );
});
