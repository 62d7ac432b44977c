import { expect, test } from "vitest";
import { learnedConsumption } from "./learned-consumption.ts";

const burn = { perKmPct: 0.16, perIdleHourPct: 1.6, learnedKm: 420, sampledIdleH: 3.5 };
const sender = { unit: "pct", tankLitres: null, seenTankLitres: null };
const asOf = new Date("2026-03-01T12:00:00Z");

test("what was learned in shares of the tank is told in litres where its size is known", () => {
  const fuel = { sender, noisePct: 1.2, burn };
  expect(learnedConsumption("car", { fuel, tankLitres: 50, foldedAt: asOf })).toMatchObject({
    ...{ litresPer100Km: 8, idleLitresPerHour: 0.8, pctPer100Km: 16, idlePctPerHour: 1.6 },
    ...{ learnedKm: 420, learnedIdleHours: 3.5, tankSource: "entered", noisePct: 1.8 },
  });
  expect(learnedConsumption("car", { fuel, tankLitres: null, foldedAt: asOf })).toMatchObject({
    ...{ litresPer100Km: null, pctPer100Km: 16, tankLitres: null, tankSource: null },
  });
});

test("a tank that the device shows is enough", () => {
  const fuel = { sender: { ...sender, seenTankLitres: 60 }, noisePct: 1.2, burn };
  expect(learnedConsumption("car", { fuel, tankLitres: null, foldedAt: asOf })).toMatchObject({
    ...{ litresPer100Km: 9.6, tankLitres: 60, tankSource: "seen" },
  });
});

test("nothing is told before anything was learned", () => {
  expect(learnedConsumption("car", { fuel: null, tankLitres: 50, foldedAt: null })).toMatchObject({
    ...{ litresPer100Km: null, learnedKm: 0, asOf: null },
  });
});
