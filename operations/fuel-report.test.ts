import { expect, test } from "vitest";
import type { FuelEfficiency } from "../contracts/fuel-efficiency.ts";
import type { ReportVehicle } from "../db/fuel-report.ts";
import { recommendationsFor, type ReportFacts } from "./fuel-recommendations.ts";
import { driverLines, totalsOf, vehicleLines } from "./fuel-report-lines.ts";

/** A vehicle's month: 1,000 km at 6 l/100 km, 60 l bought for 1,200 SEK. */
const aRow = (vehicleId: string, overrides: Partial<FuelEfficiency> = {}): FuelEfficiency => {
  const litres = overrides.totalFuelConsumedLiters ?? 60;
  const km = overrides.measuredDistanceKm ?? 1_000;
  return {
    ...{ id: vehicleId, vehicleId, licensePlate: vehicleId, driverId: null, driverName: null },
    ...{ calculationPeriod: "MONTHLY", periodStart: "2026-03-01", periodEnd: "2026-03-31" },
    ...{ totalDistanceKm: km, totalFuelConsumedLiters: litres, uncertaintyLiters: 0.7 },
    ...{ measuredDistanceKm: km, method: "levels", unknownBecause: null },
    ...{ fuelEfficiencyKmPerLiter: km / litres, litersPer100Km: (100 * litres) / km },
    ...{ totalFuelCost: 1_200, totalFuelCostMinor: 120_000, currency: "SEK" },
    ...{ totalRefuelledLiters: 60, costPerKm: 1.2, averageCostPerLiter: 20, numberOfRefuels: 2 },
    ...{ refuelsInOtherCurrency: 0, litersInOtherCurrency: 0 },
    ...{ totalDrainedLiters: 0, idlingS: 0, updatedAt: "2026-04-01T00:00:00.000Z" },
    ...overrides,
  };
};
const aFleet = (ids: readonly string[], overrides: Partial<ReportVehicle> = {}) =>
  new Map(
    ids.map((id): [string, ReportVehicle] => [
      id,
      {
        ...{ id, licensePlate: id, model: "V60", vehicleType: "CAR", group: null },
        ...{ fuelType: "Diesel", tankLitres: 50, idlePctPerHour: null, ...overrides },
      },
    ]),
  );
const factsOf = (
  rows: readonly FuelEfficiency[],
  overrides: Partial<ReportFacts> = {},
): ReportFacts => {
  const vehicles = overrides.vehicles ?? aFleet(["A", "B", "C", "D"]);
  return {
    ...{ rows, vehicles, totals: totalsOf(rows), doubtful: [], unconfirmed: [], sales: [] },
    ...{ vehicleLines: vehicleLines(rows, vehicles), driverLines: driverLines(rows) },
    ...overrides,
  };
};
const textsOf = (facts: ReportFacts): string[] => recommendationsFor(facts).map(({ text }) => text);

test("totals are sums, and efficiency is measured distance by what was burnt", () => {
  expect(totalsOf([aRow("A"), aRow("B", { totalFuelConsumedLiters: 90 })])).toMatchObject([
    {
      ...{ vehicles: 2, distanceKm: 2_000, consumedLitres: 150, kmPerLitre: 13.333 },
      ...{ costMinor: 240_000, costPerKm: 1.2, averageCostPerLitre: 20 },
    },
  ]);
});

test("what was paid in other money counts in litres, and leaves a kilometre without a price", () => {
  const abroad = { costPerKm: null, refuelsInOtherCurrency: 1, litersInOtherCurrency: 20 };
  const rows = [aRow("A"), aRow("B", { totalRefuelledLiters: 80, ...abroad })];
  expect(totalsOf(rows)).toMatchObject([
    {
      ...{ refuelledLitres: 140, refuels: 4, refuelsInOtherCurrency: 1 },
      ...{ costMinor: 240_000, costPerKm: null, averageCostPerLitre: 20 },
    },
  ]);
  expect(vehicleLines(rows, aFleet(["A", "B"]))).toMatchObject([
    { costPerKm: 1.2, refuelsInOtherCurrency: 0 },
    { costPerKm: null, refuelsInOtherCurrency: 1 },
  ]);
});

test("a vehicle that takes a fifth more than others of its model is named with what it cost", () => {
  const rows = [aRow("A"), aRow("B"), aRow("C"), aRow("D", { totalFuelConsumedLiters: 78 })];
  expect(textsOf(factsOf(rows))).toEqual([
    "D took 7.8 l/100 km over 1000 km, 30 % more than vehicles like it: 18 l too many, 360 SEK at what a litre cost on average.",
  ]);
});

test("nobody is inefficient by what is uncertain, beside too few peers, or over a few kilometres", () => {
  const unsure = aRow("D", { totalFuelConsumedLiters: 78, uncertaintyLiters: 12 });
  const short = aRow("D", { totalFuelConsumedLiters: 7.8, measuredDistanceKm: 90 });
  const thirsty = aRow("D", { totalFuelConsumedLiters: 78 });
  for (const rows of [
    [aRow("A"), aRow("B"), aRow("C"), unsure],
    [aRow("A"), aRow("B"), aRow("C"), short],
    [aRow("A"), aRow("B"), thirsty],
  ])
    expect(recommendationsFor(factsOf(rows))).toEqual([]);
});

test("a driver is compared with the others in the same vehicle", () => {
  const rows = [
    aRow("A", { totalFuelConsumedLiters: 70 }),
    aRow("A", {
      ...{ driverId: "bo", driverName: "Bo", measuredDistanceKm: 500, numberOfRefuels: 0 },
      ...{ totalFuelConsumedLiters: 42, totalFuelCostMinor: 0, litersPer100Km: 8.4 },
    }),
  ];
  expect(driverLines(rows)).toMatchObject([
    { id: "bo", name: "Bo", litresPer100Km: 8.4, moreThanUsualPct: 50, isInefficient: true },
  ]);
  expect(textsOf(factsOf(rows))).toEqual([
    "Bo took 8.4 l/100 km over 500 km, 50 % more than others in the same vehicles: 14 l too many, 280 SEK at what a litre cost on average.",
  ]);
});

test("missing fuel, idling and dear stations are told with their figures, and with none where unknown", () => {
  const rows = [aRow("A", { totalDrainedLiters: 12, idlingS: 36_000, numberOfRefuels: 0 })];
  const vehicles = aFleet(["A"], { idlePctPerHour: 1.6 });
  const sale = { fuelType: "Diesel", currency: "SEK", refuels: 1 };
  const sales = [
    { ...sale, station: "Preem", litres: 40, costMinor: 88_000 },
    { ...sale, station: "Circle K", litres: 60, costMinor: 120_000 },
  ];
  expect(textsOf(factsOf(rows, { vehicles, sales }))).toEqual([
    "12 l left the tank of A without being burnt, 240 SEK at what a litre cost on average.",
    "A idled for 10 h at 0.8 l/h, as learned of it: 8 l, 160 SEK at what a litre cost on average.",
    "Diesel at Preem cost 22 SEK/l, 10 % more than the 20 elsewhere: 80 SEK over 40 l.",
  ]);
  const unpriced = [aRow("A", { totalDrainedLiters: 12, totalRefuelledLiters: 0 })];
  expect(textsOf(factsOf(unpriced, { vehicles: aFleet(["A"]) }))).toEqual([
    "12 l left the tank of A without being burnt.",
  ]);
});
