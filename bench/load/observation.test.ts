import fc from "fast-check";
import { expect, test } from "vitest";
import { Measurements } from "../../contracts/telemetry.ts";
import { layOutObservation, OBSERVATION_BYTES, patchObservation } from "./observation.ts";

const observationOf = (car: number, tsMs: number): Record<string, unknown> => {
  const buffer = Buffer.alloc(OBSERVATION_BYTES);
  layOutObservation(buffer, 0);
  patchObservation(buffer, 0, car, tsMs);
  return JSON.parse(buffer.toString()) as Record<string, unknown>;
};
const aCar = fc.integer({ min: 0, max: 99 });
const aTime = fc.integer({ min: 1_600_000_000_000, max: 2_000_000_000_000 });

test("every observation is 150 bytes of JSON with its time and values a device could measure", () => {
  fc.assert(
    fc.property(aCar, aTime, (car, tsMs) => {
      const { ts, ...measured } = observationOf(car, tsMs);
      expect(ts).toBe(tsMs);
      expect(Measurements.parse(measured)).toEqual(measured);
      expect(Object.keys(measured)).toHaveLength(7);
    }),
  );
});

test("patching a slot leaves nothing of the observation before", () => {
  const buffer = Buffer.alloc(OBSERVATION_BYTES);
  layOutObservation(buffer, 0);
  fc.assert(
    fc.property(aCar, aTime, (car, tsMs) => {
      patchObservation(buffer, 0, car, tsMs);
      expect(JSON.parse(buffer.toString())).toEqual(observationOf(car, tsMs));
    }),
  );
});

test("a car moves at most as far as its speed allows", () => {
  fc.assert(
    fc.property(aCar, aTime, (car, tsMs) => {
      const [from, to] = [observationOf(car, tsMs), observationOf(car, tsMs + 1_000)];
      const northM = (Number(to["lat"]) - Number(from["lat"])) * 111_195;
      const eastM = (Number(to["lon"]) - Number(from["lon"])) * 111_195 * Math.cos(1.007);
      expect(Math.hypot(northM, eastM)).toBeLessThan(50 / 3.6 + 0.2);
    }),
  );
});
