import { afterAll, beforeAll, expect, test } from "vitest";
import { Booking } from "../../contracts/booking.ts";
import { pageOf } from "../../contracts/paging.ts";
import type { Role } from "../../contracts/permissions.ts";
import { Vehicle } from "../../contracts/vehicle.ts";
import { readOutbox } from "../../db/outbox.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

let dashboard: TestDashboard;
let otherBranchId: string;
beforeAll(async () => {
  dashboard = await startTestDashboard();
  const branch = { name: "Malmö", timeZone: "Europe/Stockholm", currency: "SEK" };
  const { body } = await dashboard.call("OWNER", "POST", "/api/branches", branch);
  otherBranchId = (body as { id: string }).id;
});
afterAll(() => dashboard.close());

const HOUR_MS = 3_600_000;
const fromNow = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString();

let plates = 0;
const addVehicle = async (): Promise<string> => {
  const car = { licensePlate: `B ${++plates}`, model: "V60", vehicleType: "CAR" };
  const { body } = await dashboard.call("MANAGER", "POST", "/api/vehicles", car);
  return Vehicle.parse(body).id;
};
const post = (role: Role, path: string, body: object = {}) =>
  dashboard.call(role, "POST", path, body);
const book = (vehicleId: string, outAt: string, dueAt: string, extra: object = {}) =>
  post("DESK", "/api/bookings", { vehicleId, customerName: "Karin", outAt, dueAt, ...extra });
const booked = async (vehicleId: string, outAt = fromNow(-1), dueAt = fromNow(23)) =>
  Booking.parse((await book(vehicleId, outAt, dueAt)).body);
const step = async (role: Role, { id }: Booking, verb: string, body: object = {}) =>
  Booking.parse((await post(role, `/api/bookings/${id}/${verb}`, body)).body);
const out = async (): Promise<Booking> =>
  step("DESK", await booked(await addVehicle()), "handover");
const eventsOf = async ({ id }: Booking): Promise<string[]> => {
  const events = await readOutbox(dashboard.database.pool, 1_000);
  return events
    .filter(({ payload }) => (payload as { booking?: Booking }).booking?.id === id)
    .map(({ event }) => event);
};

test("a car is booked, handed out and returned, each step announced", async () => {
  const booking = await booked(await addVehicle());
  expect(booking).toMatchObject({
    ...{ status: "BOOKED", customerName: "Karin", handedOutAt: null, extensions: [] },
    returnBranchId: dashboard.branchId,
  });
  expect(await step("DESK", booking, "handover")).toMatchObject({ status: "OUT" });
  const returned = await step("DESK", booking, "return");
  expect(returned).toMatchObject({ status: "RETURNED", returnedBranchId: dashboard.branchId });
  expect(await eventsOf(booking)).toEqual([
    "booking:created",
    "booking:updated",
    "vehicle:returned",
  ]);
});

test("two bookings of one car do not overlap, unless one is void or came back early", async () => {
  const vehicleId = await addVehicle();
  const first = await booked(vehicleId, fromNow(-2), fromNow(24));
  const clash = await book(vehicleId, fromNow(20), fromNow(30));
  expect(clash).toMatchObject({
    status: 409,
    body: { errors: [{ field: "dueAt", message: "overlaps another booking of this vehicle" }] },
  });
  await step("DESK", first, "handover");
  await step("DESK", first, "return");
  const second = await booked(vehicleId, fromNow(20), fromNow(30));
  await step("MANAGER", second, "void", { reason: "the customer did not come" });
  expect((await book(vehicleId, fromNow(20), fromNow(30))).status).toBe(201);
});

test("a car that comes back late can be returned although its next booking has begun", async () => {
  const vehicleId = await addVehicle();
  const late = await booked(vehicleId, fromNow(-30), fromNow(-6));
  await step("DESK", late, "handover", { at: fromNow(-30) });
  const next = await booked(vehicleId, fromNow(-5), fromNow(20));
  expect(await post("DESK", `/api/bookings/${next.id}/handover`)).toMatchObject({
    status: 409,
    body: { errors: [{ field: "vehicleId" }] },
  });
  expect(await step("DESK", late, "return")).toMatchObject({ status: "RETURNED" });
  expect(await step("DESK", next, "handover")).toMatchObject({ status: "OUT" });
});

test("an extension locks the booking until the owner decides, and an approved one moves the due time", async () => {
  const booking = await out();
  const dueAt = fromNow(72);
  const asked = await step("DESK", booking, "extensions", { dueAt, note: "paid in cash" });
  expect(asked).toMatchObject({
    dueAt: booking.dueAt,
    extensions: [{ status: "PENDING", dueAt, previousDueAt: booking.dueAt, note: "paid in cash" }],
  });
  const patch = await dashboard.call("MANAGER", "PATCH", `/api/bookings/${booking.id}`, {
    customerName: "Karl",
  });
  expect(patch.status).toBe(409);
  const extensionId = asked.extensions[0]?.id ?? "";
  expect((await post("MANAGER", `/api/extensions/${extensionId}/approve`)).status).toBe(403);
  const approved = await post("OWNER", `/api/extensions/${extensionId}/approve`, { note: "ok" });
  expect(Booking.parse(approved.body)).toMatchObject({
    dueAt,
    extensions: [{ status: "APPROVED", decisionNote: "ok" }],
  });
  expect((await post("OWNER", `/api/extensions/${extensionId}/deny`)).status).toBe(409);
  expect(await eventsOf(booking)).toContain("booking:extended");
});

test("a denied extension leaves the due time, and all that was asked stays on record", async () => {
  const booking = await out();
  const asked = await step("DESK", booking, "extensions", { dueAt: fromNow(72) });
  await post("OWNER", `/api/extensions/${asked.extensions[0]?.id}/deny`, { note: "car is booked" });
  const again = await step("DESK", booking, "extensions", { dueAt: fromNow(48) });
  expect(again.dueAt).toBe(booking.dueAt);
  expect(again.extensions.map(({ status }) => status)).toEqual(["DENIED", "PENDING"]);
  const returned = await step("DESK", booking, "return");
  expect(returned.extensions.map(({ status }) => status)).toEqual(["DENIED", "DENIED"]);
});

test("an extension into the next booking of the car is refused", async () => {
  const booking = await out();
  await booked(booking.vehicleId, fromNow(24), fromNow(48));
  const asked = await step("DESK", booking, "extensions", { dueAt: fromNow(30) });
  const answer = await post("OWNER", `/api/extensions/${asked.extensions[0]?.id}/approve`);
  expect(answer.status).toBe(409);
});

test("the due time of a car that is out changes by extension only, and void needs a reason", async () => {
  const booking = await out();
  const path = `/api/bookings/${booking.id}`;
  const patch = await dashboard.call("DESK", "PATCH", path, { dueAt: fromNow(60) });
  expect(patch).toMatchObject({ status: 409, body: { errors: [{ field: "dueAt" }] } });
  expect((await post("MANAGER", `${path}/void`)).status).toBe(400);
  expect((await post("DESK", `${path}/return`, { at: fromNow(3) })).status).toBe(400);
  expect((await post("DESK", `${path}/return`, { at: fromNow(-90) })).status).toBe(400);
});

test("a booking is seen where the car belongs and where it comes back to", async () => {
  const vehicleId = await addVehicle();
  const extra = { returnBranchId: otherBranchId };
  const booking = Booking.parse((await book(vehicleId, fromNow(1), fromNow(9), extra)).body);
  expect(booking.returnBranchId).toBe(otherBranchId);
  const list = await dashboard.call("DESK", "GET", `/api/bookings?vehicleId=${vehicleId}`);
  expect(pageOf(Booking).parse(list.body).items).toHaveLength(1);
  const { body } = await dashboard.call("OWNER", "POST", "/api/vehicles", {
    ...{ licensePlate: `B ${++plates}`, model: "V60", vehicleType: "CAR" },
    branchId: otherBranchId,
  });
  const abroad = { vehicleId: (body as Vehicle).id, customerName: "Ole" };
  const times = { outAt: fromNow(1), dueAt: fromNow(9) };
  expect((await post("DESK", "/api/bookings", { ...abroad, ...times })).status).toBe(400);
});
