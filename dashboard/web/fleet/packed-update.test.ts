import { expect, test } from "vitest";
import { packPositions, unpackPositions } from "../../../contracts/packed-positions.ts";
import { aVehicle } from "./testing.ts";
import { withPacked } from "./packed-update.ts";

const through = (now: ReturnType<typeof aVehicle>, before = aVehicle()) => {
  const buffer = packPositions([now], () => 7, Date.parse("2026-03-03T12:00:10Z"));
  const [packed] = unpackPositions(buffer);
  return withPacked(before, packed!);
};

test("a packed position moves the car to where the server saw it", () => {
  const moved = through(
    aVehicle({ lat: 57.71, lon: 11.9801, speedKmh: 63, positionTs: "2026-03-03T12:00:05Z" }),
  );
  expect(moved.lat).toBeCloseTo(57.71, 6);
  expect(moved.lon).toBeCloseTo(11.9801, 6);
  expect(moved).toMatchObject({ speedKmh: 63, positionTs: "2026-03-03T12:00:05.000Z" });
});

test("what the layout leaves out keeps its value and its age", () => {
  const moved = through(aVehicle({ fuelPct: 10, positionTs: "2026-03-03T12:00:05Z" }));
  expect(moved).toMatchObject({ fuelPct: 55, ts: "2026-03-03T12:00:00Z" });
});

test("a motion that begins is dated by the position that showed it", () => {
  const parked = aVehicle({ motion: "parked", positionTs: "2026-03-03T12:00:05Z" });
  expect(through(parked).motionSince).toBe("2026-03-03T12:00:05.000Z");
  expect(through(aVehicle()).motionSince).toBe("2026-03-03T11:50:00Z");
});
