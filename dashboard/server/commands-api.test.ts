import { afterAll, beforeAll, expect, test } from "vitest";
import { Command, CommandDetail } from "../../contracts/command.ts";
import { DeviceWithSecret, type DeviceKind } from "../../contracts/device.ts";
import { pageOf } from "../../contracts/paging.ts";
import type { Role } from "../../contracts/permissions.ts";
import { Vehicle } from "../../contracts/vehicle.ts";
import { claimCommand } from "../../db/command-queue.ts";
import { readOutbox } from "../../db/outbox.ts";
import { storeLocation } from "../../db/testing-rows.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

let dashboard: TestDashboard;
beforeAll(async () => {
  dashboard = await startTestDashboard();
});
afterAll(() => dashboard.close());

type Car = { readonly vehicleId: string; readonly deviceId: string };

let cars = 0;
const addCar = async (kind: DeviceKind = "native", externalId?: string): Promise<Car> => {
  const plate = { licensePlate: `K ${++cars}`, model: "V60", vehicleType: "CAR" };
  const car = { ...plate, branchId: dashboard.branchId };
  const { id } = Vehicle.parse((await dashboard.call("OWNER", "POST", "/api/vehicles", car)).body);
  const tracker = { vehicleId: id, kind, externalId: externalId ?? null };
  const { body } = await dashboard.call("OWNER", "POST", "/api/devices", tracker);
  return { vehicleId: id, deviceId: DeviceWithSecret.parse(body).id };
};

const ask = (vehicleId: string, body: object, role: Role = "DISPATCHER") =>
  dashboard.call(role, "POST", `/api/vehicles/${vehicleId}/commands`, body);
const asked = async (vehicleId: string, body: object, role?: Role): Promise<Command> =>
  Command.parse((await ask(vehicleId, body, role)).body);
const act = (id: string, verb: "confirm" | "cancel", role: Role = "MANAGER") =>
  dashboard.call(role, "POST", `/api/commands/${id}/${verb}`, {});
const detailOf = async (id: string): Promise<CommandDetail> =>
  CommandDetail.parse((await dashboard.call("DISPATCHER", "GET", `/api/commands/${id}`)).body);
const stepsOf = async (id: string): Promise<string[]> =>
  (await detailOf(id)).history.map(({ step }) => step);

/** Has the car's tracker say where it was so many seconds ago. */
const heard = (car: Car, agoS: number, speedKmh = 0, ignition = false): Promise<string> => {
  const at = new Date(Date.now() - agoS * 1_000).toISOString();
  return storeLocation(dashboard.database.pool, { ...car, at, speedKmh, ignition });
};
const standing = async (): Promise<Car> => {
  const car = await addCar();
  await heard(car, 125);
  await heard(car, 1);
  return car;
};
const IMMOBILISE = { name: "immobilise", reason: "stolen, the police asks for it" };

test("a locate waits for the car's tracker, is listed, announced and can be taken back", async () => {
  const { vehicleId, deviceId } = await addCar();
  const command = await asked(vehicleId, { name: "locate", reason: "where is it?", validS: 60 });
  expect(command).toMatchObject({
    ...{ vehicleId, deviceId, name: "locate", state: "queued", attempts: 0, sentAt: null },
    ...{ requestedByName: "Disa Dispatcher", confirmedBy: null, reason: "where is it?" },
  });
  expect(Date.parse(command.expiresAt) - Date.parse(command.createdAt)).toBe(60_000);
  const cancelled = await act(command.id, "cancel", "DISPATCHER");
  expect(cancelled).toMatchObject({ status: 200, body: { state: "cancelled" } });
  expect((await act(command.id, "cancel")).status).toBe(409);
  expect((await detailOf(command.id)).history).toMatchObject([
    { step: "requested", userName: "Disa Dispatcher", note: "where is it?" },
    { step: "cancelled", userName: "Disa Dispatcher" },
  ]);
  const events = await readOutbox(dashboard.database.pool, 1_000);
  const states = events.flatMap(({ event, payload }) => {
    const about = Command.safeParse((payload as { command?: unknown }).command);
    return about.data?.id === command.id ? [`${event} ${about.data.state}`] : [];
  });
  expect(states).toEqual(["command:changed queued", "command:changed cancelled"]);
});

test("a car's commands come latest first, in pages, and only to those who see the car", async () => {
  const { vehicleId } = await addCar();
  const ids: string[] = [];
  for (let n = 0; n < 3; n++) ids.unshift((await asked(vehicleId, { name: "locate" })).id);
  const page = async (query: string) => {
    const path = `/api/vehicles/${vehicleId}/commands?limit=2${query}`;
    return pageOf(Command).parse((await dashboard.call("MANAGER", "GET", path)).body);
  };
  const first = await page("");
  const second = await page(`&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
  expect(second.nextCursor).toBeNull();

  const branch = { name: "Lund", timeZone: "Europe/Stockholm", currency: "SEK" };
  const { body } = await dashboard.call("OWNER", "POST", "/api/branches", branch);
  const elsewhere = { branchId: (body as { id: string }).id };
  await dashboard.call("OWNER", "PATCH", `/api/vehicles/${vehicleId}`, elsewhere);
  expect((await ask(vehicleId, { name: "locate" })).status).toBe(404);
  expect((await dashboard.call("MANAGER", "GET", `/api/commands/${ids[0]}`)).status).toBe(404);
  expect((await act(ids[0] ?? "", "cancel")).status).toBe(404);
});

test("a tracker is asked only what its kind can do", async () => {
  const phone = await addCar("owntracks", "eva/phone");
  expect(await ask(phone.vehicleId, { name: "release" })).toMatchObject({
    status: 409,
    body: { detail: "vehicleId has no tracker that takes the command release" },
  });
  const app = await addCar("osmand");
  expect((await ask(app.vehicleId, { name: "locate" })).status).toBe(409);
  const named = { name: "locate", deviceId: phone.deviceId };
  expect(await ask(app.vehicleId, named)).toMatchObject({
    body: { errors: [{ field: "deviceId", message: "names no tracker of this vehicle" }] },
  });
});

test("free text asks and never switches", async () => {
  const { vehicleId } = await addCar("teltonika", "350000000000099");
  const query = await asked(vehicleId, { name: "custom", text: "getparam 2001" });
  expect(query).toMatchObject({ state: "queued", text: "getparam 2001" });
  for (const text of ["setdigout 1", "setparam 2001:x", "getver 1;setdigout 1", "cpureset", ""])
    expect((await ask(vehicleId, { name: "custom", text })).status).toBe(400);
});

test("an immobilisation waits for a second person who may confirm it, and then briefly for its car", async () => {
  const { vehicleId } = await standing();
  const command = await asked(vehicleId, IMMOBILISE, "MANAGER");
  expect(command).toMatchObject({ state: "unconfirmed", requestedByName: "Mats Manager" });
  expect(await claimCommand(dashboard.database.pool, command.id)).toBeUndefined();
  expect(await act(command.id, "confirm", "MANAGER")).toMatchObject({
    status: 403,
    body: { errors: [{ field: "confirmedBy" }] },
  });
  expect((await act(command.id, "confirm", "DISPATCHER")).status).toBe(403);
  const confirmed = Command.parse((await act(command.id, "confirm", "OWNER")).body);
  expect(confirmed).toMatchObject({ state: "queued", confirmedByName: "Olga Owner" });
  expect(Date.parse(confirmed.expiresAt) - Date.parse(confirmed.updatedAt)).toBe(30_000);
  expect(await stepsOf(command.id)).toEqual(["requested", "confirmed"]);
});

test("a car that moves is not stopped: the refusal names what is missing, and is on record", async () => {
  const car = await addCar();
  await heard(car, 125);
  await heard(car, 2, 48, true);
  const answer = await ask(car.vehicleId, IMMOBILISE);
  expect(answer).toMatchObject({
    status: 409,
    body: {
      title: "Conflict",
      errors: [
        { field: "speedKmh", message: "was 48 2 s ago: 0 for 120 s is needed" },
        { field: "ignition", message: "is on: it must be off" },
      ],
    },
  });
  const path = `/api/vehicles/${car.vehicleId}/commands`;
  const { items } = pageOf(Command).parse((await dashboard.call("OWNER", "GET", path)).body);
  expect(items).toMatchObject([{ name: "immobilise", state: "failed", attempts: 0 }]);
  expect(await stepsOf(items[0]?.id ?? "")).toEqual(["requested", "refused"]);
  expect((await ask(car.vehicleId, { name: "immobilise" })).status).toBe(400);
});

test("a car that has driven off since is neither confirmed nor, when confirmed before, stopped", async () => {
  const car = await standing();
  const { id } = await asked(car.vehicleId, IMMOBILISE);
  await heard(car, 0.5, 7, true);
  expect((await act(id, "confirm")).status).toBe(409);
  expect(await detailOf(id)).toMatchObject({ state: "unconfirmed" });
  expect(await stepsOf(id)).toEqual(["requested", "confirmation_refused"]);

  const other = await standing();
  const second = await asked(other.vehicleId, IMMOBILISE);
  expect((await act(second.id, "confirm")).status).toBe(200);
  await heard(other, 0.5, 7, true);
  expect(await claimCommand(dashboard.database.pool, second.id)).toBeUndefined();
  expect(await detailOf(second.id)).toMatchObject({
    ...{ state: "failed", attempts: 0, sentAt: null },
    result: { refused: [{ field: "speedKmh" }, { field: "ignition" }] },
  });
});

test("of many who would send an immobilisation one may, once", async () => {
  const { vehicleId } = await standing();
  const { id } = await asked(vehicleId, IMMOBILISE);
  await act(id, "confirm");
  const claims = await Promise.all(
    Array.from({ length: 6 }, () => claimCommand(dashboard.database.pool, id)),
  );
  expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
  expect(await detailOf(id)).toMatchObject({ state: "sent", attempts: 1 });
  expect((await act(id, "cancel")).status).toBe(409);
});

test("a tracker that was moved to another car is told nothing of the old one", async () => {
  const { vehicleId, deviceId } = await addCar();
  const other = await addCar();
  const { id } = await asked(vehicleId, { name: "locate" });
  const move = { vehicleId: other.vehicleId };
  await dashboard.call("OWNER", "PATCH", `/api/devices/${deviceId}`, move);
  expect(await claimCommand(dashboard.database.pool, id)).toBeUndefined();
  expect(await detailOf(id)).toMatchObject({ state: "failed", attempts: 0 });
});

test("a release needs one person, and takes back an immobilisation that was not sent", async () => {
  const { vehicleId } = await standing();
  const stop = await asked(vehicleId, IMMOBILISE);
  expect(await ask(vehicleId, IMMOBILISE)).toMatchObject({ status: 409 });
  const release = await asked(vehicleId, { name: "release" });
  expect(release.state).toBe("queued");
  expect((await detailOf(stop.id)).state).toBe("cancelled");
  expect((await ask(vehicleId, IMMOBILISE)).status).toBe(409);
  await act(release.id, "cancel", "DISPATCHER");
  expect((await ask(vehicleId, IMMOBILISE)).status).toBe(201);
});
