import { expect, test } from "vitest";
import type { CurvePoint } from "../../../contracts/day-curve.ts";
import { curveChart } from "./curve-chart.ts";
import { at, ms } from "./testing.ts";

const words = { speed: "Speed", fuel: "Fuel", settled: "Settled" };
const aPoint = (time: string, part: Partial<CurvePoint> = {}): CurvePoint => ({
  ...{ at: at(time), maxSpeedKmh: 50, fuelPct: 60, fuelLitres: null, ignition: true },
  ...part,
});
const valuesOf = (points: CurvePoint[], silent = [] as { fromMs: number; toMs: number }[]) =>
  curveChart({ points, settledLevels: [] }, silent, words).series.map(({ values }) => values);

test("fuel is told in litres where the car tells them, else in per cent, else not at all", () => {
  const unit = (point: CurvePoint) =>
    curveChart({ points: [point], settledLevels: [] }, [], words).series[1]?.unit;
  expect(unit(aPoint("10:00", { fuelLitres: 33 }))).toBe("l");
  expect(unit(aPoint("10:00"))).toBe("%");
  expect(unit(aPoint("10:00", { fuelPct: null }))).toBeUndefined();
});

test("a car whose engine is off stands, and of another that tells no speed nothing is known", () => {
  const points = [
    aPoint("10:00", { maxSpeedKmh: null, ignition: false }),
    aPoint("10:03", { maxSpeedKmh: null }),
  ];
  expect(valuesOf(points)[0]).toEqual([0, null]);
});

test("no line is drawn across a silence", () => {
  const silent = [{ fromMs: ms("10:05"), toMs: ms("10:55") }];
  const points = [aPoint("10:00"), aPoint("11:00", { fuelPct: 40 })];
  expect(valuesOf(points, silent)).toEqual([
    [50, null, 50],
    [60, null, 40],
  ]);
});

test("a settled level is a point that breaks no line", () => {
  const settledLevels = [{ at: at("10:01"), fuelPct: 58, fuelLitres: null }];
  const { atMs, series } = curveChart({ points: [aPoint("10:00")], settledLevels }, [], words);
  expect(atMs).toEqual([ms("10:00"), ms("10:01")]);
  expect(series.map(({ label, values }) => [label, values])).toEqual([
    ["Speed", [50, 50]],
    ["Fuel", [60, 60]],
    ["Settled", [null, 58]],
  ]);
});
