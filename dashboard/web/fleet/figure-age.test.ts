import { expect, test } from "vitest";
import { isLeftBehind, measuredAt } from "./figure-age.ts";
import { aVehicle } from "./testing.ts";

test("a figure is as old as the message that carried it", () => {
  const vehicle = aVehicle({ figureTs: { fuelPct: "2026-03-03T09:00:00Z" } });
  expect(measuredAt(vehicle, "fuelPct")).toBe("2026-03-03T09:00:00Z");
  expect(measuredAt(vehicle, "ignition")).toBe(vehicle.ts);
});

test("where nobody noted the time, none is made up", () => {
  expect(measuredAt(aVehicle({ figureTs: { fuelPct: null } }), "fuelPct")).toBeNull();
  expect(measuredAt(aVehicle(), "fuelPct")).toBeNull();
});

test.each([
  ["carried by the last message", aVehicle({ figureTs: {} }), false],
  ["five minutes behind it", aVehicle({ figureTs: { fuelPct: "2026-03-03T11:55:00Z" } }), false],
  ["three hours behind it", aVehicle({ figureTs: { fuelPct: "2026-03-03T09:00:00Z" } }), true],
  ["of a time nobody noted", aVehicle({ figureTs: { fuelPct: null } }), true],
  ["of a car that is silent", aVehicle({ figureTs: {}, connection: "offline" }), true],
])("a figure %s", (_, vehicle, left) => {
  expect(isLeftBehind(vehicle, "fuelPct")).toBe(left);
});
