import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Connection, Motion, type VehicleLive } from "./live-protocol.ts";
import { packPositions, unpackPositions } from "./packed-positions.ts";
import { aVehicleLive } from "./testing-live.ts";

const BASE_MS = Date.UTC(2026, 10, 1, 12);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const aLiveState = fc.record<VehicleLive>({
  vehicleId: fc.uuid(),
  ts: fc.constant(null),
  positionTs: maybe(
    fc.integer({ min: 0, max: 3_600_000 }).map((age) => new Date(BASE_MS - age).toISOString()),
  ),
  lat: maybe(fc.double({ min: -90, max: 90, noNaN: true })),
  lon: maybe(fc.double({ min: -180, max: 180, noNaN: true })),
  accuracyM: fc.constant(null),
  speedKmh: maybe(fc.double({ min: 0, max: 500, noNaN: true })),
  headingDeg: maybe(fc.double({ min: 0, max: 360, noNaN: true })),
  motion: fc.constantFrom(...Motion.options),
  motionSince: fc.constant(null),
  connection: fc.constantFrom(...Connection.options),
  ignition: maybe(fc.boolean()),
  odometerKm: fc.constant(null),
  fuelPct: fc.constant(null),
  fuelLitres: fc.constant(null),
  externalV: fc.constant(null),
  batteryPct: fc.constant(null),
  satellites: fc.constant(null),
  routeId: fc.constant(null),
});

const expectNear = (found: number | null, wanted: number | null, within: number) => {
  if (wanted === null || found === null) expect(found).toEqual(wanted);
  else expect(Math.abs(found - wanted)).toBeLessThanOrEqual(within);
};

test("what is packed is unpacked: place to a centimetre, heading to a degree, status exactly", () => {
  fc.assert(
    fc.property(fc.array(aLiveState, { maxLength: 20 }), (vehicles) => {
      const numbers = new Map(vehicles.map(({ vehicleId }, index) => [vehicleId, index + 7]));
      const buffer = packPositions(vehicles, (id) => numbers.get(id) ?? 0, BASE_MS);
      const unpacked = unpackPositions(buffer);
      expect(unpacked).toHaveLength(vehicles.length);
      vehicles.forEach((live, index) => {
        const found = unpacked[index];
        if (!found) throw new Error(`row ${index} is missing`);
        expect(found.packedId).toBe(numbers.get(live.vehicleId));
        expectNear(found.lat, live.lat, 0.6e-7);
        expectNear(found.lon, live.lon, 0.6e-7);
        expectNear(found.speedKmh, live.speedKmh, 0.051);
        expectNear(found.headingDeg, live.headingDeg, 1);
        const positionMs = live.positionTs === null ? null : Date.parse(live.positionTs);
        expectNear(found.positionMs, positionMs, 50);
        const { motion, connection, ignition } = live;
        expect(found).toMatchObject({ motion, connection, ignition });
      });
    }),
  );
});

test("a latitude never lands in the longitude", () => {
  const goteborg = aVehicleLive("car", { lat: 57.7089, lon: 11.9746 });
  const [found] = unpackPositions(packPositions([goteborg], () => 1, BASE_MS));
  expect(found?.lat).toBeCloseTo(57.7089, 6);
  expect(found?.lon).toBeCloseTo(11.9746, 6);
});

test("a buffer of another version or length is refused", () => {
  const buffer = packPositions([], () => 0, BASE_MS);
  expect(() => unpackPositions(buffer.slice(0, 12))).toThrow("12 bytes do not hold 0 vehicles");
  new DataView(buffer).setUint32(0, 2, true);
  expect(() => unpackPositions(buffer)).toThrow("unknown version 2");
});
