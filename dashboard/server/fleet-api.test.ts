import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { Assignment } from "../../contracts/assignment.ts";
import { Branch } from "../../contracts/branch.ts";
import { Device, DeviceWithHistory, DeviceWithSecret } from "../../contracts/device.ts";
import { Driver } from "../../contracts/driver.ts";
import { pageOf } from "../../contracts/paging.ts";
import { Problem } from "../../contracts/problem.ts";
import { ListedRoute } from "../../contracts/route-query.ts";
import { Vehicle } from "../../contracts/vehicle.ts";
import { DEVICES_CHANGED_SUBJECT } from "../../contracts/subjects.ts";
import { loadDeviceRegistry } from "../../db/device-registry.ts";
import { storeLocation, storeRoute } from "../../db/testing-rows.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

let dashboard: TestDashboard;
beforeAll(async () => {
  dashboard = await startTestDashboard();
});
afterAll(() => dashboard.close());

const MINUTE_MS = 60_000;
const ago = (minutes: number): string => new Date(Date.now() - minutes * MINUTE_MS).toISOString();

/** Sends as the owner and reads the answer with its schema. */
const owner = async <Schema extends z.ZodType>(
  schema: Schema,
  method: "GET" | "POST" | "PATCH",
  path: string,
  body?: object,
): Promise<z.output<Schema>> =>
  schema.parse((await dashboard.call("OWNER", method, path, body)).body);

let plates = 0;
const addVehicle = (extra: object = {}) =>
  owner(Vehicle, "POST", "/api/vehicles", {
    licensePlate: `T ${++plates}`,
    model: "Volvo V60",
    vehicleType: "CAR",
    branchId: dashboard.branchId,
    ...extra,
  });
const addDriver = (name: string, branchId: string | null = dashboard.branchId) =>
  owner(Driver, "POST", "/api/drivers", {
    name,
    licenseNumber: `L-${name}-${++plates}`,
    branchId,
  });
const addDevice = (vehicleId: string, extra: object = {}) =>
  owner(DeviceWithSecret, "POST", "/api/devices", { vehicleId, kind: "native", ...extra });

test("every field at fault is named, unknown ones too", async () => {
  const body = { model: 5, vehicleType: "CAR", colour: "red" };
  const { status, body: answer } = await dashboard.call("OWNER", "POST", "/api/vehicles", body);
  expect(status).toBe(400);
  const problem = Problem.parse(answer);
  expect(problem.errors?.map(({ field }) => field)).toEqual(["licensePlate", "model", "colour"]);
  expect(problem.detail).toContain("colour is not a known field");
});

test("a licence plate names one vehicle", async () => {
  const { licensePlate } = await addVehicle();
  const again = { licensePlate, model: "Kia", vehicleType: "CAR" };
  const { status, body } = await dashboard.call("MANAGER", "POST", "/api/vehicles", again);
  expect(status).toBe(409);
  expect(Problem.parse(body).errors).toMatchObject([
    { field: "licensePlate", message: "is already in use", code: "in_use" },
  ]);
});

test("a vehicle says when it is due for service, as far as that is planned", async () => {
  const { id, ...before } = await addVehicle();
  const none = { serviceEveryKm: null, serviceEveryMonths: null };
  expect(before).toMatchObject({ ...none, lastServiceKm: null, lastServiceOn: null });
  const plan = {
    ...{ serviceEveryKm: 15_000, serviceEveryMonths: 12 },
    ...{ lastServiceKm: 30_000.5, lastServiceOn: "2026-03-03" },
  };
  expect(await owner(Vehicle, "PATCH", `/api/vehicles/${id}`, plan)).toMatchObject(plan);
  const byDate = await owner(Vehicle, "PATCH", `/api/vehicles/${id}`, { serviceEveryKm: null });
  expect(byDate).toMatchObject({ ...plan, serviceEveryKm: null });
  for (const wrong of [{ serviceEveryKm: 0 }, { lastServiceOn: "2026-02-30" }]) {
    const { status } = await dashboard.call("OWNER", "PATCH", `/api/vehicles/${id}`, wrong);
    expect(status).toBe(400);
  }
  const { status } = await dashboard.call("DISPATCHER", "PATCH", `/api/vehicles/${id}`, plan);
  expect(status).toBe(403);
});

test("a patch changes what it names and empties what it sets to null", async () => {
  const { id } = await addVehicle({ tankLitres: 60, group: "Premium" });
  const patched = await owner(Vehicle, "PATCH", `/api/vehicles/${id}`, {
    group: null,
    status: "INACTIVE",
  });
  expect(patched).toMatchObject({ group: null, status: "INACTIVE", tankLitres: 60 });
});

test("pages join into the whole list, each vehicle once", async () => {
  await Promise.all([addVehicle(), addVehicle(), addVehicle()]);
  const Vehicles = pageOf(Vehicle);
  const whole = await owner(Vehicles, "GET", "/api/vehicles?limit=1000");
  const joined: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const query: string = cursor && `&cursor=${cursor}`;
    const page: z.output<typeof Vehicles> = await owner(
      Vehicles,
      "GET",
      `/api/vehicles?limit=2${query}`,
    );
    joined.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(joined).toEqual(whole.items.map(({ id }) => id));
});

test("staff see and edit the vehicles of their branch, and nothing that hangs on others", async () => {
  const elsewhere = await owner(Branch, "POST", "/api/branches", {
    name: "Malmö",
    timeZone: "Europe/Stockholm",
    currency: "SEK",
  });
  const foreign = await addVehicle({ branchId: elsewhere.id });
  const device = await addDevice(foreign.id);
  const routeId = await storeRoute(dashboard.database.pool, foreign.id, ago(60));
  const invisible = [
    `/api/vehicles/${foreign.id}`,
    `/api/vehicles/${foreign.id}/locations`,
    `/api/devices/${device.id}`,
    `/api/routes/${routeId}`,
    `/api/routes/${routeId}/track`,
    `/api/branches/${elsewhere.id}`,
  ];
  for (const path of invisible) {
    expect([path, (await dashboard.call("MANAGER", "GET", path)).status]).toEqual([path, 404]);
    expect([path, (await dashboard.call("OWNER", "GET", path)).status]).toEqual([path, 200]);
  }
  for (const path of ["/api/vehicles", "/api/devices", "/api/routes", "/api/live"]) {
    const { body } = await dashboard.call("MANAGER", "GET", path);
    expect(JSON.stringify(body)).not.toContain(foreign.id);
  }
  const move = { branchId: elsewhere.id };
  const own = await addVehicle();
  const { status } = await dashboard.call("MANAGER", "PATCH", `/api/vehicles/${own.id}`, move);
  expect(status).toBe(403);
});

test("an inactive branch gets no cars and no drivers, and keeps those it has", async () => {
  const closed = await owner(Branch, "POST", "/api/branches", {
    name: "Closed",
    timeZone: "Europe/Stockholm",
    currency: "SEK",
  });
  const branchId = closed.id;
  const left = await addVehicle({ branchId });
  const driver = await addDriver("Hans");
  await owner(Branch, "PATCH", `/api/branches/${branchId}`, { status: "INACTIVE" });
  const car = { licensePlate: "CLOSED 1", model: "V60", vehicleType: "CAR", branchId };
  const attempts = [
    dashboard.call("OWNER", "POST", "/api/vehicles", car),
    dashboard.call("OWNER", "PATCH", `/api/vehicles/${(await addVehicle()).id}`, { branchId }),
    dashboard.call("OWNER", "POST", "/api/drivers", { name: "I", licenseNumber: "I", branchId }),
    dashboard.call("OWNER", "PATCH", `/api/drivers/${driver.id}`, { branchId }),
  ];
  for (const { status, body } of await Promise.all(attempts)) {
    expect(status).toBe(409);
    expect(Problem.parse(body).errors?.[0]?.field).toBe("branchId");
  }
  const retired = { branchId, status: "INACTIVE" };
  const kept = await dashboard.call("OWNER", "PATCH", `/api/vehicles/${left.id}`, retired);
  expect(kept.status).toBe(200);
});

test("a device's secret is answered once and ingest is told of the change", async () => {
  const told = dashboard.nats.subscribe(DEVICES_CHANGED_SUBJECT, { max: 1 });
  await dashboard.nats.flush();
  const vehicle = await addVehicle();
  const created = await addDevice(vehicle.id, { id: "tracker-1" });
  expect(created).toMatchObject({ id: "tracker-1", vehicleId: vehicle.id, externalId: null });
  for await (const message of told) expect(message.data).toHaveLength(0);
  const again = await dashboard.call("OWNER", "GET", "/api/devices/tracker-1");
  expect(JSON.stringify(again.body)).not.toContain(created.secret);
  const rotated = await owner(DeviceWithSecret, "POST", "/api/devices/tracker-1/rotate-secret", {});
  expect(rotated.secret).not.toBe(created.secret);
  expect(rotated.secret).toHaveLength(43);
});

test("a forwarder reaches as far as whoever was last given its secret sees", async () => {
  const vehicle = await addVehicle();
  const { branchId } = dashboard;
  const reach = async () => {
    const devices = await loadDeviceRegistry(dashboard.database.pool);
    return devices.find(({ id }) => id === "forwarder");
  };
  const body = { id: "forwarder", vehicleId: vehicle.id, kind: "traccar" };
  await dashboard.call("MANAGER", "POST", "/api/devices", body);
  expect(await reach()).toMatchObject({ branchId, secretBranchId: branchId });
  const rotate = "/api/devices/forwarder/rotate-secret";
  await dashboard.call("OWNER", "POST", rotate);
  expect(await reach()).toMatchObject({ branchId, secretBranchId: null });
  await dashboard.call("MANAGER", "POST", rotate);
  expect(await reach()).toMatchObject({ branchId, secretBranchId: branchId });
});

test("a car's first tracker is mounted as of the oldest recording that ingest accepts", async () => {
  const { id } = await addVehicle();
  const first = await addDevice(id);
  const second = await addDevice(id);
  expect(Date.parse(first.mountedAt)).toBeLessThan(Date.now() - 29.9 * 24 * 60 * MINUTE_MS);
  expect(Date.parse(second.mountedAt)).toBeGreaterThan(Date.now() - MINUTE_MS);
});

test.each([
  ["owntracks", undefined],
  ["owntracks", "phone"],
  ["teltonika", "12345"],
])("a device of kind %s with the external id %s is refused", async (kind, externalId) => {
  const { id: vehicleId } = await addVehicle();
  const request = { vehicleId, kind, externalId };
  const { status, body } = await dashboard.call("OWNER", "POST", "/api/devices", request);
  expect(status).toBe(400);
  expect(Problem.parse(body).errors?.[0]?.field).toBe("externalId");
});

test("a moved tracker keeps its history", async () => {
  const [from, to] = [await addVehicle(), await addVehicle()];
  const device = await addDevice(from.id);
  const movedAt = ago(10);
  const moved = await owner(Device, "PATCH", `/api/devices/${device.id}`, {
    vehicleId: to.id,
    from: movedAt,
  });
  expect(moved).toMatchObject({ vehicleId: to.id, mountedAt: movedAt });
  const { mountings } = await owner(DeviceWithHistory, "GET", `/api/devices/${device.id}`);
  expect(mountings).toMatchObject([
    { vehicleId: to.id, mountedAt: movedAt, unmountedAt: null },
    { vehicleId: from.id, unmountedAt: movedAt },
  ]);
});

test("a tracker does not move to before its last stored observation, and by default just after", async () => {
  const [from, to] = [await addVehicle(), await addVehicle()];
  const device = await addDevice(from.id);
  const observedAt = new Date(Date.now() + 2 * MINUTE_MS).toISOString();
  await storeLocation(dashboard.database.pool, {
    vehicleId: from.id,
    deviceId: device.id,
    at: observedAt,
  });
  const path = `/api/devices/${device.id}`;
  const early = { vehicleId: to.id, from: ago(1) };
  const { status, body } = await dashboard.call("OWNER", "PATCH", path, early);
  expect(status).toBe(409);
  expect(Problem.parse(body).detail).toContain(observedAt);
  const moved = await owner(Device, "PATCH", path, { vehicleId: to.id });
  expect(Date.parse(moved.mountedAt)).toBe(Date.parse(observedAt) + 1);
});

test("a driver is for whoever works in the driver's branch; one of no branch is the owner's alone", async () => {
  const abroad = await owner(Branch, "POST", "/api/branches", {
    name: "Oslo",
    timeZone: "Europe/Oslo",
    currency: "NOK",
  });
  const own = await addDriver("Dag");
  const hidden = [await addDriver("Eva", abroad.id), await addDriver("Finn", null)];
  const { body } = await dashboard.call("MANAGER", "GET", "/api/drivers?limit=1000");
  const { items } = pageOf(Driver).parse(body);
  const car = await addVehicle();
  const statusesOf = async ({ id }: Driver) => {
    const path = `/api/drivers/${id}`;
    const read = await dashboard.call("MANAGER", "GET", path);
    const changed = await dashboard.call("MANAGER", "PATCH", path, { phone: "1" });
    const body = { vehicleId: car.id, driverId: id };
    const assigned = await dashboard.call("MANAGER", "POST", "/api/assignments", body);
    return [items.some((one) => one.id === id), read.status, changed.status, assigned.status];
  };
  for (const driver of hidden) expect(await statusesOf(driver)).toEqual([false, 404, 404, 400]);
  expect(await statusesOf(own)).toEqual([true, 200, 200, 201]);
});

test("a new driver belongs to the branch of whoever adds one, and an owner says which", async () => {
  const add = (role: "OWNER" | "MANAGER", extra: object) =>
    dashboard.call(role, "POST", "/api/drivers", {
      name: "Gun",
      licenseNumber: `L-${++plates}`,
      ...extra,
    });
  const own = await add("MANAGER", {});
  expect(Driver.parse(own.body).branchId).toBe(dashboard.branchId);
  expect((await add("MANAGER", { branchId: null })).status).toBe(403);
  const unsaid = await add("OWNER", {});
  expect(Problem.parse(unsaid.body).errors?.[0]?.field).toBe("branchId");
  expect(Driver.parse((await add("OWNER", { branchId: null })).body).branchId).toBeNull();
});

test("a car has one driver at a time and a driver one car", async () => {
  const [one, other] = [await addVehicle(), await addVehicle()];
  const [anna, bo] = [await addDriver("Anna"), await addDriver("Bo")];
  const assign = (vehicleId: string, driverId: string, assignedAt = ago(0)) =>
    dashboard.call("DESK", "POST", "/api/assignments", { vehicleId, driverId, assignedAt });
  expect((await assign(one.id, anna.id, ago(60))).status).toBe(201);
  const second = await assign(one.id, bo.id);
  expect(second.status).toBe(409);
  expect(Problem.parse(second.body).errors?.[0]?.field).toBe("vehicleId");
  const elsewhere = await assign(other.id, anna.id);
  expect(elsewhere.status).toBe(409);
  expect(Problem.parse(elsewhere.body).errors?.[0]?.field).toBe("driverId");
});

test("routes already driven follow the assignment that holds at their start", async () => {
  const { id: vehicleId } = await addVehicle();
  const driver = await addDriver("Cleo");
  const early = await storeRoute(dashboard.database.pool, vehicleId, ago(180));
  const middle = await storeRoute(dashboard.database.pool, vehicleId, ago(100));
  const late = await storeRoute(dashboard.database.pool, vehicleId, ago(30));
  const driversOf = async () => {
    const { items } = await owner(pageOf(ListedRoute), "GET", `/api/routes?vehicleId=${vehicleId}`);
    return Object.fromEntries(items.map(({ id, driverName }) => [id, driverName]));
  };
  const assignment = await owner(Assignment, "POST", "/api/assignments", {
    vehicleId,
    driverId: driver.id,
    assignedAt: ago(120),
  });
  expect(await driversOf()).toEqual({ [early]: null, [middle]: "Cleo", [late]: "Cleo" });
  const ended = await owner(Assignment, "PATCH", `/api/assignments/${assignment.id}`, {
    unassignedAt: ago(60),
  });
  expect(ended.isActive).toBe(false);
  expect(await driversOf()).toEqual({ [early]: null, [middle]: "Cleo", [late]: null });
  const again = await dashboard.call("OWNER", "PATCH", `/api/assignments/${assignment.id}`, {
    isActive: false,
  });
  expect(again.status).toBe(409);
});

test("the last owner stays an owner, and a deactivated user is out at once", async () => {
  const { body } = await dashboard.call("OWNER", "GET", "/api/users");
  const Users = z.object({ items: z.array(z.object({ id: z.string(), role: z.string() })) });
  const { items } = Users.parse(body);
  const idOf = (role: string) => items.find((user) => user.role === role)?.id ?? "";
  const retire = (role: string) =>
    dashboard.call("OWNER", "PATCH", `/api/users/${idOf(role)}`, { status: "INACTIVE" });
  expect((await retire("OWNER")).status).toBe(409);
  expect((await dashboard.call("FIELD", "GET", "/api/vehicles")).status).toBe(200);
  expect((await retire("FIELD")).status).toBe(200);
  expect((await dashboard.call("FIELD", "GET", "/api/vehicles")).status).toBe(401);
});
