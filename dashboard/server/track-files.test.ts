import { expect, test } from "vitest";
import { trackFileName } from "./track-files.ts";

const named = (from: string, to: string, zone: string): string =>
  trackFileName("Ä 1/2", { from: new Date(from), to: new Date(to) }, zone, "csv");

test.each([
  // a day of Göteborg in winter, in summer, and the one of 23 hours
  ["2026-01-14T23:00:00Z", "2026-01-15T23:00:00Z", "Europe/Stockholm", "2026-01-15"],
  ["2026-07-14T22:00:00Z", "2026-07-15T22:00:00Z", "Europe/Stockholm", "2026-07-15"],
  ["2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "Europe/Stockholm", "2026-03-29"],
  ["2026-01-15T10:00:00Z", "2026-01-17T10:00:00Z", "Pacific/Auckland", "2026-01-15_2026-01-17"],
  ["2026-03-01T05:00:00Z", "2026-04-01T04:00:00Z", "America/New_York", "2026-03-01_2026-03-31"],
])("a file of %s to %s in %s is named %s", (from, to, zone, days) => {
  expect(named(from, to, zone)).toBe(`A-1-2_${days}.csv`);
});

test("an open end is not named", () => {
  const from = new Date("2026-01-15T10:00:00Z");
  expect(trackFileName("A 1", { from }, "UTC", "gpx")).toBe("A-1_2026-01-15.gpx");
  expect(trackFileName("漢", {}, "UTC", "gpx")).toBe("vehicle.gpx");
});
