import { expect, test } from "vitest";
import { levelChart } from "./level-chart.ts";

const NOON_MS = Date.UTC(2026, 2, 1, 12);
const WORDS = { level: "level", settled: "settled" };
const reading = (minutes: number, pct: number | null) => ({
  ...{ at: new Date(NOON_MS + minutes * 60_000).toISOString(), readings: 1, pct },
  ...{ lowPct: pct, highPct: pct, litres: null, ignition: null, maxSpeedKmh: null },
});

test("the level is drawn as it was read, with what the alert rests on lying over it", () => {
  const levels = [{ atMs: NOON_MS + 90_000, pct: 60 }];
  const data = levelChart({ curve: [reading(0, 70), reading(2, 50)], evidence: { levels } }, WORDS);
  expect(data.atMs).toEqual([NOON_MS, NOON_MS + 90_000, NOON_MS + 120_000]);
  expect(data.series.map(({ values }) => values)).toEqual([
    [70, 70, 50],
    [null, 60, null],
  ]);
});

test("evidence that names no levels draws none", () => {
  const data = levelChart({ curve: [reading(0, null)], evidence: { levels: "?" } }, WORDS);
  expect(data.series.map(({ label }) => label)).toEqual(["level"]);
});
