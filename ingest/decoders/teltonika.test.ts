import { expect, test } from "vitest";
import { CLOCK, NOW_MS, onlyRefusal, onlySample } from "./testing.ts";
import { decodeTeltonika } from "./teltonika.ts";

const decode = (payload: unknown) => decodeTeltonika(payload, CLOCK);
const reported = (values: object = {}) => ({ state: { reported: { ts: NOW_MS, ...values } } });
const sampleOf = (values: object) => onlySample(decode(reported(values)));

test("a record of a car at speed", () => {
  expect(
    sampleOf({ latlng: "57.7,11.9", alt: 31, ang: 180, sat: 9, sp: 90, evt: 0, pr: 0 }),
  ).toEqual({
    tsMs: NOW_MS,
    lat: 57.7,
    lon: 11.9,
    speedKmh: 90,
    headingDeg: 180,
    altitudeM: 31,
    satellites: 9,
    attributes: { pr: 0 },
  });
});

test("numbers may come as text", () => {
  const asText = { ts: String(NOW_MS), latlng: "57.7,11.9", sp: "90", 239: "1", 66: "12600" };
  expect(sampleOf(asText)).toEqual({
    tsMs: NOW_MS,
    lat: 57.7,
    lon: 11.9,
    speedKmh: 90,
    ignition: true,
    externalV: 12.6,
  });
});

test.each(["0,0", "0.000000,0.000000", "-0,0"])('"%s" is no fix', (latlng) => {
  expect(sampleOf({ latlng })).toEqual({ tsMs: NOW_MS });
});

test.each([0, 2, 3, "2"])(
  "with GNSS status %j the position is an old one and not taken",
  (status) => {
    expect(sampleOf({ latlng: "57.7,11.9", 69: status })).not.toHaveProperty("lat");
    expect(sampleOf({ latlng: "57.7,11.9", 69: 1 })).toMatchObject({ lat: 57.7 });
  },
);

test.each([
  [{ 66: 12_600 }, { externalV: 12.6 }],
  [{ 182: 9 }, { hdop: 0.9 }],
  [{ 113: 88 }, { batteryPct: 88 }],
  [{ 239: 0 }, { ignition: false }],
  [{ 16: 1_234_500 }, { odometerKm: 1_234.5 }],
  [{ 87: 2_000_000 }, { odometerKm: 2_000 }],
  [{ 105: 3_000_000 }, { odometerKm: 3_000 }],
  [{ 389: 120_345 }, { odometerKm: 120_345 }],
  [{ 389: 120_345, 105: 1, 87: 2, 16: 3 }, { odometerKm: 120_345 }],
  [{ 84: 425 }, { fuelLitres: 42.5 }],
  [{ 390: 300, 84: 425 }, { fuelLitres: 30 }],
  [{ 89: 60, 48: 10 }, { fuelPct: 60 }],
  [{ 48: 10 }, { fuelPct: 10 }],
  [{ 85: 2_100, 36: 900 }, { rpm: 2_100 }],
  [{ 36: 900 }, { rpm: 900 }],
  [{ 103: 90 }, { engineHours: 1.5 }],
])("AVL values %j are %j", (values, measured) => {
  expect(sampleOf(values)).toEqual({ tsMs: NOW_MS, ...measured });
});

test("AVL ids that nothing claims become attributes under their ids", () => {
  expect(sampleOf({ 21: 5, 78: "0a1b", 17: 64_574 }).attributes).toEqual({
    21: 5,
    78: "0a1b",
    17: 64_574,
  });
});

test.each([
  [{ evt: 247, 247: 3 }, "crash"],
  [{ evt: "247", 247: "1" }, "crash"],
  [{ evt: 252, 252: 1 }, "unplugged"],
  [{ evt: 246, 246: 1 }, "tow"],
  [{ evt: 249, 249: 1 }, "jamming"],
  [{ evt: 318, 318: 2 }, "gnss_jamming"],
  [{ 247: 1 }, "crash"],
  [{ evt: 252, 252: 0 }, undefined],
  [{ evt: 0, 252: 1 }, undefined],
  [{ evt: 239, 239: 1, 246: 1 }, undefined],
])("%j is the event %s: the id that triggered the record tells", (values, event) => {
  expect(sampleOf(values).event).toBe(event);
});

test("a command's answer carries no telemetry", () => {
  expect(decode({ RSP: "Ver:03.27" })).toEqual({
    ...{ samples: [], refusals: [] },
    answer: { kind: "words", text: "Ver:03.27" },
  });
});

test.each([
  ["payload", "text"],
  ["state", {}],
  ["state.reported", { state: {} }],
  ["ts", { state: { reported: {} } }],
  ["ts", reported({ ts: 0 })],
  ["ts", reported({ ts: NOW_MS + 3_600_000 })],
  ["latlng", reported({ latlng: "95,11" })],
  ["latlng", reported({ latlng: "57.7" })],
  ["latlng", reported({ latlng: "north,east" })],
  ["sp", reported({ sp: "fast" })],
  ["sp", reported({ sp: 600 })],
  ["ang", reported({ ang: 361 })],
  ["66", reported({ 66: -1 })],
  ["113", reported({ 113: 120 })],
  ["239", reported({ 239: 7 })],
])("a bad %s is refused by the name the tracker gave it: %j", (field, payload) => {
  expect(onlyRefusal(decode(payload)).field).toBe(field);
});
