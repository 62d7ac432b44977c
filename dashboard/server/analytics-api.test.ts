import { afterAll, beforeAll, expect, test } from "vitest";
import { Analytics, BehaviourEventPage } from "../../contracts/analytics.ts";
import type { Role } from "../../contracts/permissions.ts";
import { Problem } from "../../contracts/problem.ts";
import { Vehicle } from "../../contracts/vehicle.ts";
import { saveDetections } from "../../db/detections.ts";
import { aDetection } from "../../db/fixtures.ts";
import { storeDrives, storeLevels } from "../../db/testing-rows.ts";
import { keepFuelBooks } from "../../operations/fuel-books.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

let dashboard: TestDashboard;
beforeAll(async () => {
  dashboard = await startTestDashboard();
});
afterAll(() => dashboard.close());

const MONTH = "from=2026-03-01&to=2026-04-01";
const HOSTILE_PLATE = '=HYPERLINK("http://x";"A 1")';
const at = (hours: number): Date => new Date(Date.UTC(2026, 2, 10, 8 + hours));

const addVehicle = async (licensePlate: string, group: string): Promise<Vehicle> => {
  const car = { licensePlate, model: "V60", vehicleType: "CAR", tankLitres: 50, group };
  return Vehicle.parse((await dashboard.call("MANAGER", "POST", "/api/vehicles", car)).body);
};
const read = async (query: string, role: Role = "MANAGER"): Promise<Analytics> =>
  Analytics.parse((await dashboard.call(role, "GET", `/api/analytics?${query}`)).body);
const detail = async (query: string): Promise<string | undefined> => {
  const { status, body } = await dashboard.call("MANAGER", "GET", `/api/analytics?${query}`);
  expect(status).toBe(400);
  return Problem.parse(body).detail;
};

test.each([
  ["from=2026-03-01&to=2026-03-01", "to must be later than from"],
  ["from=2020-01-01&to=2026-03-01", "to must be at most 1096 days after from"],
  [`${MONTH}&by=wheel`, "by is not valid"],
  [`${MONTH}&colour=red`, "colour is not a known field"],
  ["to=2026-03-01", "from is required"],
])("%s is refused by the name of what is wrong", async (query, said) => {
  expect(await detail(query)).toContain(said);
});

test("a month has its distance, its consumption and its score, beside the days before", async () => {
  const { pool } = dashboard.database;
  const { id } = await addVehicle("A 1", "small");
  await storeDrives(pool, [
    { vehicleId: id, from: at(-24 * 20), to: at(-24 * 20 + 1), km: 40 },
    { vehicleId: id, from: at(0), to: at(2), km: 200, idlingS: 1_800 },
  ]);
  const still = (hours: number, pct: number) =>
    [0, 4, 8, 12].map((minutes) => ({ at: at(hours + minutes / 60), pct }));
  await storeLevels(pool, id, [...still(-24 * 20 - 1, 90), ...still(-1, 80), ...still(2.1, 56)]);
  await keepFuelBooks(pool);
  const speeding = { limitKmh: 50, limitSource: "street", peakKmh: 72, distanceKm: 8 };
  await saveDetections(pool, [
    aDetection(id, { type: "speeding", startMs: at(1).getTime(), evidence: speeding }),
    aDetection(id, { type: "harsh_braking", startMs: at(1).getTime(), evidence: { severe: true } }),
  ]);
  const { totals, totalsBefore, series, rows, step } = await read(`${MONTH}&group=small`);
  expect(totals).toMatchObject({ distanceKm: 200, routes: 1, drivingS: 5_400, idlingS: 1_800 });
  // 24 % of 50 l over 200 km
  expect(totals).toMatchObject({ consumedLitres: 12, litresPer100Km: 6 });
  expect(totalsBefore).toMatchObject({ distanceKm: 40, routes: 1 });
  const partOf = (name: string) => totals.score.parts.find(({ part }) => part === name);
  expect(partOf("speeding")).toMatchObject({ rate: 0.04, points: 80, events: 1 });
  expect(partOf("braking")).toMatchObject({ rate: 1, points: 90, events: 1 });
  expect(partOf("idling")).toMatchObject({ rate: 0.25, points: 0 });
  expect(step).toBe("DAILY");
  expect(series).toHaveLength(31);
  expect(series[9]).toMatchObject({ day: "2026-03-10", distanceKm: 200, litresPer100Km: 6 });
  expect(rows).toMatchObject([{ id, name: "A 1", detail: "V60", figures: { distanceKm: 200 } }]);
});

test("the events behind a score are those of the car, by part if asked", async () => {
  const { rows } = await read(`${MONTH}&group=small`);
  const events = async (query: string) => {
    const path = `/api/analytics/events?${MONTH}&id=${rows[0]?.id}${query}`;
    const { body } = await dashboard.call("MANAGER", "GET", path);
    return BehaviourEventPage.parse(body).items.map(({ type }) => type);
  };
  expect((await events("")).toSorted()).toEqual(["harsh_braking", "speeding"]);
  expect(await events("&part=speeding")).toEqual(["speeding"]);
  expect(await events("&part=night")).toEqual([]);
});

test("what nobody known drove has its events under none, and nobody else's", async () => {
  const events = async (id: string) => {
    const path = `/api/analytics/events?${MONTH}&group=small&by=driver&id=${id}`;
    const { body } = await dashboard.call("MANAGER", "GET", path);
    return BehaviourEventPage.parse(body).items.length;
  };
  const { rows } = await read(`${MONTH}&group=small&by=driver`);
  expect(rows).toMatchObject([{ id: "none", name: null, figures: { distanceKm: 200 } }]);
  expect(await events("none")).toBe(2);
  expect(await events("00000000-0000-4000-8000-000000000000")).toBe(0);
});

test("the file has the rows in order, and no cell that a spreadsheet would run", async () => {
  const { pool } = dashboard.database;
  const { id } = await addVehicle(HOSTILE_PLATE, "file");
  const other = await addVehicle("B 2", "file");
  await storeDrives(pool, [
    { vehicleId: id, from: at(0), to: at(1), km: 60 },
    { vehicleId: other.id, from: at(0), to: at(1), km: 70 },
  ]);
  const answer = await dashboard.app.inject({
    url: `/api/analytics/export?${MONTH}&group=file&sort=distanceKm&descending=false`,
    headers: { authorization: `Bearer ${await dashboard.tokenOf("OWNER")}` },
  });
  expect(answer.headers["content-type"]).toBe("text/csv; charset=utf-8");
  expect(answer.headers["content-disposition"]).toBe(
    'attachment; filename="analytics-vehicle_2026-03-01_2026-03-31.csv"',
  );
  const [head, ...lines] = answer.body.trimEnd().split("\r\n");
  expect(head).toMatch(/^\uFEFFid,name,detail,distanceKm,routes,.*,before_distanceKm,/);
  expect(lines[0]).toContain(`${id},"'=HYPERLINK(""http://x"";""A 1"")",V60,60,1,`);
  expect(lines[1]).toContain(`${other.id},B 2,V60,70,1,`);
});
