import { beforeAll, describe, expect, test } from "vitest";
import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { freshUntilMs, isFresh, silenceOf, speedText } from "./freshness.ts";
import { followCar } from "./car.ts";
import { aVehicle } from "./testing.ts";
import { fleetText } from "./text.ts";

beforeAll(() => fleetText.load());

const HEARD = Date.parse("2026-03-03T12:00:00Z");
const after = (seconds: number): number => HEARD + seconds * 1_000;
const freshForS = (part: Parameters<typeof aVehicle>[0]): number =>
  (freshUntilMs(aVehicle(part)) - HEARD) / 1_000;

describe("how long a speed is current", () => {
  test.each([
    ["a car that reports every second, despite the network", { usualIntervalS: 1 }, 15],
    ["a car that reports every 30 s", { usualIntervalS: 30 }, 60],
    ["a car that reports every hour", { usualIntervalS: 3_600 }, 300],
    ["a car nobody knows the pace of", { usualIntervalS: null }, 30],
    ["a car of an older processor", {}, 30],
    ["a parked car", { motion: "parked" } as const, Number.POSITIVE_INFINITY],
  ])("%s", (_, part, seconds) => {
    expect(freshForS(part)).toBe(seconds);
  });

  test("a position newer than the last full message counts as word of the car", () => {
    expect(freshForS({ positionTs: "2026-03-03T12:00:20Z", usualIntervalS: 5 })).toBe(35);
  });

  test("then it is told as what was", () => {
    const vehicle = aVehicle({ speedKmh: 54, usualIntervalS: 5 });
    expect(speedText(vehicle, after(15))).toBe("54 km/h");
    expect(speedText(vehicle, after(16))).toBe("was 54 km/h");
    expect(isFresh(vehicle, after(16))).toBe(false);
  });
});

describe("cars are silent", () => {
  const silenceOfCars = (vehicles: readonly VehicleSummary[], nowMs: number) =>
    silenceOf(vehicles.map(followCar), nowMs);
  const driving = aVehicle({ usualIntervalS: 5 });
  const parked = aVehicle({ vehicleId: "car-2", motion: "parked" });

  test("when nothing comes of a fleet that is on the move", () => {
    const other = aVehicle({ vehicleId: "car-3", licensePlate: "DEF 456", usualIntervalS: 5 });
    expect(silenceOfCars([driving, other, parked], after(19))).toBeUndefined();
    expect(silenceOfCars([driving, other, parked], after(45))).toEqual({ sinceMs: HEARD });
  });

  test("and by its name where it is the only one that moved", () => {
    const silence = { sinceMs: HEARD, licensePlate: "ABC 123" };
    expect(silenceOfCars([driving, parked], after(45))).toEqual(silence);
  });

  test("not while another car is heard", () => {
    const other = aVehicle({ vehicleId: "car-3", ts: "2026-03-03T12:00:40Z", usualIntervalS: 5 });
    expect(silenceOfCars([driving, other], after(45))).toBeUndefined();
    const restingButHeard = { ...parked, ts: "2026-03-03T12:00:40Z" };
    expect(silenceOfCars([driving, restingButHeard], after(45))).toBeUndefined();
  });

  test("not when nobody moves", () => {
    expect(silenceOfCars([parked], after(900))).toBeUndefined();
    expect(silenceOfCars([{ ...driving, connection: "offline" }], after(900))).toBeUndefined();
  });

  test("not while the moving cars are slow reporters that are not yet due", () => {
    expect(silenceOfCars([aVehicle({ usualIntervalS: 60 })], after(60))).toBeUndefined();
  });
});
