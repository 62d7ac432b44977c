import { expect, test } from "vitest";
import type { WhatIfDetection, WhatIfResult } from "../../../../contracts/what-if.ts";
import { changeCounts, changesByTime, dayCounts, totalOf } from "./what-if-outcome.ts";

const aDetection = (startTime: string, type: WhatIfDetection["type"] = "drain") =>
  ({
    ...{ type, startTime, endTime: startTime, detectedAt: startTime, certainty: "confirmed" },
    ...{ lat: null, lon: null, evidence: {}, alert: "critical" },
  }) satisfies WhatIfDetection;

const counts = { detections: 0, alerting: 0, alerts: 0, routes: 0, distanceKm: 0, idlingStops: 0 };
const result: WhatIfResult = {
  ...{ vehicleId: "car-1", from: "2026-03-01T23:00:00Z", to: "2026-03-04T23:00:00Z" },
  ...{ observations: 100, today: counts, changed: { ...counts, alerts: 2 }, unlisted: 0 },
  changes: [
    { change: "appears", after: aDetection("2026-03-02T12:00:00Z") },
    { change: "appears", after: aDetection("2026-03-02T13:00:00Z", "refuel") },
    { change: "disappears", before: aDetection("2026-03-03T12:00:00Z") },
    {
      ...{ change: "differs", before: aDetection("2026-03-04T22:30:00Z") },
      after: aDetection("2026-03-04T22:40:00Z"),
    },
  ],
  // began before the period and lasts into it
  unchanged: [aDetection("2026-02-20T12:00:00Z")],
};
const other = { ...result, vehicleId: "car-2", changes: result.changes.slice(0, 1), unchanged: [] };

test("changes of all cars are counted by kind, and listed latest first", () => {
  expect(changeCounts([result, other])).toEqual({ appears: 3, disappears: 1, differs: 1 });
  const listed = changesByTime([other, result]);
  expect(listed.map(({ vehicleId }) => vehicleId)).toEqual([
    ...["car-1", "car-1", "car-1", "car-2", "car-1"],
  ]);
  expect(totalOf([result, other], ({ changed }) => changed.alerts)).toBe(4);
});

test("days are those of the zone, of one type, and what began before counts on the first", () => {
  const period = { fromMs: Date.parse(result.from), toMs: Date.parse(result.to) };
  expect(dayCounts([result], "drain", period, "Europe/Stockholm")).toEqual({
    atMs: [1, 2, 3].map((day) => Date.UTC(2026, 2, day, 23)),
    today: [1, 1, 1],
    changed: [2, 0, 1],
  });
  expect(dayCounts([result], "refuel", period, "Europe/Stockholm").changed).toEqual([1, 0, 0]);
});
