import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BookingAccount, Payment } from "../../contracts/booking-account.ts";
import { Booking } from "../../contracts/booking.ts";
import { pageOf } from "../../contracts/paging.ts";
import type { RentalTerms } from "../../contracts/rental-terms.ts";
import { Vehicle } from "../../contracts/vehicle.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

let dashboard: TestDashboard;
beforeAll(async () => {
  dashboard = await startTestDashboard();
});
afterAll(() => dashboard.close());

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TERMS: RentalTerms = {
  ...{ dailyMinor: 500_00, includedKmPerDay: 150, extraKmMinor: 2_50, depositMinor: 3_000_00 },
  ...{ fuelPolicy: "same_level", fuelLitreMinor: 25_00, taxBasisPoints: 2_500 },
};

let plates = 0;
const addVehicle = async (group?: string): Promise<Vehicle> => {
  const car = { licensePlate: `M ${++plates}`, model: "V60", vehicleType: "CAR" };
  const body = { ...car, branchId: dashboard.branchId, ...(group && { group }) };
  return Vehicle.parse((await dashboard.call("OWNER", "POST", "/api/vehicles", body)).body);
};

const setRate = (terms: Partial<RentalTerms>, group: string | null = null) =>
  dashboard.call("MANAGER", "PUT", "/api/rates", { ...TERMS, ...terms, group });

const at = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

const book = async (vehicle: Vehicle, days: number, more: object = {}): Promise<Booking> => {
  const period = { outAt: at(-1 / 24), dueAt: at(days - 1 / 24) };
  const request = { vehicleId: vehicle.id, customerName: "Åsa Öst", ...period, ...more };
  const { status, body } = await dashboard.call("DESK", "POST", "/api/bookings", request);
  expect(status).toBe(201);
  return Booking.parse(body);
};

const handOut = async ({ id, outAt }: Booking): Promise<void> => {
  const path = `/api/bookings/${id}/handover`;
  expect((await dashboard.call("DESK", "POST", path, { at: outAt })).status).toBe(200);
};

const accountOf = async ({ id }: Booking): Promise<BookingAccount> =>
  BookingAccount.parse((await dashboard.call("DESK", "GET", `/api/bookings/${id}/account`)).body);

const extend = async ({ id, dueAt }: Booking, days: number, verb = "approve"): Promise<string> => {
  const until = new Date(Date.parse(dueAt) + days * DAY_MS).toISOString();
  const path = `/api/bookings/${id}/extensions`;
  const asked = await dashboard.call("DESK", "POST", path, { dueAt: until });
  const extensionId = Booking.parse(asked.body).extensions.at(-1)?.id ?? "";
  await dashboard.call("OWNER", "POST", `/api/extensions/${extensionId}/${verb}`, {});
  return extensionId;
};

const pay = (booking: Booking, amountMinor: number, more: object = {}) => {
  const cash = { method: "cash", receiptNumber: "R 1", amountMinor };
  const payment = { id: randomUUID(), bookingId: booking.id, ...cash, ...more };
  return dashboard.call("DESK", "POST", "/api/payments", payment);
};

describe("what a booking costs", () => {
  test("is agreed by the car's rate when it is made, and stays when the rate changes", async () => {
    await setRate({});
    const booking = await book(await addVehicle(), 3);
    await setRate({ dailyMinor: 600_00 });
    const account = await accountOf(booking);
    expect(account).toMatchObject({ currency: "SEK", priceMinor: 1_500_00, chargedMinor: 0 });
    expect(account.terms).toEqual(TERMS);
  });

  test("is that of the car's group before that of the branch", async () => {
    await setRate({});
    await setRate({ dailyMinor: 900_00 }, "Vans");
    const account = await accountOf(await book(await addVehicle("Vans"), 2));
    expect(account.priceMinor).toBe(1_800_00);
  });

  test("may be other than the rate, with a reason", async () => {
    const vehicle = await addVehicle();
    const otherTerms = { terms: { ...TERMS, dailyMinor: 400_00 }, reason: "returning customer" };
    const account = await accountOf(await book(vehicle, 2, { otherTerms }));
    expect(account).toMatchObject({ priceMinor: 800_00, reason: "returning customer" });
  });

  test("is charged when the car leaves, and its days once more when they become more", async () => {
    await setRate({});
    const booking = await book(await addVehicle(), 3);
    await handOut(booking);
    expect((await accountOf(booking)).charges).toMatchObject([
      { kind: "rental", quantity: 3, amountMinor: 1_500_00, taxMinor: 300_00 },
    ]);
    await extend(booking, 4, "deny");
    const extensionId = await extend(booking, 2);
    const { charges, chargedMinor } = await accountOf(booking);
    expect(charges).toHaveLength(2);
    expect(charges[1]).toMatchObject({ kind: "extension", quantity: 2, extensionId });
    expect(chargedMinor).toBe(2_500_00);
  });

  test("takes an extension from before the car left into the rental", async () => {
    const booking = await book(await addVehicle(), 3);
    await extend(booking, 2);
    await handOut(booking);
    expect((await accountOf(booking)).charges).toMatchObject([{ kind: "rental", quantity: 5 }]);
  });

  test("is nobody's guess where there is no rate", async () => {
    const branch = { name: "Malmö", timeZone: "Europe/Stockholm", currency: "DKK" };
    const { body } = await dashboard.call("OWNER", "POST", "/api/branches", branch);
    const car = { licensePlate: "M 0", model: "V60", vehicleType: "CAR" };
    const vehicle = { ...car, branchId: (body as { id: string }).id };
    const added = await dashboard.call("OWNER", "POST", "/api/vehicles", vehicle);
    const period = { outAt: at(0), dueAt: at(1) };
    const request = { vehicleId: Vehicle.parse(added.body).id, customerName: "A", ...period };
    const booked = await dashboard.call("OWNER", "POST", "/api/bookings", request);
    const { id } = Booking.parse(booked.body);
    const account = await dashboard.call("OWNER", "GET", `/api/bookings/${id}/account`);
    expect(account).toEqual({ status: 200, body: null });
  });
});

describe("a payment", () => {
  test("is taken off what is owed, under who collected it", async () => {
    await setRate({});
    const booking = await book(await addVehicle(), 2);
    await handOut(booking);
    const { status, body } = await pay(booking, 600_00);
    expect(status).toBe(201);
    expect(Payment.parse(body)).toMatchObject({ currency: "SEK", collectedByName: "Desta Desk" });
    expect(await accountOf(booking)).toMatchObject({ paidMinor: 600_00, balanceMinor: 400_00 });
  });

  test("sent again is the same payment, and another one under its id is refused", async () => {
    const booking = await book(await addVehicle(), 2);
    const id = randomUUID();
    const sent = await Promise.all(Array.from({ length: 8 }, () => pay(booking, 100_00, { id })));
    expect(sent.map(({ status }) => status)).toEqual(sent.map(() => 201));
    expect(new Set(sent.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await accountOf(booking)).paidMinor).toBe(100_00);
    expect(await pay(booking, 200_00, { id })).toMatchObject({
      ...{ status: 409, body: { errors: [{ field: "id", code: "payment_id_taken" }] } },
    });
  });

  test("is announced to those who see money, once", async () => {
    const booking = await book(await addVehicle(), 2);
    const before = await dashboard.database.pool.query("select from outbox");
    const id = randomUUID();
    await pay(booking, 100_00, { id });
    await pay(booking, 100_00, { id });
    const after = await dashboard.database.pool.query("select from outbox");
    expect((after.rowCount ?? 0) - (before.rowCount ?? 0)).toBe(1);
  });

  test.each([
    ["its collector as witness", () => ({ witnessId: "self" }), "witnessId"],
    ["a time to come", () => ({ receivedAt: at(1) }), "receivedAt"],
    ["another booking's extension", () => ({ extensionId: randomUUID() }), "extensionId"],
    ["nothing", () => ({ amountMinor: 0 }), "amountMinor"],
  ])("with %s is refused by name", async (_, more, field) => {
    const booking = await book(await addVehicle(), 2);
    const { items } = pageOf(Payment).parse(
      (await dashboard.call("DESK", "GET", "/api/payments")).body,
    );
    const self = items.at(0)?.collectedBy;
    const part = more();
    const sent = "witnessId" in part ? { witnessId: self } : part;
    const { status, body } = await pay(booking, 100_00, sent);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).toMatchObject({ errors: [{ field }] });
  });

  test.each(["payments", "charges", "booking_terms"])("cannot be changed in %s", async (ledger) => {
    const { pool } = dashboard.database;
    await expect(pool.query(`delete from ${ledger}`)).rejects.toThrow("append-only");
    await expect(pool.query(`truncate ${ledger} cascade`)).rejects.toThrow("append-only");
  });

  test("is no field worker's to see", async () => {
    const booking = await book(await addVehicle(), 2);
    const path = `/api/bookings/${booking.id}/account`;
    expect((await dashboard.call("FIELD", "GET", path)).status).toBe(403);
    expect((await dashboard.call("FIELD", "GET", "/api/payments")).status).toBe(403);
  });
});
