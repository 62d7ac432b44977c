import { expect, test } from "vitest";
import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { packPositions, readPacked } from "../../../contracts/packed-positions.ts";
import { createFleet, type FleetChange } from "./fleet.ts";
import { aVehicle } from "./testing.ts";

const recorded = () => {
  const fleet = createFleet();
  const changes: FleetChange[] = [];
  const stop = fleet.subscribe((change) => changes.push(change));
  return { fleet, changes, stop };
};

test("a fleet is not known, though empty, before its first snapshot", () => {
  const { fleet } = recorded();
  expect(fleet.isKnown()).toBe(false);
  fleet.replaceAll([]);
  expect(fleet.isKnown()).toBe(true);
});

test("a live state changes what moves and keeps what people call the car", () => {
  const { fleet, changes } = recorded();
  fleet.replaceAll([aVehicle()]);
  const { licensePlate: _, ...live } = aVehicle({ speedKmh: 70 });
  fleet.applyLive([live, { ...live, vehicleId: "unheard-of" }]);
  expect(fleet.vehicles.get("car-1")).toMatchObject({ speedKmh: 70, licensePlate: "ABC 123" });
  expect(fleet.vehicles.size).toBe(1);
  expect(changes).toEqual(["all", [fleet.cars.get("car-1")]]);
});

/** What a server that knows the car by the number 7 sends of it. */
const packed = (part: Partial<VehicleSummary>) =>
  readPacked(packPositions([aVehicle(part)], () => 7, Date.parse("2026-03-03T12:00:10Z")));
const knownAs = (packedId: number): string | undefined => (packedId === 7 ? "car-1" : undefined);

test("packed positions move the car, tick by tick, and it is told as it is when asked for", () => {
  const { fleet, changes } = recorded();
  fleet.replaceAll([aVehicle({ usualIntervalS: 5 })]);
  const before = fleet.vehicles.get("car-1");
  fleet.applyPacked(packed({ lat: 57.71, positionTs: "2026-03-03T12:00:05Z" }), knownAs);
  fleet.applyPacked(
    packed({ lat: 57.72, headingDeg: null, speedKmh: 63, positionTs: "2026-03-03T12:00:06Z" }),
    knownAs,
  );
  const car = fleet.cars.get("car-1");
  expect(car).toMatchObject({ lat: 57.72, headingDeg: Number.NaN });
  expect(car?.freshUntilMs).toBe(Date.parse("2026-03-03T12:00:21Z"));
  expect(changes).toEqual(["all", [car], [car]]);
  const now = fleet.vehicles.get("car-1");
  expect(now).toEqual({
    ...before,
    lat: 57.72,
    headingDeg: null,
    speedKmh: 63,
    positionTs: "2026-03-03T12:00:06.000Z",
  });
  expect(fleet.vehicles.get("car-1")).toBe(now);
  expect(before).toMatchObject({ lat: 57.7, headingDeg: 90 });
});

test("a motion that begins between two looks keeps the time it began", () => {
  const { fleet } = recorded();
  fleet.replaceAll([aVehicle()]);
  const parked = { motion: "parked", speedKmh: null } as const;
  fleet.applyPacked(packed({ ...parked, positionTs: "2026-03-03T12:00:05Z" }), knownAs);
  fleet.applyPacked(packed({ ...parked, positionTs: "2026-03-03T12:00:09Z" }), knownAs);
  expect(fleet.cars.get("car-1")?.status).toBe("parked");
  expect(fleet.vehicles.get("car-1")).toMatchObject({
    motionSince: "2026-03-03T12:00:05.000Z",
    positionTs: "2026-03-03T12:00:09.000Z",
  });
});

test("packed positions of a car that is not in the fleet are passed over", () => {
  const { fleet, changes } = recorded();
  fleet.replaceAll([aVehicle()]);
  fleet.applyPacked(packed({ lat: 57.71 }), () => undefined);
  expect(changes).toEqual(["all"]);
});

test("another plate is news to whoever keeps the cars in order", () => {
  const { fleet, changes } = recorded();
  fleet.replaceAll([aVehicle()]);
  fleet.put(aVehicle({ driverName: "Maja" }));
  fleet.put(aVehicle({ licensePlate: "AAA 111" }));
  expect(changes).toEqual(["all", [fleet.cars.get("car-1")], "all"]);
});

test("a snapshot forgets the cars that are not in it", () => {
  const { fleet } = recorded();
  fleet.replaceAll([aVehicle(), aVehicle({ vehicleId: "car-2" })]);
  fleet.replaceAll([aVehicle({ vehicleId: "car-2" })]);
  expect([...fleet.vehicles.keys()]).toEqual(["car-2"]);
});

test("a car that is taken out is gone, once", () => {
  const { fleet, changes } = recorded();
  fleet.replaceAll([aVehicle(), aVehicle({ vehicleId: "car-2" })]);
  fleet.remove("car-1");
  fleet.remove("car-1");
  expect([...fleet.vehicles.keys()]).toEqual(["car-2"]);
  expect(changes).toEqual(["all", "all"]);
});

test("nobody is told after unsubscribing", () => {
  const { fleet, changes, stop } = recorded();
  stop();
  fleet.replaceAll([aVehicle()]);
  expect(changes).toEqual([]);
});

test("a full state between packed ticks brings the slower figures, and the next tick keeps them", () => {
  const { fleet } = recorded();
  fleet.replaceAll([aVehicle({ fuelPct: 55, externalV: 13.9 })]);
  fleet.applyPacked(packed({ lat: 57.71, positionTs: "2026-03-03T12:00:05Z" }), knownAs);
  const full = aVehicle({
    ...{ lat: 57.71, positionTs: "2026-03-03T12:00:05Z", ts: "2026-03-03T12:00:06Z" },
    ...{ fuelPct: 54, externalV: 12.4 },
  });
  fleet.applyLive([full]);
  fleet.applyPacked(packed({ lat: 57.72, positionTs: "2026-03-03T12:00:07Z" }), knownAs);
  expect(fleet.vehicles.get("car-1")).toMatchObject({
    ...{ lat: 57.72, fuelPct: 54, externalV: 12.4 },
    ts: "2026-03-03T12:00:06Z",
  });
});
