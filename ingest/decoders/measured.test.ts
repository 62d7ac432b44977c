import fc from "fast-check";
import { expect, test } from "vitest";
import { Measurements } from "../../contracts/telemetry.ts";
import { readMeasured } from "./measured.ts";

/** Anything a device may put into a field, limits and their neighbours above all. */
const aValue = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0, -1, 1, 90, 90.5, 100, 128, 129, 180, 360, 361, 500) },
  { weight: 2, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.constantFrom(-1_000, 5_000, 20_000, 30_000, 1e6, 1e7, 1e7 + 1) },
  { weight: 1, arbitrary: fc.jsonValue() },
  { weight: 1, arbitrary: fc.string({ maxLength: 70 }) },
  { weight: 1, arbitrary: fc.boolean() },
);
const names = Object.keys(Measurements.shape);

test("the quick reading accepts exactly what the schema accepts, and reads the same", () => {
  const fields = fc.dictionary(fc.constantFrom(...names, "other"), aValue, { maxKeys: 3 });
  fc.assert(
    fc.property(fields, (measured) => {
      const parsed = Measurements.safeParse(measured);
      const read = readMeasured(7, measured);
      expect(read !== undefined).toBe(parsed.success);
      if (!read) return;
      const { tsMs, ...rest } = JSON.parse(JSON.stringify(read)) as Record<string, unknown>;
      expect(tsMs).toBe(7);
      expect(rest).toEqual(JSON.parse(JSON.stringify(parsed.data)));
    }),
    { numRuns: 3_000 },
  );
});

test.each(names)("%s: what the schema says of every limit holds", (name) => {
  for (const value of [0, 1, 64, 90, 100, 128, 180, 360, 500, 1e3, 5e3, 1e4, 2e4, 3e4, 1e6, 1e7]) {
    for (const near of [value, -value, value + 1, -value - 1, value + 0.5, String(value)]) {
      const measured = { [name]: near };
      const accepted = Measurements.safeParse(measured).success;
      expect(readMeasured(0, measured) !== undefined, `${name} ${near}`).toBe(accepted);
    }
  }
});

test.each(["x", "é", "🚗", "👨‍👩‍👧"])(
  "an event of many %s is as long as the schema counts it",
  (sign) => {
    for (const times of [1, 12, 13, 21, 22, 32, 33, 64, 65, 128]) {
      const event = sign.repeat(times);
      const accepted = Measurements.safeParse({ event }).success;
      expect(readMeasured(0, { event }) !== undefined, `${times} times`).toBe(accepted);
    }
  },
);
