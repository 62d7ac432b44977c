import fc from "fast-check";
import { expect, test } from "vitest";
import { distanceM, type Position } from "./distance.ts";

const RADIUS_M = 6_371_008.8;

/** Between two points of a sphere, by the angle between their vectors. */
const byVectors = (a: Position, b: Position): number => {
  const vector = ({ lat, lon }: Position): readonly [number, number, number] => {
    const [phi, lambda] = [(lat * Math.PI) / 180, (lon * Math.PI) / 180];
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
  };
  const [from, to] = [vector(a), vector(b)];
  const chord = Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]);
  return 2 * RADIUS_M * Math.asin(Math.min(1, chord / 2));
};

const degrees = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true });

test.each([
  ["near", 0.06],
  ["far", 60],
])("distances are those on a sphere: %s points", (_case, apart) => {
  fc.assert(
    fc.property(
      degrees(75),
      degrees(180),
      degrees(apart),
      degrees(apart),
      (lat, lon, north, east) => {
        const from = { lat, lon };
        const to = { lat: Math.max(-75, Math.min(75, lat + north)), lon: lon + east };
        const expected = byVectors(from, to);
        expect(Math.abs(distanceM(from, to) - expected)).toBeLessThanOrEqual(
          1e-6 * expected + 1e-6,
        );
      },
    ),
    { numRuns: 1_000 },
  );
});

test("the date line is no distance", () => {
  const distance = distanceM({ lat: 0, lon: 179.999 }, { lat: 0, lon: -179.999 });
  expect(distance).toBeCloseTo(222.4, 1);
});
