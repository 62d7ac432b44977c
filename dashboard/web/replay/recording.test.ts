import { expect, test } from "vitest";
import { metresBetween } from "./geometry.ts";
import { playheadAt } from "./playhead.ts";
import { fixesOf, indexUpTo, readingsOf } from "./recording.ts";
import { aDrive, aLocation, aRecording, aStop, atS } from "./testing.ts";

const START = [11.95, 57.7] as const;
/** How far east of the start a recording has the car, m; -1 where it has it nowhere. */
const eastOf = (...[recording, ms]: Parameters<typeof playheadAt>): number => {
  const { place } = playheadAt(recording, ms);
  return place ? Math.round(metresBetween(START, place)) : -1;
};

test("a car glides from fix to fix, and so do its speed and heading", () => {
  const recording = aRecording([
    aLocation(0, 0, { speed: 40, direction: 350 }),
    aLocation(10, 150, { speed: 60, direction: 10 }),
  ]);
  expect(eastOf(recording, atS(5))).toBe(75);
  const { headingDeg, speedKmh, doing } = playheadAt(recording, atS(5));
  expect([headingDeg, speedKmh, doing]).toEqual([0, 50, "driving"]);
});

test("across a silence it stays where it was last heard, and nobody knows what it did", () => {
  const recording = aRecording([...aDrive(0, 100), ...aDrive(600, 700)]);
  expect(recording.fixes.filter(({ isApart }) => isApart)).toHaveLength(1);
  expect(eastOf(recording, atS(350))).toBe(1_500);
  expect(playheadAt(recording, atS(350))).toMatchObject({ doing: "silent", speedKmh: null });
  expect(eastOf(recording, atS(600))).toBe(9_000);
});

test("a silence that a stop explains is a stop", () => {
  const recording = aRecording([...aDrive(0, 100), ...aDrive(1_000, 1_100)], {
    stops: [aStop(100, 1_000)],
  });
  expect(playheadAt(recording, atS(500))).toMatchObject({ doing: "parked", speedKmh: 0 });
});

test("how long a silence is goes by how often the car usually speaks on the move", () => {
  const seldom = [0, 60, 120, 180, 400, 460].map((seconds) => aLocation(seconds, seconds * 15));
  expect(fixesOf(seldom).some(({ isApart }) => isApart)).toBe(false);
  expect(fixesOf([...aDrive(0, 60), ...aDrive(280, 340)]).some(({ isApart }) => isApart)).toBe(
    true,
  );
});

test("before its first fix a car is nowhere to be followed, behind its last it stays", () => {
  const recording = aRecording(aDrive(100, 200));
  expect(playheadAt(recording, atS(0))).toMatchObject({ doing: "silent", headingDeg: null });
  expect(playheadAt(recording, atS(0)).reading).toBeUndefined();
  expect(eastOf(recording, atS(900))).toBe(3_000);
  expect(playheadAt(aRecording([]), atS(0)).place).toBeUndefined();
});

test("a fix that is not worth drawing is not drawn; what came with it still counts", () => {
  const bad = aLocation(10, 90_000, { accuracyM: 900, odometerKm: 12_000 });
  const recording = aRecording([aLocation(0, 0), bad, aLocation(20, 300)]);
  expect(recording.fixes).toHaveLength(2);
  expect(playheadAt(recording, atS(15)).reading?.odometerKm).toBe(12_000);
});

test("a heading that is not reported is that of the way; standing still keeps it", () => {
  const headings = fixesOf([
    aLocation(0, 0, { direction: null }),
    aLocation(10, 100, { direction: null }),
    aLocation(20, 101, { direction: null }),
  ]).map(({ headingDeg }) => headingDeg && Math.round(headingDeg));
  expect(headings).toEqual([null, 90, 90]);
});

test("figures that a message leaves out are the last that were said", () => {
  const readings = readingsOf([
    aLocation(0, 0, { fuelPct: 60, ignition: true }),
    aLocation(10, 0, { ignition: null }),
    aLocation(20, 0, { fuelPct: 59, ignition: false }),
  ]);
  expect(readings.map(({ fuelPct, ignition }) => [fuelPct, ignition])).toEqual([
    [60, true],
    [60, true],
    [59, false],
  ]);
});

test.each([
  [-1, -1],
  [0, 0],
  [9, 0],
  [10, 1],
  [99, 1],
])("%d s into it, reading %d is the last", (seconds, index) => {
  expect(indexUpTo([{ atMs: atS(0) }, { atMs: atS(10) }], atS(seconds))).toBe(index);
});
