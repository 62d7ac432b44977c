import { jetstream } from "@nats-io/jetstream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Booking } from "../../../contracts/booking.ts";
import type { Role } from "../../../contracts/permissions.ts";
import { eventSubject } from "../../../contracts/subjects.ts";
import { Vehicle } from "../../../contracts/vehicle.ts";
import type { TestDashboard } from "../testing.ts";
import { followExtensionNews } from "./extension-news.ts";
import { type PushingDashboard, startPushing, type TestDevice } from "./testing.ts";

const POLL = { timeout: 20_000, interval: 50 };
const DAY_MS = 86_400_000;

let pushing: PushingDashboard;
let dashboard: TestDashboard;
let subscribe: PushingDashboard["subscribe"];
beforeAll(async () => {
  pushing = await startPushing(followExtensionNews, "push-extensions");
  ({ dashboard, subscribe } = pushing);
});
afterAll(() => pushing.close());

const call = async (role: Role, path: string, body: object): Promise<Booking> =>
  Booking.parse((await dashboard.call(role, "POST", path, body)).body);

let plates = 0;
/** A car that is out for two days, which its customer wants for two more. */
const aWish = async (): Promise<Booking> => {
  const facts = { licensePlate: `W ${++plates}`, model: "V60", vehicleType: "CAR" };
  const car = { ...facts, branchId: dashboard.branchId };
  const added = await dashboard.call("OWNER", "POST", "/api/vehicles", car);
  const [outAt, dueAt, wishedAt] = [0, 2, 4].map((days) =>
    new Date(Date.now() - 3_600_000 + days * DAY_MS).toISOString(),
  );
  const request = { vehicleId: Vehicle.parse(added.body).id, customerName: "Åsa Öst" };
  const { id } = await call("DESK", "/api/bookings", { ...request, outAt, dueAt });
  await call("DESK", `/api/bookings/${id}/handover`, { at: outAt });
  return call("DESK", `/api/bookings/${id}/extensions`, { dueAt: wishedAt });
};

/** Announces a booking as the relay does. */
const announce = async (event: string, booking: Booking): Promise<void> => {
  await jetstream(dashboard.nats).publish(eventSubject(event), JSON.stringify({ booking }));
};
const toldOf = ({ received }: TestDevice, { extensions }: Booking) =>
  received.flatMap(({ message, headers }) =>
    message.kind === "extension" && message.extensionId === extensions[0]?.id
      ? [{ ...message, headers }]
      : [],
  );

test("the owner is told once that a customer wants the car longer and what that costs, and how it was decided", async () => {
  const [owner, manager] = [await subscribe("OWNER"), await subscribe("MANAGER")];
  const booking = await aWish();
  await announce("booking:updated", booking);
  await announce("booking:updated", booking);
  await expect.poll(() => toldOf(owner, booking).length, POLL).toBe(1);
  const [told] = toldOf(owner, booking);
  expect(told).toMatchObject({
    ...{ rings: true, status: "PENDING", language: "sv", customerName: "Åsa Öst" },
    ...{ licensePlate: booking.licensePlate, vehicleId: booking.vehicleId },
    ...{ requestedByName: "Desta Desk", timeZone: "Europe/Stockholm" },
    price: { days: 2, amountMinor: 2 * 695_00, currency: "SEK" },
  });
  expect(told?.headers["urgency"]).toBe("high");

  const path = `/api/extensions/${booking.extensions[0]?.id}/approve`;
  await announce("booking:extended", await call("OWNER", path, {}));
  await expect.poll(() => toldOf(owner, booking).length, POLL).toBe(2);
  expect(toldOf(owner, booking)[1]).toMatchObject({ rings: false, status: "APPROVED" });
  // who may not decide is not asked
  expect(toldOf(manager, booking)).toEqual([]);
});

test("a wish that lapses because the car comes back is taken off the device", async () => {
  const owner = await subscribe("OWNER");
  const booking = await aWish();
  await announce("booking:updated", booking);
  await expect.poll(() => toldOf(owner, booking).length, POLL).toBe(1);
  const returned = await call("DESK", `/api/bookings/${booking.id}/return`, {});
  await announce("vehicle:returned", returned);
  await expect.poll(() => toldOf(owner, booking).length, POLL).toBe(2);
  expect(toldOf(owner, booking)[1]).toMatchObject({ rings: false, status: "DENIED" });
});

test("a wish that was decided before the device could be told is not told", async () => {
  const owner = await subscribe("OWNER");
  const [settled, later] = [await aWish(), await aWish()];
  await call("OWNER", `/api/extensions/${settled.extensions[0]?.id}/deny`, {});
  await announce("booking:updated", settled);
  await announce("booking:updated", later);
  await expect.poll(() => toldOf(owner, later).length, POLL).toBe(1);
  expect(toldOf(owner, settled)).toEqual([]);
});
