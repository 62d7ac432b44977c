import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Role } from "../../contracts/permissions.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

let dashboard: TestDashboard;
beforeAll(async () => {
  dashboard = await startTestDashboard();
});
afterAll(() => dashboard.close());

const EVERYONE: readonly Role[] = Role.options;
const BOSSES: readonly Role[] = ["OWNER", "MANAGER"];
const NOT_FIELD: readonly Role[] = ["OWNER", "MANAGER", "DESK", "DISPATCHER"];
const COUNTER: readonly Role[] = ["OWNER", "MANAGER", "DESK"];
const CONTROL: readonly Role[] = ["OWNER", "MANAGER", "DISPATCHER"];

/** Written out by hand, so that it is a second opinion on the permission table. */
const ROUTES: readonly (readonly [string, string, readonly Role[]])[] = [
  ["GET", "/api/session", EVERYONE],
  ["GET", "/api/sessions", EVERYONE],
  ["DELETE", "/api/sessions", EVERYONE],
  ["DELETE", "/api/sessions/:id", EVERYONE],
  ["PATCH", "/api/me", EVERYONE],
  ["PUT", "/api/me/password", EVERYONE],
  ["GET", "/api/tokens", BOSSES],
  ["POST", "/api/tokens", BOSSES],
  ["DELETE", "/api/tokens/:id", BOSSES],
  ["GET", "/api/mqtt", CONTROL],
  ["GET", "/api/branches", EVERYONE],
  ["GET", "/api/branches/:id", EVERYONE],
  ["POST", "/api/branches", ["OWNER"]],
  ["PATCH", "/api/branches/:id", ["OWNER"]],
  ["GET", "/api/audit", ["OWNER"]],
  ["GET", "/api/audit/verify", ["OWNER"]],
  ["GET", "/api/users", BOSSES],
  ["GET", "/api/users/:id", BOSSES],
  ["POST", "/api/users", ["OWNER"]],
  ["PATCH", "/api/users/:id", ["OWNER"]],
  ["POST", "/api/users/:id/invitation", ["OWNER"]],
  ["GET", "/api/vehicles", EVERYONE],
  ["GET", "/api/vehicles/:id", EVERYONE],
  ["POST", "/api/vehicles", BOSSES],
  ["POST", "/api/vehicles/import", BOSSES],
  ["PATCH", "/api/vehicles/:id", BOSSES],
  ["GET", "/api/vehicles/:id/locations", NOT_FIELD],
  ["GET", "/api/vehicles/:id/activity", NOT_FIELD],
  ["GET", "/api/drivers", NOT_FIELD],
  ["GET", "/api/drivers/:id", NOT_FIELD],
  ["POST", "/api/drivers", BOSSES],
  ["POST", "/api/drivers/import", BOSSES],
  ["PATCH", "/api/drivers/:id", BOSSES],
  ["GET", "/api/assignments", NOT_FIELD],
  ["GET", "/api/assignments/:id", NOT_FIELD],
  ["POST", "/api/assignments", NOT_FIELD],
  ["PATCH", "/api/assignments/:id", NOT_FIELD],
  ["GET", "/api/devices", CONTROL],
  ["GET", "/api/devices/:id", CONTROL],
  ["POST", "/api/devices", BOSSES],
  ["POST", "/api/devices/:id/rotate-secret", BOSSES],
  ["PATCH", "/api/devices/:id", BOSSES],
  ["GET", "/api/vehicles/:id/commands", CONTROL],
  ["POST", "/api/vehicles/:id/commands", CONTROL],
  ["GET", "/api/commands/unconfirmed", BOSSES],
  ["GET", "/api/commands/:id", CONTROL],
  ["POST", "/api/commands/:id/confirm", BOSSES],
  ["POST", "/api/commands/:id/cancel", CONTROL],
  ["GET", "/api/routes", NOT_FIELD],
  ["GET", "/api/routes/:id", NOT_FIELD],
  ["GET", "/api/routes/:id/track", NOT_FIELD],
  ["GET", "/api/vehicles/:id/curve", NOT_FIELD],
  ["GET", "/api/stops", NOT_FIELD],
  ["GET", "/api/detections", NOT_FIELD],
  ["GET", "/api/analytics", BOSSES],
  ["GET", "/api/analytics/export", BOSSES],
  ["GET", "/api/analytics/events", BOSSES],
  ["GET", "/api/fuel-events", NOT_FIELD],
  ["GET", "/api/fuel-events/:id", NOT_FIELD],
  ["GET", "/api/fuel-records", NOT_FIELD],
  ["GET", "/api/fuel-records/:id", NOT_FIELD],
  ["POST", "/api/fuel-records", COUNTER],
  ["PATCH", "/api/fuel-records/:id", BOSSES],
  ["POST", "/api/fuel-records/:id/void", BOSSES],
  ["GET", "/api/fuel-proposals", NOT_FIELD],
  ["GET", "/api/fuel-proposals/:id", NOT_FIELD],
  ["POST", "/api/fuel-proposals/:id/confirm", COUNTER],
  ["POST", "/api/fuel-proposals/:id/dismiss", COUNTER],
  ["GET", "/api/fuel-efficiency", NOT_FIELD],
  ["GET", "/api/reports/fuel", NOT_FIELD],
  ["GET", "/api/vehicles/:id/fuel-consumption", NOT_FIELD],
  ["GET", "/api/alerts", NOT_FIELD],
  ["GET", "/api/alerts/:id", NOT_FIELD],
  ["GET", "/api/alerts/:id/assignees", CONTROL],
  ["POST", "/api/alerts/:id/acknowledge", CONTROL],
  ["POST", "/api/alerts/:id/assign", CONTROL],
  ["POST", "/api/alerts/:id/snooze", CONTROL],
  ["POST", "/api/alerts/:id/unsnooze", CONTROL],
  ["POST", "/api/alerts/:id/resolve", CONTROL],
  ["POST", "/api/alerts/:id/reopen", CONTROL],
  ["POST", "/api/alerts/:id/note", CONTROL],
  ["POST", "/api/alerts/:id/undo", CONTROL],
  ["GET", "/api/bookings", NOT_FIELD],
  ["GET", "/api/bookings/:id", NOT_FIELD],
  ["POST", "/api/bookings", COUNTER],
  ["GET", "/api/bookings/:id/account", COUNTER],
  ["GET", "/api/payments", COUNTER],
  ["POST", "/api/payments", COUNTER],
  ["GET", "/api/rates", COUNTER],
  ["PUT", "/api/rates", BOSSES],
  ["PATCH", "/api/bookings/:id", COUNTER],
  ["POST", "/api/bookings/:id/handover", COUNTER],
  ["POST", "/api/bookings/:id/extensions", COUNTER],
  ["POST", "/api/bookings/:id/return", COUNTER],
  ["POST", "/api/bookings/:id/void", BOSSES],
  ["POST", "/api/extensions/:id/approve", ["OWNER"]],
  ["POST", "/api/extensions/:id/deny", ["OWNER"]],
  ["GET", "/api/geofences", EVERYONE],
  ["GET", "/api/geofences/:id", EVERYONE],
  ["POST", "/api/geofences", BOSSES],
  ["PATCH", "/api/geofences/:id", BOSSES],
  ["POST", "/api/geofences/:id/archive", BOSSES],
  ["GET", "/api/detection-rules", CONTROL],
  ["GET", "/api/detection-rules/in-force", CONTROL],
  ["POST", "/api/detection-rules/what-if", BOSSES],
  ["PUT", "/api/detection-rules", BOSSES],
  ["DELETE", "/api/detection-rules/:id", BOSSES],
  ["GET", "/api/today", NOT_FIELD],
  ["GET", "/api/activity", NOT_FIELD],
  ["PUT", "/api/me/last-seen", NOT_FIELD],
  ["GET", "/api/me/push", NOT_FIELD],
  ["PUT", "/api/me/push-subscriptions", NOT_FIELD],
  ["POST", "/api/me/push-subscriptions/renew", NOT_FIELD],
  ["POST", "/api/me/push-subscriptions/:id/test", NOT_FIELD],
  ["DELETE", "/api/me/push-subscriptions/:id", NOT_FIELD],
  ["GET", "/api/live", EVERYONE],
  ["GET", "/api/rejects", CONTROL],
  ["GET", "/api/share-links", CONTROL],
  ["POST", "/api/share-links", CONTROL],
  ["POST", "/api/share-links/:id/revoke", CONTROL],
  // Last, because it ends the session it is tried with.
  ["DELETE", "/api/session", EVERYONE],
];

/** For strangers and for devices, which have no role. */
const WITHOUT_ROLE: readonly string[] = [
  "POST /api/session",
  "POST /api/invitation",
  "POST /api/invitation/accept",
  "GET /api/setup",
  "POST /api/setup/owner",
  "GET /api/shared",
  "POST /api/gps-locations",
  "GET /osmand",
  "POST /osmand",
  "POST /owntracks",
  "POST /traccar",
];

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const asMethod = (method: string) => METHODS.find((known) => known === method) ?? "GET";

test.each(ROUTES)("%s %s is for %j only", async (method, url, allowed) => {
  const path = url.replace(":id", randomUUID());
  for (const role of Role.options) {
    const { status } = await dashboard.call(
      role,
      asMethod(method),
      path,
      method === "GET" ? undefined : {},
    );
    expect({ role, forbidden: status === 403 }).toEqual({
      role,
      forbidden: !allowed.includes(role),
    });
    expect(status).not.toBe(401);
  }
});

test.each(ROUTES)("%s %s is not for strangers", async (method, url) => {
  const answer = await dashboard.app.inject({
    method: asMethod(method),
    url: url.replace(":id", randomUUID()),
  });
  expect(answer.statusCode).toBe(401);
});

test("the table above names every route of the API", async () => {
  const answer = await dashboard.app.inject({ url: "/api/openapi.json" });
  const { paths } = answer.json<{ paths: Record<string, Record<string, unknown>> }>();
  const served = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const tabled = ROUTES.map(([method, url]) => `${method} ${url.replace(":id", "{id}")}`);
  expect(served.sort()).toEqual([...tabled, ...WITHOUT_ROLE].sort());
});
