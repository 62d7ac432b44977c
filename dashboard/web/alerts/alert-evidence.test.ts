import { beforeAll, expect, test } from "vitest";
import { evidenceFigures } from "./alert-evidence.ts";
import { alertText } from "./text.ts";

const LAST_MS = Date.UTC(2026, 2, 1, 12);

beforeAll(() => alertText.load());

const figures = (evidence: Parameters<typeof evidenceFigures>[0]): string[][] =>
  evidenceFigures(evidence, (ms) => new Date(ms).toISOString()).map(({ name, figure }) => [
    name,
    figure,
  ]);

test("figures have a name, a unit and as many digits as mean something", () => {
  expect(figures({ fromV: 12.66, toV: 0, litres: 14.25, satellitesBefore: 11 })).toEqual([
    ["Voltage before", "12.7 V"],
    ["Voltage after", "0 V"],
    ["Amount", "14.3 l"],
    ["Satellites before", "11"],
  ]);
});

test("lengths of time, times of day and moments are told apart", () => {
  const evidence = { silentS: 226_800, wayBackMin: 95, localMinuteOfDay: 185, lastFixMs: LAST_MS };
  expect(figures({ ...evidence, dueAt: "2026-03-01T13:00:00.000Z" })).toEqual([
    ["Silent for", "2 d 15 h"],
    ["Way back", "1 h 35 min"],
    ["Local time", "03:05"],
    ["Last position", "2026-03-01T12:00:00.000Z"],
    ["Due", "2026-03-01T13:00:00.000Z"],
  ]);
});

test("yes, no and kinds are words; what has none is shown as it is", () => {
  expect(figures({ saidByDevice: true, limitSource: "street", ratio: 0.93 })).toEqual([
    ["Reported by the tracker", "yes"],
    ["Whose limit", "the street's"],
    ["Odometer to position", "93%"],
  ]);
  expect(figures({ newFigureKm: 3, toString: "constructor" })).toEqual([
    ["new figure km", "3 km"],
    ["to string", "constructor"],
  ]);
});

test("what is unknown, an id or nested is left out", () => {
  expect(figures({ speedKmh: null, geofenceId: "x", levels: [[1, 2]] })).toEqual([]);
});
