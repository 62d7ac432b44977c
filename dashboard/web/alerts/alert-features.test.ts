import { expect, test } from "vitest";
import { anAlert } from "../../../contracts/testing-live.ts";
import { alertFeatures, placeOfAlert } from "./alert-features.ts";

const CARS = new Map([["car", { lat: 57.7, lon: 11.9 }]]);

test("an alert is where it happened, else where its car is now, else nowhere", () => {
  const there = anAlert({ vehicleId: "car", lat: 55.6, lon: 13 });
  expect(placeOfAlert(there, CARS)).toEqual([13, 55.6]);
  expect(placeOfAlert({ ...there, lat: null, lon: null }, CARS)).toEqual([11.9, 57.7]);
  expect(placeOfAlert({ ...there, lat: null, lon: null }, new Map())).toBeUndefined();
});

test("the worst lies on top, and what has no place is not on the map", () => {
  const worst = anAlert({ id: "worst", severity: "critical", lat: 57, lon: 12 });
  const mild = anAlert({ id: "mild", severity: "info", lat: 57, lon: 12 });
  const lost = anAlert({ id: "lost", vehicleId: "none", lat: null, lon: null });
  const { features } = alertFeatures(
    [worst, mild, lost],
    (alert) => placeOfAlert(alert, CARS),
    "mild",
  );
  expect(features.map(({ properties }) => properties)).toEqual([
    { id: "mild", severity: "info", isActive: true },
    { id: "worst", severity: "critical", isActive: false },
  ]);
});
