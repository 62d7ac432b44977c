import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  arranged,
  asBefore,
  byPlate,
  filterFleet,
  inPlace,
  queryMatcher,
  type SortOrder,
} from "./fleet-filter.ts";
import { followCar } from "./car.ts";
import type { VehicleConnection } from "./connection.ts";
import type { VehicleStatus } from "./status.ts";
import { aVehicle } from "./testing.ts";

const NOW = Date.parse("2026-03-03T12:00:10Z");
const everything = {
  query: "",
  statuses: new Set<VehicleStatus>(),
  connections: new Set<VehicleConnection>(),
  bounds: undefined,
};
const fleet = [
  aVehicle({ vehicleId: "a", licensePlate: "XYZ 10", driverName: "Maja Nyström" }),
  aVehicle({ vehicleId: "b", licensePlate: "XYZ 9", motion: "parked", lon: 12.5 }),
  aVehicle({ vehicleId: "c", licensePlate: "ABC 1", connection: "offline" }),
  aVehicle({ vehicleId: "d", licensePlate: "DEF 1", connection: "never", lat: null, lon: null }),
].map(followCar);
const ids = (vehicles: readonly { vehicleId: string }[]) =>
  vehicles.map(({ vehicleId }) => vehicleId);

test.each([
  ["xyz10", true],
  ["XYZ-10", true],
  ["nystrom", true],
  ["maja xyz", true],
  ["maja abc", false],
  ["  ", true],
])("the query %j finds plate XYZ 10 driven by Maja Nyström: %s", (query, found) => {
  expect(queryMatcher(query)(fleet[0]!)).toBe(found);
});

test("counts what a car does and how it is heard apart, each also of cars its own choice leaves out", () => {
  const parked = { ...everything, statuses: new Set<VehicleStatus>(["parked"]) };
  const { matching, counts } = filterFleet(fleet, parked, NOW);
  expect(ids(matching)).toEqual(["b"]);
  expect(counts.statuses).toEqual({ driving: 3, idling: 0, parked: 1, unknown: 0 });
  expect(counts.connections).toEqual({ live: 1, late: 0, offline: 0, never: 0 });
});

test("any of the states and any of the connections: both must hold", () => {
  const asked = {
    ...everything,
    statuses: new Set<VehicleStatus>(["driving", "idling"]),
    connections: new Set<VehicleConnection>(["offline", "never"]),
  };
  const { matching, counts } = filterFleet(fleet, asked, NOW);
  expect(ids(matching)).toEqual(["c", "d"]);
  expect(counts.statuses).toMatchObject({ driving: 2, parked: 0 });
  expect(counts.connections).toEqual({ live: 1, late: 0, offline: 1, never: 1 });
});

test("a moving car that misses its report becomes late by the clock alone", () => {
  const late = { ...everything, connections: new Set<VehicleConnection>(["late"]) };
  const { matching, nextLateMs } = filterFleet(fleet, late, NOW);
  expect(matching).toEqual([]);
  expect(ids(filterFleet(fleet, late, nextLateMs + 1).matching)).toEqual(["a"]);
});

test("a car without a place is on no part of the map", () => {
  const { matching } = filterFleet(fleet, { ...everything, bounds: [11, 57, 12, 58] }, NOW);
  expect(ids(matching)).toEqual(["a", "c"]);
});

test("plates are ordered as people count: 9 before 10", () => {
  expect(ids(byPlate(fleet))).toEqual(["c", "d", "b", "a"]);
});

test("rows that are held keep their places and newcomers come last", () => {
  expect(inPlace(["d", "c", "b", "a"], ["a", "b", "c"])).toEqual(["a", "b", "c", "d"]);
});

test("a fleet keeps the order it had, newcomers last and without who left", () => {
  const [a, b, c, d] = fleet;
  const now = new Map([d!, c!, b!].map((car) => [car.vehicleId, car]));
  expect(ids(asBefore([a!, b!, c!], now))).toEqual(["b", "c", "d"]);
});

test("the order does not depend on the order in which cars are stored", () => {
  const order = fc.constantFrom<SortOrder>("plate", "activity", "recent");
  const shuffled = fc.shuffledSubarray(fleet, { minLength: fleet.length });
  fc.assert(
    fc.property(shuffled, order, (vehicles, by) => {
      expect(ids(arranged(byPlate(vehicles), by))).toEqual(ids(arranged(byPlate(fleet), by)));
    }),
  );
});

test("a car is found by who rents it, and by its booking", () => {
  const bookingId = "7d3f2a90-0000-4000-8000-000000000001";
  const rented = aVehicle({ rental: { bookingId, customerName: "Åsa Berg" } });
  const found = (query: string) => queryMatcher(query)({ called: rented });
  expect(["asa", "berg 7d3f", "7d3f2a90"].map(found)).toEqual([true, true, true]);
  expect(found("nilsson")).toBe(false);
});
