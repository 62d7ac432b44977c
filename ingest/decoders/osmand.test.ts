import { describe, expect, test } from "vitest";
import { decodeOsmandJson, decodeOsmandQuery } from "./osmand.ts";
import { CLOCK, NOW_MS, onlyRefusal, onlySample } from "./testing.ts";

describe("query form", () => {
  const decode = (query: Record<string, unknown>) => decodeOsmandQuery(query, CLOCK);
  const query = (extra: object = {}) => ({
    id: "phone",
    timestamp: String(NOW_MS / 1_000),
    lat: "57.7",
    lon: "11.9",
    ...extra,
  });

  test("speed is in knots, everything is text, and who sends is no attribute", () => {
    const sample = onlySample(
      decode(
        query({
          speed: "10",
          bearing: "90",
          altitude: "12.5",
          accuracy: "6",
          hdop: "0.8",
          batt: "55.0",
          charge: "true",
          driverUniqueId: "ann",
          secret: "s",
          deviceid: "x",
        }),
      ),
    );
    expect(sample).toEqual({
      tsMs: NOW_MS,
      lat: 57.7,
      lon: 11.9,
      speedKmh: 18.52,
      headingDeg: 90,
      altitudeM: 12.5,
      accuracyM: 6,
      hdop: 0.8,
      batteryPct: 55,
      attributes: { charge: "true", driverUniqueId: "ann" },
    });
  });

  test.each([
    ["Unix seconds", String(NOW_MS / 1_000)],
    ["Unix milliseconds", String(NOW_MS)],
    ["ISO 8601", "2026-03-01T12:00:00Z"],
    ["date and time, which mean UTC", "2026-03-01 12:00:00"],
  ])("timestamp may be %s", (_form, timestamp) => {
    expect(onlySample(decode(query({ timestamp }))).tsMs).toBe(NOW_MS);
  });

  test("a position may come as location=lat,lon and a course as heading", () => {
    const { lat: _lat, lon: _lon, ...rest } = query();
    const sample = onlySample(decode({ ...rest, location: "57.7,11.9", heading: "45" }));
    expect(sample).toMatchObject({ lat: 57.7, lon: 11.9, headingDeg: 45 });
  });

  test("a repeated last position, marked as not valid, is not taken", () => {
    expect(onlySample(decode(query({ valid: "false" })))).not.toHaveProperty("lat");
    expect(onlySample(decode(query({ valid: "true" })))).toHaveProperty("lat");
  });

  test("an alarm is the event", () => {
    expect(onlySample(decode(query({ alarm: "sos" }))).event).toBe("sos");
  });

  test("empty values are values that were not sent", () => {
    expect(onlySample(decode(query({ speed: "", lat: "", lon: "" })))).toEqual({ tsMs: NOW_MS });
  });

  test("-1 stands for what the phone does not know", () => {
    const unknown = { speed: "-1", bearing: "-1", accuracy: "-1", batt: "-1" };
    expect(onlySample(decode(query({ lat: "", lon: "", ...unknown })))).toEqual({ tsMs: NOW_MS });
  });

  test.each([
    ["timestamp", { timestamp: undefined }],
    ["timestamp", { timestamp: "1072915200" }],
    ["lat", { lat: "95" }],
    ["lon", { lon: undefined }],
    ["lat", { lat: "north" }],
    ["speed", { speed: "900" }],
    ["speed", { speed: ["1", "2"] }],
    ["bearing", { bearing: "400" }],
    ["batt", { batt: "101" }],
  ])("a bad %s is refused by the name the app gave it: %j", (field, extra) => {
    expect(onlyRefusal(decode(query(extra))).field).toBe(field);
  });
});

describe("JSON form", () => {
  const decode = (payload: unknown) => decodeOsmandJson(payload, CLOCK);
  const timestamp = "2026-03-01T12:00:00.000Z";
  const coords = { latitude: 57.7, longitude: 11.9 };
  const payload = (location: object = {}) => ({
    device_id: "phone",
    location: { timestamp, coords, ...location },
  });

  test("speed is in m/s, the odometer in metres, the battery from 0 to 1", () => {
    const sample = onlySample(
      decode(
        payload({
          coords: { ...coords, speed: 10, heading: 90, altitude: 5, accuracy: 7 },
          odometer: 1_234_500,
          battery: { level: 0.5, is_charging: true },
          alarm: "sos",
        }),
      ),
    );
    expect(sample).toMatchObject({
      tsMs: NOW_MS,
      lat: 57.7,
      lon: 11.9,
      speedKmh: 36,
      headingDeg: 90,
      altitudeM: 5,
      accuracyM: 7,
      odometerKm: 1_234.5,
      batteryPct: 50,
      event: "sos",
    });
  });

  test("what no measurement claims stays, at its place", () => {
    const sample = onlySample(
      decode(
        payload({
          coords: { ...coords, speed_accuracy: 1.5 },
          battery: { level: 0.5, is_charging: true },
          is_moving: true,
          activity: { type: "in_vehicle" },
        }),
      ),
    );
    expect(sample.attributes).toEqual({
      coords: { speed_accuracy: 1.5 },
      battery: { is_charging: true },
      is_moving: true,
      activity: { type: "in_vehicle" },
    });
  });

  test("-1 stands for what the phone does not know", () => {
    const unknown = { ...coords, speed: -1, heading: -1, accuracy: -1 };
    const sample = onlySample(decode(payload({ coords: unknown, battery: { level: -1 } })));
    expect(sample).toEqual({ tsMs: NOW_MS, lat: 57.7, lon: 11.9 });
  });

  test("coords may be absent when only the state changed", () => {
    const sample = onlySample(decode(payload({ coords: undefined, event: "motionchange" })));
    expect(sample).toEqual({ tsMs: NOW_MS, attributes: { event: "motionchange" } });
  });

  test.each([
    ["payload", []],
    ["location", { device_id: "phone" }],
    ["location.timestamp", { location: { coords } }],
    ["location.coords.latitude", payload({ coords: { latitude: 95, longitude: 1 } })],
    ["location.coords.longitude", payload({ coords: { latitude: 5 } })],
    ["location.coords.speed", payload({ coords: { ...coords, speed: 200 } })],
    ["location.battery.level", payload({ battery: { level: 55 } })],
    ["location.odometer", payload({ odometer: "far" })],
  ])("a bad %s is refused by its path", (field, bad) => {
    expect(onlyRefusal(decode(bad)).field).toBe(field);
  });
});
