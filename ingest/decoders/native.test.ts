import { expect, test } from "vitest";
import { decodeNative } from "./native.ts";
import { CLOCK, NOW_MS, onlyRefusal, onlySample } from "./testing.ts";

const decode = (payload: unknown) => decodeNative(payload, CLOCK);
const fix = (extra: object = {}) => ({ ts: NOW_MS, lat: 57.7, lon: 11.9, ...extra });

test("every field of the contract is taken as it is", () => {
  const measured = {
    lat: -33.9,
    lon: 151.2,
    speedKmh: 88.5,
    headingDeg: 271,
    altitudeM: -3,
    accuracyM: 4.5,
    hdop: 0.9,
    satellites: 11,
    ignition: true,
    odometerKm: 120_345.6,
    engineHours: 2_001.5,
    fuelPct: 41,
    fuelLitres: 22.4,
    rpm: 1_850,
    externalV: 13.9,
    batteryPct: 97,
    event: "crash",
  };
  expect(onlySample(decode({ ts: NOW_MS, ...measured }))).toEqual({ tsMs: NOW_MS, ...measured });
});

test.each([
  ["Unix milliseconds", NOW_MS],
  ["Unix seconds", NOW_MS / 1_000],
  ["Unix seconds as text", String(NOW_MS / 1_000)],
  ["ISO 8601 in UTC", "2026-03-01T12:00:00Z"],
  ["ISO 8601 with an offset", "2026-03-01T13:00:00+01:00"],
  ["ISO 8601 without a zone, which means UTC", "2026-03-01T12:00:00"],
])("ts may be %s", (_form, ts) => {
  expect(onlySample(decode({ ts })).tsMs).toBe(NOW_MS);
});

test("keys that nothing claims become attributes, as they were sent", () => {
  const { attributes } = onlySample(decode(fix({ doors: { left: "open" }, codes: [1, null] })));
  expect(attributes).toEqual({ doors: { left: "open" }, codes: [1, null] });
});

test("without a position it is an observation all the same", () => {
  const sample = onlySample(decode({ ts: NOW_MS, ignition: false }));
  expect(sample).toEqual({ tsMs: NOW_MS, ignition: false });
});

test("0,0 is a receiver without a fix, but either zero alone is a place", () => {
  expect(onlySample(decode({ ts: NOW_MS, lat: 0, lon: 0 }))).toEqual({ tsMs: NOW_MS });
  expect(onlySample(decode({ ts: NOW_MS, lat: 0, lon: 32.6 }))).toMatchObject({ lat: 0 });
  expect(onlySample(decode({ ts: NOW_MS, lat: 51.5, lon: 0 }))).toMatchObject({ lon: 0 });
});

test.each([
  ["lat", { ts: NOW_MS, lon: 11.9 }],
  ["lon", { ts: NOW_MS, lat: 57.7 }],
  ["lat", fix({ lat: 95 })],
  ["lat", fix({ lat: -90.01 })],
  ["lon", fix({ lon: 180.5 })],
  ["lat", fix({ lat: "north" })],
  ["lat", fix({ lat: "95" })],
  ["lat", fix({ lat: null })],
  ["lat", fix({ lat: [57.7] })],
  ["speedKmh", fix({ speedKmh: "12 km/h" })],
  ["ignition", fix({ ignition: "on" })],
  ["speedKmh", fix({ speedKmh: -1 })],
  ["speedKmh", fix({ speedKmh: 501 })],
  ["headingDeg", fix({ headingDeg: 361 })],
  ["satellites", fix({ satellites: 4.5 })],
  ["ignition", fix({ ignition: 1 })],
  ["fuelPct", fix({ fuelPct: 101 })],
  ["batteryPct", fix({ batteryPct: -1 })],
  ["odometerKm", fix({ odometerKm: -0.1 })],
  ["event", fix({ event: "" })],
  ["event", fix({ event: "x".repeat(65) })],
  ["ts", { lat: 1, lon: 2 }],
  ["ts", fix({ ts: "yesterday" })],
  ["ts", fix({ ts: true })],
  ["ts", fix({ ts: Date.UTC(2004, 0, 1) })],
  ["ts", fix({ ts: NOW_MS + 3_600_000 })],
])("a bad %s is refused by its name: %j", (field, payload) => {
  const refusal = onlyRefusal(decode(payload));
  expect(refusal.field).toBe(field);
  expect(refusal.reason.startsWith(`${field}: `)).toBe(true);
});

test.each([[null], ["text"], [5], [true]])("%j is no observation", (payload) => {
  expect(onlyRefusal(decode(payload)).field).toBe("payload");
});

test("of an array each object stands alone; a bad one is refused under its index", () => {
  const { samples, refusals } = decode([fix(), fix({ lat: 95 }), 7, fix({ event: "sos" })]);
  expect(samples).toHaveLength(2);
  expect(refusals).toMatchObject([
    { field: "[1].lat", part: { lat: 95 } },
    { field: "[2].payload", part: 7 },
  ]);
});

test("an array may hold a thousand observations and no more", () => {
  expect(decode(Array.from({ length: 1_000 }, () => fix())).samples).toHaveLength(1_000);
  expect(onlyRefusal(decode(Array.from({ length: 1_001 }, () => fix()))).field).toBe("payload");
});

test("a number may have come as text, and null means there is none", () => {
  const { samples, refusals } = decode([
    fix({ lat: "57.7", lon: " 11.9", speedKmh: "12", satellites: "9", fuelPct: "" }),
    fix({ speedKmh: null, event: null, ignition: null, odometerKm: "120345.6" }),
    { ts: NOW_MS, lat: null, lon: null, ignition: true },
  ]);
  expect(refusals).toEqual([]);
  expect(samples).toEqual([
    { tsMs: NOW_MS, lat: 57.7, lon: 11.9, speedKmh: 12, satellites: 9 },
    { tsMs: NOW_MS, lat: 57.7, lon: 11.9, odometerKm: 120_345.6 },
    { tsMs: NOW_MS, ignition: true },
  ]);
});

test("a key named __proto__ is an attribute like any other", () => {
  const payload: unknown = JSON.parse(`{"ts":${NOW_MS},"__proto__":{"a":1},"doors":2}`);
  const { attributes } = onlySample(decode(payload));
  expect(JSON.stringify(attributes)).toBe('{"__proto__":{"a":1},"doors":2}');
});
