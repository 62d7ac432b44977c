import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { Assignment } from "../../contracts/assignment.ts";
import { LivePage } from "../../contracts/live-page.ts";
import { pageOf } from "../../contracts/paging.ts";
import { Problem } from "../../contracts/problem.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

const HOUR_MS = 3_600_000;
/** A time so many hours from now. */
const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString();

let dashboard: TestDashboard;
beforeAll(async () => {
  dashboard = await startTestDashboard();
});
afterAll(() => dashboard.close());

const create = async (path: string, body: object): Promise<string> => {
  const answer = await dashboard.call("OWNER", "POST", path, body);
  return z.object({ id: z.string() }).parse(answer.body).id;
};
let plates = 0;
const addCar = () => {
  const { branchId } = dashboard;
  const car = { licensePlate: `A ${++plates}`, model: "V60", vehicleType: "CAR", branchId };
  return create("/api/vehicles", car);
};
const addDriver = (name: string) => {
  const { branchId } = dashboard;
  return create("/api/drivers", { name, licenseNumber: `L ${++plates}`, branchId });
};

const post = (vehicleId: string, driverId: string, from?: number, to?: number) =>
  dashboard.call("DESK", "POST", "/api/assignments", {
    vehicleId,
    driverId,
    ...(from !== undefined && { assignedAt: inHours(from) }),
    ...(to !== undefined && { unassignedAt: inHours(to) }),
  });
const assign = async (...request: Parameters<typeof post>): Promise<Assignment> =>
  Assignment.parse((await post(...request)).body);
const patch = (id: string, body: object) =>
  dashboard.call("DESK", "PATCH", `/api/assignments/${id}`, body);
const edited = async (id: string, body: object): Promise<Assignment> =>
  Assignment.parse((await patch(id, body)).body);

const shownDriver = async (vehicleId: string) => {
  const { body } = await dashboard.call("DESK", "GET", "/api/live");
  return LivePage.parse(body).items.find((car) => car.vehicleId === vehicleId)?.driverName;
};
const listed = async (vehicleId: string, query = ""): Promise<string[]> => {
  const path = `/api/assignments?vehicleId=${vehicleId}${query}`;
  const { body } = await dashboard.call("DESK", "GET", path);
  return pageOf(Assignment)
    .parse(body)
    .items.map(({ id }) => id);
};

test("an assignment whose end is planned is active until then", async () => {
  const car = await addCar();
  const { id, isActive } = await assign(car, await addDriver("Alma"), -2, 2);
  expect(isActive).toBe(true);
  expect(await listed(car, "&active=true")).toEqual([id]);
  expect(await shownDriver(car)).toBe("Alma");

  expect(await edited(id, { unassignedAt: inHours(1) })).toMatchObject({ isActive: true });
  const ended = await edited(id, { isActive: false });
  expect(ended.isActive).toBe(false);
  expect(Date.parse(ended.unassignedAt ?? "")).toBeLessThanOrEqual(Date.now());
  expect(await listed(car, "&active=true")).toEqual([]);
  expect(await shownDriver(car)).toBeNull();
  expect((await patch(id, { unassignedAt: inHours(3) })).status).toBe(409);
});

test("one that begins later is not active, and leaves the car to its driver of today", async () => {
  const car = await addCar();
  const planned = await assign(car, await addDriver("Bo"), 48);
  expect(planned.isActive).toBe(false);
  expect(await listed(car, "&active=false")).toEqual([planned.id]);
  expect(await shownDriver(car)).toBeNull();
  const today = await assign(car, await addDriver("Cia"), -1, 47);
  expect(today.isActive).toBe(true);
  expect(await shownDriver(car)).toBe("Cia");
});

test("one that has not begun is cancelled once, stays on record and frees car and driver", async () => {
  const [car, driver] = [await addCar(), await addDriver("Dan")];
  const { id, assignedAt } = await assign(car, driver, 48);
  expect(await edited(id, { isActive: false })).toMatchObject({
    assignedAt,
    unassignedAt: assignedAt,
    isActive: false,
  });
  expect((await patch(id, { isActive: false })).status).toBe(409);
  expect((await patch(id, { unassignedAt: inHours(72) })).status).toBe(409);
  expect((await post(car, driver, 47)).status).toBe(201);
  expect(await listed(car)).toContain(id);
});

test("who is to follow is planned by giving the present driver an end", async () => {
  const [car, next] = [await addCar(), await addDriver("Eva")];
  const { id } = await assign(car, await addDriver("Finn"));
  expect((await post(car, next, 24)).status).toBe(409);
  expect(await edited(id, { unassignedAt: inHours(24) })).toMatchObject({ isActive: true });
  expect((await post(car, next, 24.1)).status).toBe(201);
  expect(await shownDriver(car)).toBe("Finn");
});

test("no assignment ends before it begins", async () => {
  const [car, driver] = [await addCar(), await addDriver("Gun")];
  const { id } = await assign(car, driver, 48);
  for (const { status, body } of [
    await post(car, driver, 3, 2),
    await patch(id, { unassignedAt: inHours(24) }),
  ]) {
    expect(status).toBe(400);
    expect(Problem.parse(body).errors?.[0]?.field).toBe("unassignedAt");
  }
});
