import { io } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Activity,
  ActivityEvent,
  ActivityMark,
  ActivityPage,
} from "../../contracts/activity.ts";
import { Booking } from "../../contracts/booking.ts";
import type { Role } from "../../contracts/permissions.ts";
import { Today } from "../../contracts/today.ts";
import { Vehicle } from "../../contracts/vehicle.ts";
import { addAlertSteps } from "../../db/alerts.ts";
import { saveDetections } from "../../db/detections.ts";
import { aDetection } from "../../db/fixtures.ts";
import { retractIds } from "../../db/retraction.ts";
import { storeAlert } from "../../db/testing-alerts.ts";
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
const addVehicle = async (branchId = dashboard.branchId): Promise<string> => {
  const car = { licensePlate: `T ${++plates}`, model: "V60", vehicleType: "CAR", branchId };
  return Vehicle.parse((await dashboard.call("OWNER", "POST", "/api/vehicles", car)).body).id;
};
const post = async (path: string, body: object = {}) =>
  Booking.parse((await dashboard.call("OWNER", "POST", `/api/bookings${path}`, body)).body);
const carOut = async (vehicleId: string, dueInHours: number, more: object = {}) => {
  const times = { outAt: fromNow(-48), dueAt: fromNow(dueInHours) };
  const { id } = await post("", { vehicleId, customerName: "Karin", ...times, ...more });
  return post(`/${id}/handover`, { at: times.outAt });
};
const todayOf = async (role: Role): Promise<Today> =>
  Today.parse((await dashboard.call(role, "GET", "/api/today")).body);
const activityOf = async (role: Role, query = ""): Promise<ActivityPage> =>
  ActivityPage.parse((await dashboard.call(role, "GET", `/api/activity${query}`)).body);
const kindsOf = async (vehicleId: string): Promise<Activity["kind"][]> =>
  (await activityOf("OWNER", "?limit=1000")).items
    .filter((activity) => activity.vehicleId === vehicleId)
    .map(({ kind }) => kind)
    .toReversed();
const markAt = async (role: Role, activityId: number): Promise<ActivityMark> =>
  ActivityMark.parse((await dashboard.call(role, "PUT", "/api/me/last-seen", { activityId })).body);

test("today has the cars that are out, those due first, with what their owner decides by", async () => {
  const late = await addVehicle();
  const booking = await carOut(late, -3, { customerContact: "+46 70 123" });
  const next = { vehicleId: late, customerName: "Ole", outAt: fromNow(2), dueAt: fromNow(9) };
  const { outAt: nextOutAt } = await post("", next);
  const later = await carOut(await addVehicle(), 20);
  const wishedDueAt = fromNow(40);
  await post(`/${later.id}/extensions`, { dueAt: wishedDueAt });
  const { carsOut, moreOut } = await todayOf("MANAGER");
  expect(moreOut).toBe(0);
  expect(carsOut).toMatchObject([
    { bookingId: booking.id, customerContact: "+46 70 123", nextOutAt, wishedDueAt: null },
    { bookingId: later.id, nextOutAt: null, wishedDueAt },
  ]);
  expect(carsOut[0]).toMatchObject({ timeZone: "Europe/Stockholm", model: "V60" });
  await post(`/${booking.id}/return`);
  expect((await todayOf("MANAGER")).carsOut).toHaveLength(1);
});

test("what happened to a booking is told step by step, with who and until when", async () => {
  const vehicleId = await addVehicle();
  const booking = await carOut(vehicleId, 2);
  const dueAt = fromNow(30);
  const asked = await post(`/${booking.id}/extensions`, { dueAt, note: "paid in cash" });
  const [extension] = asked.extensions;
  await dashboard.call("OWNER", "POST", `/api/extensions/${extension?.id}/approve`, {});
  await post(`/${booking.id}/return`);
  expect(await kindsOf(vehicleId)).toEqual([
    ...["booking_created", "handed_out", "extension_requested", "extension_approved", "returned"],
  ]);
  const { items } = await activityOf("OWNER");
  expect(items[0]).toMatchObject({ customerName: "Karin", bookingId: booking.id });
  expect(items[2]).toMatchObject({ dueAt, note: "paid in cash", userName: "Olga Owner" });
});

test("a car that cannot be heard is told once, however often it is said, and not at all if it was not so", async () => {
  const { pool } = dashboard.database;
  const vehicleId = await addVehicle();
  const silence = aDetection(vehicleId, { type: "offline", endMs: null });
  await saveDetections(pool, [silence]);
  await saveDetections(pool, [{ ...silence, evidence: { silentS: 900 } }]);
  expect(await kindsOf(vehicleId)).toEqual(["car_silent"]);
  await saveDetections(pool, [{ ...silence, endMs: silence.startMs + 1_000 }]);
  expect(await kindsOf(vehicleId)).toEqual(["car_silent", "car_heard"]);
  await retractIds(pool, "detections", [silence.id]);
  expect(await kindsOf(vehicleId)).toEqual([]);
});

test("an alert is told when it is raised and when it is closed; the alert of a silence is not told again", async () => {
  const { pool } = dashboard.database;
  const vehicleId = await addVehicle();
  const steps = (alertId: string) => [
    { alertId, userId: null, action: "raised" },
    { alertId, userId: null, action: "recorded" },
  ];
  const drain = await storeAlert(pool, aDetection(vehicleId));
  const offline = await storeAlert(pool, aDetection(vehicleId, { type: "offline" }));
  await addAlertSteps(pool, [...steps(drain), ...steps(offline)], new Date());
  for (const verb of ["acknowledge", "resolve"])
    await dashboard.call("DISPATCHER", "POST", `/api/alerts/${drain}/${verb}`, { note: "seen" });
  expect(await kindsOf(vehicleId)).toEqual([
    ...["car_silent", "car_heard", "alert_raised", "alert_resolved"],
  ]);
  const [closed, raised] = (await activityOf("OWNER")).items;
  expect(closed).toMatchObject({ alertId: drain, userName: "Disa Dispatcher", note: "seen" });
  expect(raised).toMatchObject({ alertType: "drain", severity: "critical", userName: null });
});

test("a branch is told of its cars and of those that come back to it, and of nothing else", async () => {
  const abroad = await carOut(await addVehicle(otherBranchId), 5);
  const home = await carOut(await addVehicle(otherBranchId), 5, {
    returnBranchId: dashboard.branchId,
  });
  const told = (await activityOf("MANAGER", "?limit=1000")).items.map((each) => each.bookingId);
  expect(told).toContain(home.id);
  expect(told).not.toContain(abroad.id);
  const seen = (await todayOf("MANAGER")).carsOut.map(({ bookingId }) => bookingId);
  expect(seen).toContain(home.id);
  expect(seen).not.toContain(abroad.id);
});

test("pages of what happened join without a gap or a repeat", async () => {
  const all = (await activityOf("OWNER", "?limit=1000")).items.map(({ id }) => id);
  const paged: number[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: ActivityPage = await activityOf(
      "OWNER",
      `?limit=3${cursor && `&cursor=${cursor}`}`,
    );
    paged.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(all);
  const forged = await dashboard.call("OWNER", "GET", "/api/activity?cursor=WyIxLTEiXQ");
  expect(forged.status).toBe(400);
});

test("how far a person has read is kept for all their devices, and only moves on", async () => {
  const [latest, before] = (await activityOf("OWNER")).items.map(({ id }) => id);
  expect((await todayOf("OWNER")).lastSeen).toBeNull();
  await markAt("OWNER", before ?? 0);
  const mark = await markAt("OWNER", latest ?? 0);
  expect(await markAt("OWNER", 1)).toEqual(mark);
  expect((await todayOf("OWNER")).lastSeen).toEqual(mark);
  expect((await todayOf("DESK")).lastSeen).toBeNull();
  expect((await markAt("DESK", Number.MAX_SAFE_INTEGER)).activityId).toBe(latest);
  const refused = await dashboard.call("OWNER", "PUT", "/api/me/last-seen", { activityId: -1 });
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: "activityId" }] } });
});

test("pages are told what happens as it does, once, and only what they may see", async () => {
  const told: Record<string, Activity[]> = { OWNER: [], MANAGER: [], FIELD: [] };
  const sockets = await Promise.all(
    (["OWNER", "MANAGER", "FIELD"] as const).map(async (role) => {
      const auth = { token: await dashboard.tokenOf(role) };
      const socket = io(dashboard.url, { transports: ["websocket"], forceNew: true, auth });
      socket.on("activity:added", (event) => {
        told[role]?.push(ActivityEvent.parse(event).activity);
      });
      await new Promise((resolve) => socket.once("snapshot", resolve));
      return socket;
    }),
  );
  const abroad = await carOut(await addVehicle(otherBranchId), 5);
  const home = await carOut(await addVehicle(), 5);
  const expected = (id: string) => [`booking_created ${id}`, `handed_out ${id}`];
  // What happened in the second before the pages came may be told to them once more.
  const toldOf = (role: string) =>
    told[role]
      ?.filter(({ bookingId }) => bookingId === abroad.id || bookingId === home.id)
      .map(({ kind, bookingId }) => `${kind} ${bookingId}`);
  await expect
    .poll(() => ["OWNER", "MANAGER"].map(toldOf))
    .toEqual([[...expected(abroad.id), ...expected(home.id)], expected(home.id)]);
  expect(told["FIELD"]).toEqual([]);
  for (const socket of sockets) socket.disconnect();
});
