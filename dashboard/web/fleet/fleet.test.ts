import { expect, test } from "vitest";
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
  expect(changes).toEqual(["all", [aVehicle({ speedKmh: 70 })]]);
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
