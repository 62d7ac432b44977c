import { afterAll, beforeAll, expect, test } from "vitest";
import type { GpsLocation } from "../contracts/location.ts";
import { storedLocations } from "./locations.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";
import {
  AT,
  AT_MS,
  AT_S,
  KNOTS,
  MPS,
  NATIVE,
  NATIVE_STORED,
  OWNTRACKS,
  OWNTRACKS_STORED,
  PLACE,
  SPEED_KMH,
  near,
} from "./same-moment.ts";

let system: RunningSystem;
beforeAll(async () => {
  system = await runSystem();
});
afterAll(() => system.close());

const basic = ({ deviceId, secret }: TrackedCar): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${deviceId}:${secret}`).toString("base64")}`,
});
const JSON_TYPE = { "content-type": "application/json" };

/** Through the public port, as a device out there reaches it. */
const send = async (path: string, init: RequestInit = {}): Promise<void> => {
  const response = await fetch(system.httpUrl + path, init);
  expect({ status: response.status, text: await response.text() }).toMatchObject({ status: 200 });
};
const post = (path: string, car: TrackedCar, body: unknown): Promise<void> =>
  send(path, {
    method: "POST",
    headers: { ...JSON_TYPE, ...basic(car) },
    body: JSON.stringify(body),
  });
const locationsOf = (car: TrackedCar, count: number): Promise<GpsLocation[]> =>
  storedLocations(system.api, car, count);

test("POST /api/gps-locations takes one observation", async () => {
  const car = await registerCar(system.api);
  await post("/api/gps-locations", car, NATIVE);
  expect((await locationsOf(car, 1))[0]).toMatchObject(NATIVE_STORED);
});

test("POST /api/gps-locations takes an array, and tells which element it refused", async () => {
  const car = await registerCar(system.api);
  const later = { ...NATIVE, ts: AT_MS + 1_000 };
  const response = await fetch(`${system.httpUrl}/api/gps-locations`, {
    method: "POST",
    headers: { ...JSON_TYPE, ...basic(car) },
    body: JSON.stringify([NATIVE, { ...NATIVE, lat: 95 }, later]),
  });
  expect(await response.json()).toMatchObject({ accepted: 2, errors: [{ field: "[1].lat" }] });
  const [first, second] = await locationsOf(car, 2);
  expect(first).toMatchObject(NATIVE_STORED);
  expect(Date.parse(second?.timestamp ?? "")).toBe(AT_MS + 1_000);
});

test("a body of which nothing is accepted answers 400 and names the field", async () => {
  const car = await registerCar(system.api);
  const response = await fetch(`${system.httpUrl}/api/gps-locations`, {
    method: "POST",
    headers: { ...JSON_TYPE, ...basic(car) },
    body: JSON.stringify({ ...NATIVE, lat: 95 }),
  });
  expect(response.status).toBe(400);
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  expect(await response.json()).toMatchObject({ errors: [{ field: "lat" }] });
});

const OSMAND_STORED = {
  ...PLACE,
  speed: near(SPEED_KMH),
  altitudeM: 12,
  accuracyM: 4,
  batteryPct: 88,
};
const osmandFields = (car: TrackedCar): URLSearchParams =>
  new URLSearchParams({
    id: car.deviceId,
    secret: car.secret,
    timestamp: String(AT_S),
    lat: "57.70887",
    lon: "11.97456",
    speed: String(KNOTS),
    bearing: "90",
    altitude: "12",
    accuracy: "4",
    batt: "88",
  });

test("/osmand takes Traccar Client's query, with knots", async () => {
  const car = await registerCar(system.api, { kind: "osmand" });
  await send(`/osmand?${osmandFields(car)}`);
  expect((await locationsOf(car, 1))[0]).toMatchObject(OSMAND_STORED);
});

test("/osmand takes the same fields as a form", async () => {
  const car = await registerCar(system.api, { kind: "osmand", externalId: "phone-of-anna" });
  const fields = osmandFields(car);
  fields.set("id", "phone-of-anna");
  await send("/osmand", { method: "POST", body: fields });
  expect((await locationsOf(car, 1))[0]).toMatchObject(OSMAND_STORED);
});

test("/osmand takes Traccar Client 9's JSON, with metres per second", async () => {
  const car = await registerCar(system.api, { kind: "osmand" });
  await send(`/osmand?secret=${car.secret}`, {
    method: "POST",
    headers: JSON_TYPE,
    body: JSON.stringify({
      device_id: car.deviceId,
      location: {
        timestamp: AT,
        coords: {
          latitude: 57.70887,
          longitude: 11.97456,
          accuracy: 4,
          speed: MPS,
          heading: 90,
          altitude: 12,
        },
        odometer: 42_000_500,
        battery: { level: 0.88, is_charging: true },
        activity: { type: "in_vehicle" },
      },
    }),
  });
  expect((await locationsOf(car, 1))[0]).toMatchObject({
    ...OSMAND_STORED,
    batteryPct: near(88),
    odometerKm: near(42_000.5),
    attributes: { activity: { type: "in_vehicle" } },
  });
});

test("/owntracks takes OwnTracks in HTTP mode, and answers as the app expects", async () => {
  const car = await registerCar(system.api, { kind: "owntracks", externalId: "anna/pixel" });
  const response = await fetch(`${system.httpUrl}/owntracks`, {
    method: "POST",
    headers: { ...JSON_TYPE, ...basic(car) },
    body: JSON.stringify({ ...OWNTRACKS, topic: "owntracks/anna/pixel" }),
  });
  expect(await response.json()).toEqual([]);
  expect((await locationsOf(car, 1))[0]).toMatchObject(OWNTRACKS_STORED);
});

test("/traccar takes a Traccar server's forward: knots, metres, milliseconds", async () => {
  const car = await registerCar(system.api, { kind: "traccar", externalId: "359632100000001" });
  await post("/traccar", car, {
    device: { id: 7, uniqueId: "359632100000001", name: "Volvo" },
    position: {
      fixTime: AT,
      deviceTime: AT,
      valid: true,
      latitude: 57.70887,
      longitude: 11.97456,
      altitude: 12,
      speed: KNOTS,
      course: 90,
      accuracy: 0,
      attributes: {
        ignition: true,
        odometer: 42_000_500,
        hours: 1_200.25 * 3_600_000,
        fuelLevel: 61.5,
        fuel: 33.8,
        power: 13.9,
        batteryLevel: 88,
        alarm: "powerCut",
      },
    },
  });
  expect((await locationsOf(car, 1))[0]).toMatchObject({
    ...PLACE,
    speed: near(SPEED_KMH),
    altitudeM: 12,
    accuracyM: null,
    ignition: true,
    odometerKm: near(42_000.5),
    engineHours: near(1_200.25),
    fuelPct: 61.5,
    fuelLitres: 33.8,
    externalV: 13.9,
    batteryPct: 88,
    event: "unplugged",
  });
});
