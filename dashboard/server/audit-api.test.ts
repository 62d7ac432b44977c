import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AuditEntry, AuditVerdict } from "../../contracts/audit.ts";
import { Booking } from "../../contracts/booking.ts";
import { pageOf } from "../../contracts/paging.ts";
import type { Role } from "../../contracts/permissions.ts";
import { Vehicle } from "../../contracts/vehicle.ts";
import { alterAudit, eraseAudit } from "../../db/testing-rows.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

let dashboard: TestDashboard;
beforeAll(async () => {
  dashboard = await startTestDashboard();
});
afterAll(() => dashboard.close());

let plates = 0;
const addVehicle = async (): Promise<Vehicle> => {
  const car = { licensePlate: `A ${++plates}`, model: "V60", vehicleType: "CAR" };
  const { branchId } = dashboard;
  const { body } = await dashboard.call("OWNER", "POST", "/api/vehicles", { ...car, branchId });
  return Vehicle.parse(body);
};

const entriesOf = async (query: Record<string, string>): Promise<AuditEntry[]> => {
  const search = new URLSearchParams(query).toString();
  const { status, body } = await dashboard.call("OWNER", "GET", `/api/audit?${search}`);
  expect(status).toBe(200);
  return pageOf(AuditEntry).parse(body).items;
};

const verdict = async (): Promise<AuditVerdict> =>
  AuditVerdict.parse((await dashboard.call("OWNER", "GET", "/api/audit/verify")).body);

const book = async (): Promise<Booking> => {
  const { id: vehicleId } = await addVehicle();
  const booking = {
    ...{ vehicleId, customerName: "Åsa Öst" },
    ...{ outAt: "2026-03-02T09:00:00Z", dueAt: "2026-03-04T09:00:00Z" },
  };
  return Booking.parse((await dashboard.call("DESK", "POST", "/api/bookings", booking)).body);
};

describe("the audit log", () => {
  test("says who changed what, by which request and from where, as it was and as it is", async () => {
    const { id } = await book();
    await dashboard.call("MANAGER", "PATCH", `/api/bookings/${id}`, { customerName: "Åsa Väst" });
    await dashboard.call("MANAGER", "POST", `/api/bookings/${id}/void`, { reason: "double" });
    const [made, renamed, created] = await entriesOf({ record: "bookings", recordId: id });
    expect(created).toMatchObject({
      ...{ action: "POST /api/bookings", change: "insert", by: "session", ip: "127.0.0.1" },
      ...{ userName: "Desta Desk", before: null, after: { customer_name: "Åsa Öst" } },
    });
    expect(renamed).toMatchObject({
      ...{ action: "PATCH /api/bookings/:id", change: "update", userName: "Mats Manager" },
      ...{ before: { customer_name: "Åsa Öst" }, after: { customer_name: "Åsa Väst" } },
    });
    expect(made).toMatchObject({
      ...{ action: "POST /api/bookings/:id/void", before: { status: "BOOKED" } },
      after: { status: "VOID", void_reason: "double" },
    });
  });

  test("is told from any entry down", async () => {
    const entries = await entriesOf({ upToSeq: "3" });
    expect(entries.map(({ seq }) => seq)).toEqual([3, 2, 1]);
  });

  test("tells a browser's name as it was sent, whatever it is", async () => {
    const hostile = "it's \\'; rollback; drop table audit_log; --\\";
    const { id } = await addVehicle();
    await dashboard.app.inject({
      ...{ method: "PATCH", url: `/api/vehicles/${id}`, payload: { model: "V90" } },
      headers: {
        authorization: `Bearer ${await dashboard.tokenOf("OWNER")}`,
        "user-agent": hostile,
      },
    });
    const [entry] = await entriesOf({ record: "vehicles", recordId: id });
    expect(entry).toMatchObject({ userAgent: hostile, after: { model: "V90" } });
  });

  test("never holds a password, a secret or a token", async () => {
    const { branchId } = dashboard;
    const invited = { email: "new@example.com", name: "New", role: "DESK", branchId };
    await dashboard.call("OWNER", "POST", "/api/users", invited);
    const [entry] = await entriesOf({ record: "invitations" });
    expect(entry?.after).toMatchObject({ code_sha256: "hidden" });
    const [session] = await entriesOf({ record: "sessions" });
    expect(session?.after).toMatchObject({ token_sha256: "hidden" });
  });

  test("says who looked at where a car was, once an hour for the same", async () => {
    const { id } = await addVehicle();
    const look = (period: string) =>
      dashboard.call("DESK", "GET", `/api/vehicles/${id}/locations?from=${period}`);
    for (const period of ["2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z"])
      expect((await look(period)).status).toBe(200);
    const entries = await entriesOf({ record: "vehicles", recordId: id });
    expect(entries.filter(({ change }) => change === "view")).toMatchObject([
      { userName: "Desta Desk", after: { from: "2026-03-03T00:00:00.000Z", format: "json" } },
      { userName: "Desta Desk", after: { from: "2026-03-02T00:00:00.000Z", format: "json" } },
    ]);
  });

  test.each<Role>(["MANAGER", "DESK", "FIELD", "DISPATCHER"])(
    "is not %s's to read",
    async (role) => {
      expect((await dashboard.call(role, "GET", "/api/audit")).status).toBe(403);
      expect((await dashboard.call(role, "GET", "/api/audit/verify")).status).toBe(403);
    },
  );

  test("stays one chain however many write at once", async () => {
    await Promise.all(Array.from({ length: 20 }, addVehicle));
    const { verified, entries, head } = await verdict();
    expect(verified).toBe(true);
    expect(entries).toBe(head?.seq);
  });

  test("cannot be changed, emptied or shortened", async () => {
    const { pool } = dashboard.database;
    for (const change of [
      "update audit_log set entry = '{}' where seq = 1",
      "delete from audit_log where seq = 1",
      "truncate audit_log",
    ])
      await expect(pool.query(change)).rejects.toThrow("append-only");
  });

  test("names the row that somebody has altered past all that", async () => {
    const { head } = await verdict();
    const seq = (head?.seq ?? 0) - 3;
    const restore = await alterAudit(dashboard.database.pool, seq);
    expect(await verdict()).toMatchObject({ verified: false, faults: [{ seq, fault: "altered" }] });
    await restore();
    expect((await verdict()).verified).toBe(true);
  });

  test("shows that its end was taken off since it was last noted elsewhere", async () => {
    const { auditHeads, database } = dashboard;
    await auditHeads.keep(database.pool);
    const { head } = await verdict();
    const seq = head?.seq ?? 0;
    const restore = await eraseAudit(database.pool, seq);
    expect((await verdict()).faults).toEqual([{ seq, fault: "beheaded" }]);
    await addVehicle();
    expect((await verdict()).faults).toEqual([{ seq, fault: "altered" }]);
    await expect(auditHeads.keep(database.pool)).rejects.toThrow(`no longer holds entry ${seq}`);
    await eraseAudit(database.pool, seq);
    await restore();
    expect((await verdict()).verified).toBe(true);
  });

  test("names the row that somebody has taken out", async () => {
    const { head } = await verdict();
    const seq = (head?.seq ?? 0) - 3;
    await eraseAudit(dashboard.database.pool, seq);
    expect((await verdict()).faults).toEqual([{ seq, fault: "missing" }]);
  });
});
