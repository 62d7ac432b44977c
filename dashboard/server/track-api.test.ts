import { afterAll, beforeAll, expect, test } from "vitest";
import { DayCurve } from "../../contracts/day-curve.ts";
import { ActivityHour, GpsLocation, Track } from "../../contracts/location.ts";
import { Stop } from "../../contracts/live-protocol.ts";
import { LivePage } from "../../contracts/live-page.ts";
import { pageOf } from "../../contracts/paging.ts";
import { RejectEntry } from "../../contracts/reject-entry.ts";
import { ListedRoute } from "../../contracts/route-query.ts";
import { insertVehicle } from "../../db/vehicles.ts";
import {
  storeLiveState,
  storeLocation,
  storeParking,
  storeReject,
  storeRoute,
} from "../../db/testing-rows.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

let dashboard: TestDashboard;
let vehicleId: string;
let routeId: string;

const DAY = "2026-11-01T";
const at = (time: string): string => `${DAY}${time}.000Z`;

beforeAll(async () => {
  dashboard = await startTestDashboard();
  const { pool } = dashboard.database;
  const named = {
    licensePlate: "A&B 1",
    model: "V60",
    vehicleType: "CAR",
    status: "ACTIVE",
  } as const;
  const vehicle = await insertVehicle(pool, {
    ...named,
    tankLitres: null,
    fuelType: null,
    group: null,
    branchId: dashboard.branchId,
  });
  vehicleId = vehicle.id;
  const observed = { vehicleId, deviceId: "t-1" };
  await storeLocation(pool, { ...observed, at: at("10:00:00") });
  await storeLocation(pool, { ...observed, at: at("10:00:30"), lat: null, lon: null });
  await storeLocation(pool, { ...observed, at: at("10:05:00"), lon: 11.98 });
  await storeLocation(pool, { ...observed, at: at("10:06:00"), lon: 12.5, accuracyM: 900 });
  await storeLocation(pool, { ...observed, at: at("11:00:00"), lon: 11.99 });
  await storeLocation(pool, {
    ...observed,
    at: at("12:00:00"),
    lat: null,
    lon: null,
    odometerKm: 122_507.082_000_000_01,
    attributes: { door: "open" },
  });
  routeId = await storeRoute(pool, vehicleId, at("10:00:00"));
  await storeParking(pool, vehicleId, at("10:15:00"));
  await storeReject(pool, "t-1", at("10:20:00"));
});
afterAll(() => dashboard.close());

const get = async (path: string) => (await dashboard.call("OWNER", "GET", path)).body;
const download = async (format: string) => {
  const authorization = `Bearer ${await dashboard.tokenOf("OWNER")}`;
  const url = `/api/vehicles/${vehicleId}/locations?format=${format}`;
  return dashboard.app.inject({ url, headers: { authorization } });
};

test("stored observations come oldest first, in pages, within their window", async () => {
  const base = `/api/vehicles/${vehicleId}/locations?from=${at("10:00:00")}&to=${at("11:00:00")}`;
  const first = pageOf(GpsLocation).parse(await get(`${base}&limit=3`));
  const rest = pageOf(GpsLocation).parse(await get(`${base}&limit=3&cursor=${first.nextCursor}`));
  const times = [...first.items, ...rest.items].map(({ timestamp }) => timestamp);
  expect(times).toEqual([at("10:00:00"), at("10:00:30"), at("10:05:00"), at("10:06:00")]);
  expect(rest.nextCursor).toBeNull();
});

test("GeoJSON holds every fix, longitude first", async () => {
  const answer = await download("geojson");
  expect(answer.headers["content-type"]).toContain("application/geo+json");
  const { features } = answer.json<{ features: { geometry: { coordinates: number[] } }[] }>();
  expect(features).toHaveLength(4);
  expect(features[0]?.geometry.coordinates).toEqual([11.97, 57.7]);
});

test("GPX is well formed even for a plate with an ampersand", async () => {
  const answer = await download("gpx");
  expect(answer.body).toContain("<name>A&amp;B 1</name>");
  expect(answer.body.match(/<trkpt /g)).toHaveLength(4);
  expect(answer.body.trimEnd().endsWith("</gpx>")).toBe(true);
});

test("GPX begins a new segment where nothing is known for longer than a silence", async () => {
  const segments = (await download("gpx")).body.split("<trkseg>").slice(1);
  expect(segments.map((segment) => segment.match(/<trkpt /g)?.length)).toEqual([3, 1]);
});

test.each(["geojson", "gpx", "csv"])(
  "a %s file is named after the car and the days",
  async (format) => {
    const { headers } = await download(`${format}&from=${at("00:00:00")}&to=${at("23:00:00")}`);
    expect(headers["content-disposition"]).toBe(
      `attachment; filename="A-B-1_2026-11-01.${format}"`,
    );
  },
);

test("figures come rounded, and CSV keeps the attributes as JSON", async () => {
  const window = `&from=${at("12:00:00")}&to=${at("13:00:00")}`;
  const csv = (await download(`csv${window}`)).body.split("\r\n")[1];
  expect(csv).toContain(",122507.082,");
  expect(csv).toContain(',"{""door"":""open""}"');
  const json = JSON.stringify(await get(`/api/vehicles/${vehicleId}/locations?limit=9${window}`));
  expect(json).toContain('"odometerKm":122507.082,');
});

test("CSV holds every observation and no cell that a spreadsheet would run", async () => {
  const answer = await download("csv");
  const lines = answer.body.trimEnd().split("\r\n");
  expect(lines).toHaveLength(7);
  expect(lines[1]?.startsWith(`${at("10:00:00")},57.7,11.97,42.5,`)).toBe(true);
  expect(answer.body).toContain(",'=cmd,");
  // Excel takes it for its own alphabet otherwise
  expect([...answer.rawPayload.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
});

test("a route's track has the fixes good enough to draw", async () => {
  const track = Track.parse(await get(`/api/routes/${routeId}/track`));
  expect(track.points).toEqual([
    [Date.parse(at("10:00:00")), 11.97, 57.7, 42.5],
    [Date.parse(at("10:05:00")), 11.98, 57.7, 42.5],
  ]);
});

test("routes and stops are those that touch the window", async () => {
  const during = `vehicleId=${vehicleId}&from=${at("10:14:00")}&to=${at("10:30:00")}`;
  const routes = pageOf(ListedRoute).parse(await get(`/api/routes?${during}&status=COMPLETED`));
  expect(routes.items).toMatchObject([{ id: routeId, distanceKm: 5.25, licensePlate: "A&B 1" }]);
  const later = `vehicleId=${vehicleId}&from=${at("10:16:00")}`;
  expect(pageOf(ListedRoute).parse(await get(`/api/routes?${later}`)).items).toEqual([]);
  const stops = pageOf(Stop).parse(await get(`/api/stops?${later}`));
  expect(stops.items).toMatchObject([{ kind: "parked", endTime: null }]);
});

test("activity counts observations an hour", async () => {
  const path = `/api/vehicles/${vehicleId}/activity?from=${at("00:00:00")}&to=${at("23:00:00")}`;
  const { items } = pageOf(ActivityHour).parse(await get(path));
  expect(items).toMatchObject([
    { hour: at("10:00:00"), observations: 4, fixes: 3 },
    { hour: at("11:00:00"), observations: 1, fixes: 1 },
    { hour: at("12:00:00"), observations: 1, fixes: 0, maxOdometerKm: 122_507.082 },
  ]);
});

test("the reject log names the field", async () => {
  const { items } = pageOf(RejectEntry).parse(await get("/api/rejects?deviceId=t-1"));
  expect(items).toMatchObject([{ field: "lat", count: 1, lastReceivedAt: at("10:20:00") }]);
});

test("a live state says offline once it is too old, whatever it said when it was written", async () => {
  await storeLiveState(dashboard.database.pool, vehicleId, {
    ts: at("11:00:00"),
    lat: 57.7,
    lon: 11.97,
    motion: "driving",
    connection: "online",
  });
  const { items } = LivePage.parse(await get("/api/live"));
  expect(items).toMatchObject([{ vehicleId, connection: "offline", motion: "driving" }]);
});

test("a day's curve is thinned to its top speeds and median levels, with the settled ones", async () => {
  const observed = { vehicleId, deviceId: "t-1" };
  const { pool } = dashboard.database;
  for (const [second, speedKmh, fuelPct] of [
    ["00", 30, 50],
    ["20", 64, 90],
    ["40", 12, 51],
  ] as const) {
    const moment = `2026-10-05T08:00:${second}.000Z`;
    await storeLocation(pool, { ...observed, at: moment, speedKmh, fuelPct });
  }
  await pool.query(
    `insert into fuel_levels (vehicle_id, at, device_id, readings, fuel_pct)
     values ($1, '2026-10-05T09:00:00Z', 't-1', 3, 48)`,
    [vehicleId],
  );
  const from = "2026-10-05T00:00:00Z";
  const path = `/api/vehicles/${vehicleId}/curve?from=${from}`;
  const { points, settledLevels } = DayCurve.parse(await get(`${path}&to=2026-10-06T00:00:00Z`));
  expect(points).toMatchObject([
    { at: "2026-10-05T08:00:00.000Z", maxSpeedKmh: 64, fuelPct: 51, fuelLitres: null },
  ]);
  expect(settledLevels).toMatchObject([{ at: "2026-10-05T09:00:00.000Z", fuelPct: 48 }]);
  const tooLong = await dashboard.call("OWNER", "GET", `${path}&to=2026-12-06T00:00:00Z`);
  expect(tooLong).toMatchObject({ status: 400, body: { errors: [{ field: "to" }] } });
});
