import fc from "fast-check";
import { expect, test } from "vitest";
import type { Sample } from "../contracts/telemetry.ts";
import { canonicalJson } from "./canonical-json.ts";
import { RowFormatError, RowWriter } from "./copy-format.ts";
import { derivedId } from "./derived-id.ts";
import {
  compareIds,
  copyRow,
  idOf,
  originOf,
  packedRow,
  packObservation,
  readObservation,
  readOrigin,
  takePacked,
  type PackedObservation,
} from "./location-row.ts";
import { PackedReader, PackedWriter } from "./packed-row.ts";

const VEHICLE = "00000000-0000-4000-8000-00000000000a";
const TS_MS = Date.UTC(2026, 2, 1, 12);

const pack = (sample: Sample, deviceId: string, vehicleId: string): Buffer => {
  const writer = new PackedWriter();
  packObservation(writer, originOf(deviceId, vehicleId), sample, TS_MS + 250);
  return Buffer.from(writer.written());
};

/** Packs an observation, and takes it out of the rows as one of a device in a vehicle. */
const packed = (sample: Sample, deviceId = "car", vehicleId = VEHICLE): PackedObservation => {
  const reader = new PackedReader(pack(sample, deviceId, vehicleId));
  const observation = takePacked(reader, originOf(deviceId, vehicleId));
  expect(reader.isAtEnd).toBe(true);
  return observation;
};
const idOfSample = (...observed: Parameters<typeof packed>): string => idOf(packed(...observed));

/** What COPY would read of an observation. */
const copied = (observation: PackedObservation): Buffer => {
  const writer = new RowWriter();
  copyRow(writer, observation, readObservation(observation));
  return Buffer.from(writer.slice(0, writer.length));
};

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

const aNumber = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const aSample = fc
  .record(
    {
      tsMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
      lat: aNumber(-90, 90),
      lon: aNumber(-180, 180),
      speedKmh: aNumber(0, 500),
      headingDeg: aNumber(0, 360),
      altitudeM: aNumber(-1_000, 20_000),
      accuracyM: aNumber(0, 1e6),
      hdop: aNumber(0, 1e4),
      satellites: fc.integer({ min: 0, max: 128 }),
      ignition: fc.boolean(),
      odometerKm: aNumber(0, 1e7),
      engineHours: aNumber(0, 1e6),
      fuelPct: aNumber(0, 100),
      fuelLitres: aNumber(0, 5_000),
      rpm: aNumber(0, 30_000),
      externalV: aNumber(0, 1_000),
      batteryPct: aNumber(0, 100),
      event: fc.string({ minLength: 1, maxLength: 64, unit: "grapheme" }),
      attributes: fc.dictionary(fc.string(), fc.jsonValue()),
    },
    { requiredKeys: ["tsMs"] },
  )
  // What arrived as JSON has no negative zero and no text that is not well formed.
  .map((sample) => JSON.parse(JSON.stringify(sample).replaceAll("-0,", "0,")) as Sample)
  .filter((sample) => JSON.stringify(sample).isWellFormed());

test("a row holds exactly what was measured", () => {
  fc.assert(
    fc.property(aSample, (sample) => {
      const observation = readObservation(packed(sample));
      expect(observation).toEqual({
        ...sample,
        id: observation.id,
        deviceId: "car",
        vehicleId: VEHICLE,
        receivedAtMs: TS_MS + 250,
      });
    }),
  );
});

test("the same content has the same id, however its attributes are ordered", () => {
  fc.assert(
    fc.property(aSample, (sample) => {
      const rewritten = reversed(sample) as Sample;
      expect(idOfSample(rewritten)).toBe(idOfSample(sample));
    }),
  );
});

test("an id is a UUID of version 5", () => {
  expect(idOfSample({ tsMs: TS_MS })).toMatch(
    /^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-/,
  );
  expect(derivedId("route:x")).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-/);
});

test("a row that is cut off is an error, wherever", () => {
  const origin = originOf("car", VEHICLE);
  const sample: Sample = { tsMs: TS_MS, lat: 1, lon: 2, event: "x", attributes: { a: 1 } };
  const whole = pack(sample, "car", VEHICLE);
  for (let bytes = 0; bytes < whole.length; bytes++) {
    const rows = whole.subarray(0, bytes);
    expect(() => takePacked(new PackedReader(rows), origin)).toThrow(/cut off|bounds/i);
  }
});

test("a row that is not what was packed is an error, wherever it differs", () => {
  const sample: Sample = { tsMs: TS_MS, lat: 1, lon: 2, event: "x", attributes: { a: 1 } };
  const whole = pack(sample, "car", VEHICLE);
  const broken = (change: (row: Buffer) => void): Buffer => {
    const row = Buffer.from(whole);
    change(row);
    return row;
  };
  const more = Buffer.concat([whole, Buffer.of(0)]);
  more.writeUInt32BE(more.length);
  const rows = [
    broken((row) => row.writeUInt32BE(row.readUInt32BE(4) | 4, 4)), // a speed that is not there
    broken((row) => row.writeUInt32BE(row.readUInt32BE(4) | (2 ** 30), 4)), // a field that nobody knows
    broken((row) => row.write("?", row.length - 1)), // attributes that are no JSON
    more,
    ...[Number.NaN, -1e18, 1e300].flatMap((time) =>
      // received, and event time
      [8, 16].map((at) => broken((row) => row.writeDoubleBE(time, at))),
    ),
  ];
  for (const row of rows) {
    const observation = takePacked(new PackedReader(row), originOf("car", VEHICLE));
    expect(() => readObservation(observation)).toThrow(RowFormatError);
  }
});

test("an attribute may have any name", () => {
  const attributes = JSON.parse(
    '{"__proto__":{"a":1},"b":{"__proto__":2}}',
  ) as Sample["attributes"];
  const row = packed({ tsMs: TS_MS, attributes });
  expect(JSON.stringify(readObservation(row).attributes)).toBe(JSON.stringify(attributes));
  expect(copied(row).toString()).toContain('{"__proto__":{"a":1},"b":{"__proto__":2}}');
});

test("observations are ordered as their ids are", () => {
  fc.assert(
    fc.property(aSample, aSample, (a, b) => {
      const [one, other] = [packed(a), packed(b)];
      const [idOfOne, idOfOther] = [idOf(one), idOf(other)];
      const order = idOfOne < idOfOther ? -1 : Number(idOfOne > idOfOther);
      expect(Math.sign(compareIds(one, other))).toBe(order);
      expect(compareIds(one, packed(a))).toBe(0);
    }),
  );
});

test("the fields that an origin's rows begin with tell which one it is", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 64, unit: "grapheme" }), (deviceId) => {
      const { partition: _, ...origin } = originOf(deviceId, VEHICLE);
      expect(readOrigin(origin.fields)).toEqual(origin);
      for (const bytes of [0, 3, 30, origin.fields.length - 1]) {
        expect(() => readOrigin(origin.fields.subarray(0, bytes))).toThrow("no origin");
      }
    }),
  );
});

test("another time, value, attribute or device is another observation; another car is not", () => {
  const sample: Sample = { tsMs: TS_MS, lat: 1, lon: 2, attributes: { doors: 2 } };
  const others = [
    idOfSample({ ...sample, tsMs: TS_MS + 1 }),
    idOfSample({ ...sample, lat: 1.000001 }),
    idOfSample({ ...sample, attributes: { doors: 3 } }),
    idOfSample({ tsMs: TS_MS, lat: 1, lon: 2 }),
    idOfSample(sample, "bus"),
  ];
  expect(new Set([idOfSample(sample), ...others]).size).toBe(6);
  expect(idOfSample(sample, "car", "00000000-0000-4000-8000-00000000000b")).toBe(
    idOfSample(sample),
  );
});

test("what is packed for one vehicle is, moved to another, the row it would have been there", () => {
  const other = VEHICLE.replace("a", "b");
  fc.assert(
    fc.property(aSample, (sample) => {
      const row = packed(sample);
      const moved = { ...row, origin: originOf("car", other) };
      expect(packedRow(row)).toEqual(packedRow(packed(sample, "car", other)));
      expect(copied(moved)).toEqual(copied(packed(sample, "car", other)));
      expect(copied(moved)).not.toEqual(copied(row));
    }),
  );
});

test("a row is in COPY's format, with the id that this content has had from the first release on", () => {
  const sample: Sample = { tsMs: TS_MS, lat: 57.5, ignition: true, event: "sos" };
  const row = copied(packed(sample));
  expect(idOfSample(sample)).toBe("04e8ccda-c321-5750-84f6-3a28ba1f1955");
  const nothing = "ffffffff";
  expect(row.toString("hex")).toBe(
    [
      "0017",
      "000000080002eef3fa7b0090", // received
      `00000010${VEHICLE.replaceAll("-", "")}`,
      "0000001004e8ccdac321575084f63a28ba1f1955",
      "00000003636172",
      "000000080002eef3fa773000", // event time
      "00000008404cc00000000000",
      nothing.repeat(7),
      "0000000101", // ignition
      nothing.repeat(7),
      "00000003736f73",
      nothing,
    ].join(""),
  );
});
