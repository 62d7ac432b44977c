import { io } from "socket.io-client";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ApiToken, ApiTokenWithSecret } from "../../contracts/api-token.ts";
import { pageOf } from "../../contracts/paging.ts";
import type { Role } from "../../contracts/permissions.ts";
import { SignedIn, WhoAmI } from "../../contracts/session.ts";
import { countRowsHolding, expireApiToken } from "../../db/testing-rows.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

let dashboard: TestDashboard;
beforeAll(async () => {
  // the check from time to time would hide that nobody was told
  dashboard = await startTestDashboard({ sessionCheckIntervalMs: 3_600_000 });
});
afterAll(() => dashboard.close());

const make = async (as: Role, wish: object = {}): Promise<ApiTokenWithSecret> => {
  const body = { name: "Reporting", role: "DISPATCHER", ...wish };
  const answer = await dashboard.call(as, "POST", "/api/tokens", body);
  expect(answer.status).toBe(201);
  return ApiTokenWithSecret.parse(answer.body);
};
const list = async (as: Role): Promise<ApiToken[]> =>
  pageOf(ApiToken).parse((await dashboard.call(as, "GET", "/api/tokens")).body).items;
const found = async (as: Role, { id }: ApiToken): Promise<ApiToken | undefined> =>
  (await list(as)).find((token) => token.id === id);
const revoke = (as: Role, { id }: ApiToken) => dashboard.call(as, "DELETE", `/api/tokens/${id}`);

const ask = (
  token: string,
  url: string,
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" = "GET",
  payload?: object,
) =>
  dashboard.app.inject({
    ...{ method, url, headers: { authorization: `Bearer ${token}` } },
    ...(payload && { payload }),
  });
const statusOf = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).statusCode;

/** A manager of their own, because what is done to them would bother the other tests. */
const newManager = async (): Promise<{ id: string; token: string }> => {
  const account = { email: `${randomUUID()}@fleet.example`, password: "only for this test" };
  const user = { ...account, name: "Maud", role: "MANAGER", branchId: dashboard.branchId };
  const { body } = await dashboard.call("OWNER", "POST", "/api/users", user);
  const signedIn = await dashboard.app.inject({
    ...{ method: "POST", url: "/api/session", payload: account },
  });
  return { id: (body as { id: string }).id, token: SignedIn.parse(signedIn.json()).token };
};
const makeAs = async (session: string, role: Role): Promise<ApiTokenWithSecret> =>
  ApiTokenWithSecret.parse(
    (await ask(session, "/api/tokens", "POST", { name: "Theirs", role })).json(),
  );

/** A socket that this token has opened. */
const listen = async (token: string) => {
  const client = io(dashboard.url, {
    ...{ transports: ["websocket"], auth: { token }, forceNew: true, reconnection: false },
  });
  await new Promise((resolve, reject) => {
    client.once("snapshot", resolve);
    client.once("connect_error", reject);
  });
  return client;
};

test("a token acts for its maker with the rights it was given, and tells when it was used", async () => {
  const made = await make("OWNER");
  expect((await found("OWNER", made))?.lastUsedAt).toBeNull();
  const { user, permissions } = WhoAmI.parse((await ask(made.token, "/api/session")).json());
  expect(user).toMatchObject({ email: "owner@demo.example", role: "DISPATCHER", branchId: null });
  expect(permissions).toContain("alerts:handle");
  expect(permissions).not.toContain("users:view");
  expect(await statusOf(made.token, "/api/alerts")).toBe(200);
  expect(await statusOf(made.token, "/api/users")).toBe(403);
  const usedAt = (await found("OWNER", made))?.lastUsedAt ?? "";
  expect(Date.parse(usedAt)).toBeGreaterThan(Date.now() - 60_000);
});

test("a token of a branch's manager sees that branch alone", async () => {
  const abroad = { name: randomUUID(), timeZone: "Europe/Oslo", currency: "NOK" };
  const branch = await dashboard.call("OWNER", "POST", "/api/branches", abroad);
  const { id: branchId } = branch.body as { id: string };
  const car = { licensePlate: "ABROAD", model: "V60", vehicleType: "CAR", branchId };
  await dashboard.call("OWNER", "POST", "/api/vehicles", car);
  const { token } = await make("MANAGER", { role: "MANAGER" });
  expect((await ask(token, "/api/vehicles")).body).not.toContain("ABROAD");
  expect((await ask((await make("OWNER")).token, "/api/vehicles")).body).toContain("ABROAD");
});

test("nobody makes a token that may do more than they", async () => {
  const wish = { name: "Too much", role: "OWNER" };
  expect((await dashboard.call("MANAGER", "POST", "/api/tokens", wish)).status).toBe(403);
});

test("a token that may only read changes nothing", async () => {
  const { token } = await make("OWNER", { role: "OWNER", isReadOnly: true });
  expect(await statusOf(token, "/api/users")).toBe(200);
  const branch = { name: "Never", timeZone: "Europe/Oslo", currency: "NOK" };
  expect(await statusOf(token, "/api/branches", "POST", branch)).toBe(403);
});

test("a token is not a person: it makes no tokens, has no sessions and no password", async () => {
  const { token } = await make("OWNER", { role: "OWNER" });
  const wish = { name: "Child", role: "FIELD" };
  expect(await statusOf(token, "/api/tokens", "POST", wish)).toBe(403);
  const change = { currentPassword: "whatever", password: "whatever else" };
  expect(await statusOf(token, "/api/me/password", "PUT", change)).toBe(403);
  expect(await statusOf(token, "/api/me", "PATCH", { language: "sv" })).toBe(403);
  for (const method of ["GET", "DELETE"] as const)
    expect(await statusOf(token, "/api/sessions", method)).toBe(403);
  expect(await statusOf(token, "/api/session", "DELETE")).toBe(403);
});

test("only the hash of a token is kept", async () => {
  const { token } = await make("OWNER");
  expect(token).toMatch(/^rl_[\w-]{43}$/);
  expect(await countRowsHolding(dashboard.database.pool, "api_tokens", token)).toBe(0);
  expect(JSON.stringify(await list("OWNER"))).not.toContain(token);
});

test("a token ends with its time", async () => {
  const past = { name: "Late", role: "FIELD", expiresAt: new Date(Date.now() - 1_000) };
  expect((await dashboard.call("OWNER", "POST", "/api/tokens", past)).status).toBe(400);
  const made = await make("OWNER", { expiresAt: new Date(Date.now() + 3_600_000) });
  expect(await statusOf(made.token, "/api/live")).toBe(200);
  await expireApiToken(dashboard.database.pool, made.id);
  expect(await statusOf(made.token, "/api/live")).toBe(401);
  expect((await found("OWNER", made))?.state).toBe("expired");
});

test("a revoked token is refused, and its open socket is cut at once", async () => {
  const made = await make("OWNER");
  const client = await listen(made.token);
  const cut = new Promise((resolve) => client.once("disconnect", resolve));
  expect((await revoke("OWNER", made)).status).toBe(204);
  await cut;
  expect(await statusOf(made.token, "/api/live")).toBe(401);
  await expect(listen(made.token)).rejects.toThrow("sign in first");
  expect(await found("OWNER", made)).toBeUndefined();
  expect((await revoke("OWNER", made)).status).toBe(404);
});

test("a token of somebody who is deactivated is dead, on open sockets too", async () => {
  const manager = await newManager();
  const made = await makeAs(manager.token, "DESK");
  const client = await listen(made.token);
  const cut = new Promise((resolve) => client.once("disconnect", resolve));
  await dashboard.call("OWNER", "PATCH", `/api/users/${manager.id}`, { status: "INACTIVE" });
  await cut;
  expect(await statusOf(made.token, "/api/live")).toBe(401);
  expect((await found("OWNER", made))?.state).toBe("suspended");
  await dashboard.call("OWNER", "PATCH", `/api/users/${manager.id}`, { status: "ACTIVE" });
  expect(await statusOf(made.token, "/api/live")).toBe(200);
});

test("a token stands still while its maker may not do all that it may", async () => {
  const manager = await newManager();
  const [high, low] = [
    await makeAs(manager.token, "MANAGER"),
    await makeAs(manager.token, "FIELD"),
  ];
  await dashboard.call("OWNER", "PATCH", `/api/users/${manager.id}`, { role: "DESK" });
  expect(await statusOf(high.token, "/api/live")).toBe(401);
  expect(await statusOf(low.token, "/api/live")).toBe(200);
  expect((await found("OWNER", high))?.state).toBe("suspended");
});

test("a manager sees and revokes the own tokens alone; the owner everybody's", async () => {
  const [owners, managers] = [await make("OWNER"), await make("MANAGER")];
  expect(await found("MANAGER", owners)).toBeUndefined();
  expect((await revoke("MANAGER", owners)).status).toBe(404);
  expect(await statusOf(owners.token, "/api/live")).toBe(200);
  expect((await found("OWNER", managers))?.userName).toBe("Mats Manager");
  expect((await revoke("OWNER", managers)).status).toBe(204);
  expect(await statusOf(managers.token, "/api/live")).toBe(401);
});
