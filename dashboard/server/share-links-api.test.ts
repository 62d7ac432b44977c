import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ActivityPage } from "../../contracts/activity.ts";
import { pageOf } from "../../contracts/paging.ts";
import type { Role } from "../../contracts/permissions.ts";
import { SharedView, ShareLink, ShareLinkWithToken } from "../../contracts/share-link.ts";
import { aVehicleLive } from "../../contracts/testing-live.ts";
import { User } from "../../contracts/user.ts";
import { Vehicle } from "../../contracts/vehicle.ts";
import {
  expireShareLink,
  storedShareLink,
  storeDrives,
  storeIdling,
  storeLiveState,
  storeLocation,
  storeRoute,
} from "../../db/testing-rows.ts";
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

const HOUR_S = 3_600;
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const asMethod = (method: string) => METHODS.find((known) => known === method) ?? "GET";

let plates = 0;
const addVehicle = async (branchId = dashboard.branchId): Promise<Vehicle> => {
  const car = { licensePlate: `S ${++plates}`, model: "V60", vehicleType: "CAR", branchId };
  return Vehicle.parse((await dashboard.call("OWNER", "POST", "/api/vehicles", car)).body);
};
const ask = (wish: object, role: Role = "OWNER") =>
  dashboard.call(role, "POST", "/api/share-links", { validS: HOUR_S, ...wish });
const make = async (wish: object, role?: Role): Promise<ShareLinkWithToken> =>
  ShareLinkWithToken.parse((await ask(wish, role)).body);
const makeLive = async (more: object = {}, role?: Role): Promise<ShareLinkWithToken> =>
  make({ kind: "live", vehicleId: (await addVehicle()).id, ...more }, role);
const revoke = (id: string, role: Role = "OWNER") =>
  dashboard.call(role, "POST", `/api/share-links/${id}/revoke`);
const listed = async (query = "", role: Role = "OWNER"): Promise<ShareLink[]> => {
  const { body } = await dashboard.call(role, "GET", `/api/share-links?limit=1000${query}`);
  return pageOf(ShareLink).parse(body).items;
};

let addresses = 0;
/** What somebody gets who has a token and no account, each from an address of their own. */
const open = async (token: string, remoteAddress = `10.1.0.${++addresses}`) => {
  const headers = { authorization: `Bearer ${token}` };
  return dashboard.app.inject({ url: "/api/shared", headers, remoteAddress });
};
const viewOf = async (token: string): Promise<SharedView> =>
  SharedView.parse((await open(token)).json());

test("a link shows its car, its plate or its name, and nothing else of it", async () => {
  const car = await addVehicle();
  const live = aVehicleLive(car.id, {
    ...{ fuelPct: 50, odometerKm: 123_456, ignition: true, routeId: randomUUID() },
    motionSince: new Date(Date.now() - 60_000).toISOString(),
  });
  await storeLiveState(dashboard.database.pool, car.id, live);
  const { token, path, ...link } = await make({ kind: "live", vehicleId: car.id });
  expect(path).toBe(`/s/${token}`);
  const answer = await open(token);
  expect(answer.headers).toMatchObject({ "cache-control": "no-store", "x-robots-tag": "noindex" });
  const { car: shown, ...view } = answer.json<{ car: object }>();
  expect(view).toEqual({
    ...{ kind: "live", name: car.licensePlate, expiresAt: link.expiresAt },
    ...{ serverTime: expect.any(String), timeZone: "Europe/Stockholm" },
  });
  const { ts, positionTs, lat, lon, accuracyM, speedKmh, headingDeg, motion, connection } = live;
  // since when it drives is of before the link
  const now = { ts, positionTs, lat, lon, accuracyM, speedKmh, headingDeg, motion, connection };
  expect(shown).toEqual({ ...now, motionSince: null });
  const named = await make({ kind: "live", vehicleId: car.id, label: "The van of Karin" });
  expect((await viewOf(named.token)).name).toBe("The van of Karin");
  expect((await open(named.token)).body).not.toContain(car.licensePlate);
});

test("a link to a route shows that route, from its first fix to its last, and no driver", async () => {
  const { pool } = dashboard.database;
  const { id: vehicleId, licensePlate } = await addVehicle();
  const at = (minutes: number): string =>
    new Date(Date.parse("2026-11-02T10:00:00Z") + minutes * 60_000).toISOString();
  const routeId = await storeRoute(pool, vehicleId, at(0));
  for (const minutes of [-5, 0, 7, 15, 20]) {
    const fix = { deviceId: "tracker", at: at(minutes), lat: 57.7 + minutes / 1_000 };
    await storeLocation(pool, { vehicleId, ...fix });
  }
  await storeIdling(pool, vehicleId, at(4), at(8));
  await storeIdling(pool, vehicleId, at(-30), at(-20));
  const { token, ...link } = await make({ kind: "route", routeId });
  expect(link).toMatchObject({ vehicleId, routeId, routeStartTime: at(0), routeEndTime: at(15) });
  const view = await viewOf(token);
  expect(view).toMatchObject({
    ...{ kind: "route", name: licensePlate, truncated: false },
    route: { startTime: at(0), endTime: at(15), distanceKm: 5.25 },
    stops: [{ kind: "idling", startTime: at(4), endTime: at(8), lat: 57.705, lon: 11.975 }],
    points: [0, 7, 15].map((minutes) => [
      Date.parse(at(minutes)),
      11.97,
      57.7 + minutes / 1_000,
      42.5,
    ]),
  });
  expect(JSON.stringify(view)).not.toMatch(new RegExp(`driver|${vehicleId}|${routeId}`));
});

test("what opens a link is in its first answer alone, and only its hash in the database", async () => {
  const { token, id } = await makeLive();
  expect(Buffer.from(token, "base64url").length).toBeGreaterThanOrEqual(16);
  const stored = await storedShareLink(dashboard.database.pool, id);
  expect(stored).toContain(id);
  expect(stored).not.toContain(token);
  expect(stored).not.toContain(Buffer.from(token, "base64url").toString("hex"));
  expect(JSON.stringify(await listed())).not.toContain(token);
  expect((await revoke(id)).body).not.toHaveProperty("token");
});

test("a link that was never one, has expired, was revoked or lost its right answers alike", async () => {
  const [expired, revoked] = [await makeLive(), await makeLive()];
  await expireShareLink(dashboard.database.pool, expired.id);
  await revoke(revoked.id);
  const moved = await makeLive({}, "DISPATCHER");
  const elsewhere = { branchId: otherBranchId };
  await dashboard.call("OWNER", "PATCH", `/api/vehicles/${moved.vehicleId}`, elsewhere);
  const retired = await makeLive();
  const inactive = { status: "INACTIVE" };
  await dashboard.call("OWNER", "PATCH", `/api/vehicles/${retired.vehicleId}`, inactive);
  const gone = [expired.token, revoked.token, moved.token, retired.token, "x".repeat(43), ""];
  const answers = await Promise.all(gone.map((token) => open(token)));
  for (const { statusCode, body, headers } of answers) {
    expect(statusCode).toBe(404);
    expect(body).toBe(answers[0]?.body);
    expect(headers["cache-control"]).toBe("no-store");
  }
  const states = new Map((await listed()).map(({ id, state }) => [id, state]));
  const seen = [expired, revoked, moved, retired].map(({ id }) => states.get(id));
  expect(seen).toEqual(["expired", "revoked", "void", "void"]);
});

test("links end with the account of who made them", async () => {
  const account = { email: "leaves@example.com", password: "correct horse", name: "Lea" };
  const user = { ...account, role: "MANAGER", branchId: dashboard.branchId };
  const { id } = User.parse((await dashboard.call("OWNER", "POST", "/api/users", user)).body);
  const signedIn = await dashboard.app.inject({
    ...{ method: "POST", url: "/api/session" },
    payload: { email: account.email, password: account.password },
  });
  const { id: vehicleId } = await addVehicle();
  const made = await dashboard.app.inject({
    ...{ method: "POST", url: "/api/share-links" },
    headers: { authorization: `Bearer ${signedIn.json<{ token: string }>().token}` },
    payload: { kind: "live", vehicleId, validS: HOUR_S },
  });
  const { token, createdByName } = ShareLinkWithToken.parse(made.json());
  expect([createdByName, (await open(token)).statusCode]).toEqual(["Lea", 200]);
  await dashboard.call("OWNER", "PATCH", `/api/users/${id}`, { status: "INACTIVE" });
  expect((await open(token)).statusCode).toBe(404);
});

test("a token of a link opens nothing else, and a session opens no link", async () => {
  const { token } = await makeLive();
  const headers = { authorization: `Bearer ${token}` };
  const { paths } = (await dashboard.app.inject({ url: "/api/openapi.json" })).json<{
    paths: Record<string, Record<string, { security?: unknown[] }>>;
  }>();
  const guarded = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { security }]) =>
      security === undefined ? [[method.toUpperCase(), path] as const] : [],
    ),
  );
  expect(guarded.length).toBeGreaterThan(80);
  for (const [method, path] of guarded) {
    const url = path.replaceAll(/\{\w+\}/g, randomUUID());
    const { statusCode } = await dashboard.app.inject({ method: asMethod(method), url, headers });
    expect({ method, path, statusCode }).toEqual({ method, path, statusCode: 401 });
  }
  expect((await open(await dashboard.tokenOf("OWNER"))).statusCode).toBe(404);
});

test("who shares sees the links of their own branch: who made them, and how they are used", async () => {
  const { id, token, vehicleId } = await makeLive({ label: "For the tow truck" }, "DISPATCHER");
  const far = await makeLive({ vehicleId: (await addVehicle(otherBranchId)).id });
  await open(token);
  await open(token);
  const [link, ...others] = await listed(`&vehicleId=${vehicleId}&state=active`, "MANAGER");
  expect(others).toEqual([]);
  expect(link).toMatchObject({
    ...{ id, kind: "live", label: "For the tow truck", state: "active", opened: 2 },
    ...{ createdByName: "Disa Dispatcher", revokedAt: null, routeId: null },
  });
  expect(Date.parse(link?.lastOpenedAt ?? "")).toBeGreaterThan(Date.now() - 60_000);
  expect((await listed("", "MANAGER")).map((each) => each.id)).not.toContain(far.id);
  expect((await revoke(far.id, "MANAGER")).status).toBe(404);
  const strange = { kind: "live", vehicleId: far.vehicleId };
  expect(await ask(strange, "DISPATCHER")).toMatchObject({
    ...{ status: 400, body: { errors: [{ field: "vehicleId" }] } },
  });
  const routeId = await storeRoute(dashboard.database.pool, far.vehicleId, "2026-11-02T08:00:00Z");
  expect((await ask({ kind: "route", routeId }, "MANAGER")).status).toBe(400);
  expect((await ask({ kind: "route", routeId })).status).toBe(201);
});

test("a link ends once, and both its making and its end are told", async () => {
  const { id, vehicleId } = await makeLive({ label: "Karin" }, "DISPATCHER");
  expect(await revoke(id, "MANAGER")).toMatchObject({ status: 200, body: { state: "revoked" } });
  expect(await revoke(id)).toMatchObject({ status: 409, body: { errors: [{ field: "state" }] } });
  const { body } = await dashboard.call("OWNER", "GET", "/api/activity?limit=1000");
  const told = ActivityPage.parse(body).items.filter((each) => each.vehicleId === vehicleId);
  expect(told).toMatchObject([
    { kind: "link_revoked", userName: "Mats Manager", note: "Karin" },
    { kind: "link_made", userName: "Disa Dispatcher", note: "Karin" },
  ]);
});

test.each([
  ["that holds for a minute", { validS: 60 }, "validS"],
  ["that holds for years", { validS: 400 * 86_400 }, "validS"],
  ["to no car", { vehicleId: randomUUID() }, "vehicleId"],
  ["with more than it knows", { driverId: randomUUID() }, "driverId"],
])("no link is made %s", async (_case, more, field) => {
  const { id: vehicleId } = await addVehicle();
  const { status, body } = await ask({ kind: "live", vehicleId, ...more });
  expect({ status, body: JSON.stringify(body) }).toMatchObject({
    ...{ status: 400, body: expect.stringContaining(field) },
  });
});

test("a route under way is not shared as if it were over", async () => {
  const { id: vehicleId } = await addVehicle();
  const drive = { vehicleId, from: new Date(Date.now() - 60_000), to: null, km: 1 };
  await storeDrives(dashboard.database.pool, [drive]);
  const { body } = await dashboard.call("OWNER", "GET", `/api/routes?vehicleId=${vehicleId}`);
  const [route] = (body as { items: { id: string }[] }).items;
  expect(await ask({ kind: "route", routeId: route?.id })).toMatchObject({ status: 409 });
});

test("whoever guesses has to wait longer and longer", async () => {
  const { token } = await makeLive();
  const guesses = [];
  for (let n = 0; n < 7; n++) guesses.push(await open(randomUUID(), "10.9.9.9"));
  expect(guesses.map(({ statusCode }) => statusCode)).toContain(429);
  expect(Number(guesses.at(-1)?.headers["retry-after"])).toBeGreaterThanOrEqual(1);
  expect((await open(token, "10.9.9.9")).statusCode).toBe(429);
  expect((await open(token)).statusCode).toBe(200);
});

test("nobody is told of a link's address, keeps its page, or lists it", async () => {
  await writeFile(join(dashboard.webRoot, "index.html"), "<!doctype html>");
  const headers = { accept: "text/html" };
  const page = await dashboard.app.inject({ url: "/s/some-token", headers });
  expect([page.statusCode, page.body]).toEqual([200, "<!doctype html>"]);
  expect(page.headers).toMatchObject({
    ...{ "referrer-policy": "no-referrer", "cache-control": "no-store" },
    "x-robots-tag": "noindex, nofollow",
  });
  expect(page.headers["content-security-policy"]).toContain("script-src 'self'");
  const other = await dashboard.app.inject({ url: "/alerts", headers });
  expect(other.headers["referrer-policy"]).toBe("same-origin");
});
