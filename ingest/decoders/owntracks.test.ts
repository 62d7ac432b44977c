import { expect, test } from "vitest";
import { decodeOwntracks } from "./owntracks.ts";
import { CLOCK, NOW_MS, onlyRefusal, onlySample } from "./testing.ts";

const decode = (payload: unknown) => decodeOwntracks(payload, CLOCK);
const location = (extra: object = {}) => ({
  _type: "location",
  tst: NOW_MS / 1_000,
  lat: 57.7,
  lon: 11.9,
  ...extra,
});

test("a location is in km/h, metres, degrees and per cent; the rest are attributes", () => {
  const sample = onlySample(
    decode(location({ vel: 72, cog: 90, alt: 12, acc: 8, batt: 55, tid: "an", t: "u", vac: 3 })),
  );
  expect(sample).toEqual({
    tsMs: NOW_MS,
    lat: 57.7,
    lon: 11.9,
    speedKmh: 72,
    headingDeg: 90,
    altitudeM: 12,
    accuracyM: 8,
    batteryPct: 55,
    attributes: { tid: "an", t: "u", vac: 3 },
  });
});

test("a Queclink tracker adds kilometres, seconds of engine time, volts and ignition", () => {
  const extras = { odometer: 1_234.5, hmc: 5_400, uext: 12.6, ign: 1, rpm: 900, flvl: 40 };
  expect(onlySample(decode(location(extras)))).toMatchObject({
    odometerKm: 1_234.5,
    engineHours: 1.5,
    externalV: 12.6,
    ignition: true,
    rpm: 900,
    fuelPct: 40,
  });
  expect(onlySample(decode(location({ ign: 0 }))).ignition).toBe(false);
});

test("a car that is towed away says so", () => {
  expect(onlySample(decode(location({ tow: 1 }))).event).toBe("tow");
  expect(onlySample(decode(location({ tow: 0 }))).event).toBeUndefined();
});

test("-1 stands for what the phone does not know", () => {
  const unknown = location({ cog: -1, vel: -1, acc: -1, batt: -1 });
  expect(onlySample(decode(unknown))).toEqual({ tsMs: NOW_MS, lat: 57.7, lon: 11.9 });
});

test.each([
  ["enter", "region_enter"],
  ["leave", "region_leave"],
])("a transition to %s is an observation with the event %s", (event, expected) => {
  const transition = location({ _type: "transition", event, desc: "Depot", acc: 20 });
  expect(onlySample(decode(transition))).toMatchObject({
    event: expected,
    lat: 57.7,
    accuracyM: 20,
    attributes: { desc: "Depot" },
  });
});

test.each(["waypoint", "waypoints", "lwt", "card", "status", "steps", "cmd", "made-up"])(
  "a %s carries no telemetry and is no error",
  (_type) => {
    expect(decode({ _type, tst: 5 })).toEqual({ samples: [], refusals: [] });
  },
);

test("an encrypted payload is refused with what to do about it", () => {
  const refusal = onlyRefusal(decode({ _type: "encrypted", data: "AAAA" }));
  expect(refusal).toMatchObject({ field: "_type" });
  expect(refusal.reason).toMatch(/switch encryption off/);
});

test.each([
  ["payload", [location()]],
  ["_type", { tst: 5, lat: 1, lon: 2 }],
  ["lat", { _type: "location", tst: NOW_MS / 1_000 }],
  ["lon", location({ lon: undefined })],
  ["lat", location({ lat: 95 })],
  ["tst", location({ tst: undefined })],
  ["tst", location({ tst: Date.UTC(2004, 0, 1) / 1_000 })],
  ["vel", location({ vel: 900 })],
  ["cog", location({ cog: 400 })],
  ["batt", location({ batt: 101 })],
  ["ign", location({ ign: 2 })],
])("a bad %s is refused by the name the app gave it: %j", (field, payload) => {
  expect(onlyRefusal(decode(payload)).field).toBe(field);
});

test("0,0 is no position", () => {
  expect(onlySample(decode(location({ lat: 0, lon: 0 })))).not.toHaveProperty("lat");
});

test("numbers that came as text count, and null means there is none", () => {
  const text = { lat: "57.7", lon: "11.9", vel: "36", cog: "-1", alt: null, ign: "1" };
  const decoded = decodeOwntracks({ _type: "location", tst: NOW_MS / 1_000, ...text }, CLOCK);
  expect(onlySample(decoded)).toEqual({
    ...{ tsMs: NOW_MS, lat: 57.7, lon: 11.9 },
    ...{ speedKmh: 36, ignition: true },
  });
});
