import { expect, test } from "vitest";
import { CLOCK, NOW_MS, onlyRefusal, onlySample } from "./testing.ts";
import { decodeTraccar } from "./traccar.ts";

const decode = (payload: unknown) => decodeTraccar(payload, CLOCK);
const fixTime = "2026-03-01T12:00:00.000+00:00";
const forwarded = (position: object = {}, attributes: object = {}) => ({
  device: { uniqueId: "123456", name: "Van" },
  position: { fixTime, latitude: 57.7, longitude: 11.9, attributes, ...position },
});
const sampleOf = (...args: Parameters<typeof forwarded>) => onlySample(decode(forwarded(...args)));

test("speed is in knots, the odometer in metres, engine hours in milliseconds", () => {
  const sample = sampleOf(
    { speed: 10, course: 45, altitude: 30, accuracy: 5, valid: true },
    {
      ignition: true,
      odometer: 1_234_500,
      hours: 5_400_000,
      fuel: 30.5,
      fuelLevel: 61,
      power: 12.6,
      batteryLevel: 90,
      sat: 8,
      hdop: 1.1,
      rpm: 950,
      alarm: "sos",
      io42: 7,
    },
  );
  expect(sample).toEqual({
    tsMs: NOW_MS,
    lat: 57.7,
    lon: 11.9,
    speedKmh: 18.52,
    headingDeg: 45,
    altitudeM: 30,
    accuracyM: 5,
    satellites: 8,
    hdop: 1.1,
    ignition: true,
    odometerKm: 1_234.5,
    engineHours: 1.5,
    fuelLitres: 30.5,
    fuelPct: 61,
    externalV: 12.6,
    batteryPct: 90,
    rpm: 950,
    event: "sos",
    attributes: { io42: 7 },
  });
});

test("the limit of the street is in knots too, and kept in km/h", () => {
  const limited = (speedLimit: unknown) => sampleOf({}, { speedLimit, io42: 7 }).attributes;
  expect(limited(27)).toEqual({ io42: 7, speedLimitKmh: 27 * 1.852 });
  expect(limited("27")).toEqual({ io42: 7, speedLimitKmh: 27 * 1.852 });
  expect(limited(undefined)).toEqual({ io42: 7 });
});

test.each([
  ["accident", "crash"],
  ["powerCut", "unplugged"],
  ["jamming", "jamming"],
])("Traccar's alarm %s is the event %s", (alarm, event) => {
  expect(sampleOf({}, { alarm }).event).toBe(event);
});

test("an accuracy of 0 is one the protocol does not have", () => {
  expect(sampleOf({ accuracy: 0 })).not.toHaveProperty("accuracyM");
});

test.each([{ outdated: true }, { valid: false }])(
  "with %j the last fix is repeated: the message counts at the device's time, without it",
  (stale) => {
    const position = { ...stale, fixTime: "2026-03-01T08:00:00Z", deviceTime: fixTime, speed: 10 };
    expect(sampleOf(position, { ignition: false })).toEqual({ tsMs: NOW_MS, ignition: false });
  },
);

test("the device's time stands in for a missing time of the fix", () => {
  expect(sampleOf({ fixTime: undefined, deviceTime: fixTime }).tsMs).toBe(NOW_MS);
});

test.each([
  ["payload", 5],
  ["device.uniqueId", { position: forwarded().position }],
  ["device.uniqueId", { ...forwarded(), device: { uniqueId: {} } }],
  ["position", { device: forwarded().device }],
  ["position.deviceTime", forwarded({ fixTime: undefined })],
  ["position.fixTime", forwarded({ fixTime: "2004-01-01T00:00:00Z" })],
  ["position.latitude", forwarded({ latitude: 95 })],
  ["position.longitude", forwarded({ longitude: undefined })],
  ["position.speed", forwarded({ speed: 400 })],
  ["position.course", forwarded({ course: -1 })],
  ["position.attributes.odometer", forwarded({}, { odometer: "far" })],
  ["position.attributes.ignition", forwarded({}, { ignition: 1 })],
  ["position.attributes.fuelLevel", forwarded({}, { fuelLevel: 120 })],
])("a bad %s is refused by its path", (field, payload) => {
  expect(onlyRefusal(decode(payload)).field).toBe(field);
});
