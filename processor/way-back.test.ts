import { expect, test } from "vitest";
import { defaultDetectionOptions } from "../contracts/detection/options.ts";
import { distanceM } from "./geo/distance.ts";
import { driveMs } from "./way-back.ts";

const options = defaultDetectionOptions.overdue;
const minutes = (metres: number): number => driveMs(metres, options) / 60_000;
const GOTEBORG = { lat: 57.7, lon: 11.97 };

test.each([
  ["Borås", { lat: 57.72, lon: 12.94 }, 50],
  ["Jönköping", { lat: 57.78, lon: 14.16 }, 105],
  ["Malmö", { lat: 55.605, lon: 13 }, 165],
  ["Stockholm", { lat: 59.33, lon: 18.06 }, 290],
])("the drive from %s is told within an eighth, never too short", (_town, from, driveMin) => {
  const estimateMin = minutes(distanceM(from, GOTEBORG));
  expect(estimateMin).toBeGreaterThanOrEqual(driveMin - 1);
  expect(estimateMin).toBeLessThan(driveMin * 1.125);
});

test("the mean speed grows with the distance, and a car in the yard has no way back", () => {
  const speeds = [5, 20, 80, 300].map((km) => (km * 60) / minutes(km * 1_000));
  expect(speeds).toEqual(speeds.toSorted((one, other) => one - other));
  expect(minutes(-40)).toBe(0);
});

test("a road of one's own kind can be told", () => {
  const gravel = { ...options, farKmh: 50, farDetour: 1.5 };
  expect(driveMs(110_000, gravel) - driveMs(10_000, gravel)).toBe(3 * 3_600_000);
});
