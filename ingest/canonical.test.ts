import fc from "fast-check";
import { expect, test } from "vitest";
import { fromRecord, ObservationRecord } from "../contracts/observation.ts";
import type { Sample } from "../contracts/telemetry.ts";
import { canonicalJson, toRecordJson } from "./canonical.ts";
import { decodeNative } from "./decoders/native.ts";
import { CLOCK, NOW_MS, onlySample } from "./decoders/testing.ts";

const VEHICLE = "00000000-0000-4000-8000-00000000000a";
const read = (json: string) => fromRecord(ObservationRecord.parse(JSON.parse(json)));
const idOf = (sample: Sample, deviceId = "car", vehicleId = VEHICLE): string =>
  read(toRecordJson(deviceId, vehicleId, sample)).id;

/** A JSON object with its keys in another order, at every depth. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([key, part]) => [key, reversed(part)]));
};

test("the order of keys means nothing, at any depth", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json: unknown = JSON.parse(JSON.stringify(value));
      expect(canonicalJson(reversed(json))).toBe(canonicalJson(json));
      expect(JSON.parse(canonicalJson(json))).toEqual(json);
    }),
  );
});

const aMessage = fc.record(
  {
    lat: fc.double({ min: -90, max: 90, noNaN: true }),
    lon: fc.double({ min: -180, max: 180, noNaN: true }),
    speedKmh: fc.double({ min: 0, max: 500, noNaN: true }),
    ignition: fc.boolean(),
    event: fc.string({ minLength: 1, maxLength: 64 }),
    // A key __proto__ is the one thing that is not kept: reading the record drops it.
    extra: fc.jsonValue().filter((value) => !JSON.stringify(value).includes("__proto__")),
  },
  { requiredKeys: ["lat", "lon"] },
);

test("the same message has the same id however its JSON is written", () => {
  fc.assert(
    fc.property(aMessage, (message) => {
      const compact = JSON.stringify({ ts: NOW_MS, ...message });
      const rewritten = JSON.stringify(reversed(JSON.parse(compact)), undefined, 2);
      const [first, second] = [compact, rewritten].map((text) =>
        idOf(onlySample(decodeNative(JSON.parse(text), CLOCK))),
      );
      expect(second).toBe(first);
    }),
  );
});

test("a record holds exactly what was measured", () => {
  fc.assert(
    fc.property(aMessage, (message) => {
      const sample = onlySample(
        decodeNative(JSON.parse(JSON.stringify({ ts: NOW_MS, ...message })), CLOCK),
      );
      const observation = read(toRecordJson("car", VEHICLE, sample));
      expect(observation).toEqual({
        ...sample,
        id: observation.id,
        deviceId: "car",
        vehicleId: VEHICLE,
      });
    }),
  );
});

test("another time, value, attribute or device is another observation; another car is not", () => {
  const sample: Sample = { tsMs: NOW_MS, lat: 1, lon: 2, attributes: { doors: 2 } };
  const others = [
    idOf({ ...sample, tsMs: NOW_MS + 1 }),
    idOf({ ...sample, lat: 1.000001 }),
    idOf({ ...sample, attributes: { doors: 3 } }),
    idOf({ tsMs: NOW_MS, lat: 1, lon: 2 }),
    idOf(sample, "bus"),
  ];
  expect(new Set([idOf(sample), ...others]).size).toBe(6);
  expect(idOf(sample, "car", "00000000-0000-4000-8000-00000000000b")).toBe(idOf(sample));
});
