import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Invitation, Invited, NewAccount } from "../../contracts/invitation.ts";
import { pageOf } from "../../contracts/paging.ts";
import type { Role } from "../../contracts/permissions.ts";
import { Problem } from "../../contracts/problem.ts";
import { Session, SignedIn } from "../../contracts/session.ts";
import { Account } from "../../contracts/account.ts";
import { countRowsHolding, expireInvitations } from "../../db/testing-rows.ts";
import { createUser, editUser, reinvite } from "../../operations/users.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

let dashboard: TestDashboard;
beforeAll(async () => {
  dashboard = await startTestDashboard();
});
afterAll(() => dashboard.close());

const PASSWORD = "a password of their own";

const addUser = async (role: Role = "DISPATCHER") => {
  const branchId = role === "OWNER" ? null : dashboard.branchId;
  const user = { email: `${randomUUID()}@fleet.example`, name: "Nina New", role, branchId };
  const { status, body } = await dashboard.call("OWNER", "POST", "/api/users", user);
  expect(status).toBe(201);
  const created = NewAccount.parse(body);
  return { ...created, code: created.invitation?.code ?? "" };
};

const send = (url: string, payload: object, token?: string, method: "POST" | "PUT" = "POST") =>
  dashboard.app.inject({
    ...{ method, url, payload },
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
  });
const accept = (code: string, password = PASSWORD) =>
  send("/api/invitation/accept", { code, password });
const join = async (role?: Role) => {
  const user = await addUser(role);
  return { ...user, ...SignedIn.parse((await accept(user.code)).json()) };
};
const signIn = (email: string, password = PASSWORD) => send("/api/session", { email, password });
const asked = async (token: string, url = "/api/session") =>
  (await dashboard.app.inject({ url, headers: { authorization: `Bearer ${token}` } })).statusCode;
const edit = (id: string, patch: object) =>
  dashboard.call("OWNER", "PATCH", `/api/users/${id}`, patch);
const accountOf = async (id: string): Promise<Account> =>
  Account.parse((await dashboard.call("OWNER", "GET", `/api/users/${id}`)).body);

test("who is added without a password sets one by a link, once, and is signed in", async () => {
  const added = await addUser();
  expect(await accountOf(added.id)).toMatchObject({ hasPassword: false, lastSignInAt: null });
  expect((await signIn(added.email)).statusCode).toBe(401);
  const look = await send("/api/invitation", { code: added.code });
  expect(Invited.parse(look.json())).toMatchObject({ email: added.email, name: "Nina New" });
  expect((await accept(added.code, "short")).statusCode).toBe(400);
  const [first, second] = await Promise.all([accept(added.code), accept(added.code)]);
  expect([first.statusCode, second.statusCode].sort((a, b) => a - b)).toEqual([200, 404]);
  expect((await signIn(added.email)).statusCode).toBe(200);
  const account = await accountOf(added.id);
  expect(account).toMatchObject({ hasPassword: true, invitedUntil: null });
  expect(Date.parse(account.lastSignInAt ?? "")).toBeGreaterThan(Date.now() - 60_000);
});

test("of an invitation only the hash is kept, and one that has run out is void", async () => {
  const added = await addUser();
  expect(await countRowsHolding(dashboard.database.pool, "invitations", added.code)).toBe(0);
  await expireInvitations(dashboard.database.pool);
  expect((await send("/api/invitation", { code: added.code })).statusCode).toBe(404);
  const answer = await accept(added.code);
  expect(Problem.parse(answer.json()).errors?.[0]?.field).toBe("code");
});

test("a new link ends sessions and the password, and the link before", async () => {
  const member = await join();
  const url = `/api/users/${member.id}/invitation`;
  await dashboard.call("OWNER", "POST", url);
  const { body } = await dashboard.call("OWNER", "POST", url);
  expect(await asked(member.token)).toBe(401);
  expect((await signIn(member.email)).statusCode).toBe(401);
  const { code } = Invitation.parse(body);
  expect((await accept(code, "the next password")).statusCode).toBe(200);
  expect((await signIn(member.email, "the next password")).statusCode).toBe(200);
});

test("whoever is inactive is out, cannot use a link, and comes back with the old password", async () => {
  const member = await join();
  expect((await edit(member.id, { status: "INACTIVE" })).status).toBe(200);
  expect(await asked(member.token)).toBe(401);
  const invited = await dashboard.call("OWNER", "POST", `/api/users/${member.id}/invitation`);
  expect(invited.status).toBe(409);
  const never = await addUser();
  await edit(never.id, { status: "INACTIVE" });
  expect((await accept(never.code)).statusCode).toBe(404);
  expect((await edit(member.id, { status: "ACTIVE" })).status).toBe(200);
  expect((await signIn(member.email)).statusCode).toBe(200);
});

test("role, branch, name and language change, and hold at once", async () => {
  const member = await join();
  expect(await asked(member.token, "/api/fuel-proposals")).toBe(200);
  expect((await edit(member.id, { role: "OWNER" })).status).toBe(400);
  const change = { role: "FIELD", name: "Nina Field", language: "sv" };
  expect((await edit(member.id, change)).body).toMatchObject(change);
  expect(await asked(member.token, "/api/fuel-proposals")).toBe(403);
});

test("the only owner who can sign in stays one, though another is invited", async () => {
  const { body } = await dashboard.call("OWNER", "GET", "/api/users");
  const owner = pageOf(Account)
    .parse(body)
    .items.find(({ role }) => role === "OWNER");
  const invited = await addUser("OWNER");
  const retired = await edit(owner?.id ?? "", { status: "INACTIVE" });
  expect(Problem.parse(retired.body).errors?.[0]?.field).toBe("status");
  const demoted = await edit(owner?.id ?? "", { role: "DESK", branchId: dashboard.branchId });
  expect(Problem.parse(demoted.body).errors?.[0]?.field).toBe("role");
  const own = await dashboard.call("OWNER", "POST", `/api/users/${owner?.id}/invitation`);
  expect(own.status).toBe(409);
  // who was only invited is not in the way
  expect((await edit(invited.id, { status: "INACTIVE" })).status).toBe(200);
});

test("nobody hands out rights that they do not hold, nor touches who holds more", async () => {
  const { pool } = dashboard.database;
  const manager = { userId: randomUUID(), role: "MANAGER" } as const;
  const user = { email: `${randomUUID()}@fleet.example`, name: "Eve", language: null };
  const owner = { ...user, role: "OWNER", branchId: null } as const;
  expect(await createUser(pool, manager, owner)).toMatchObject({ refused: "forbidden" });
  const desk = await addUser("DESK");
  const raised = await editUser(pool, manager, desk.id, { role: "OWNER", branchId: null });
  expect(raised).toMatchObject({ refused: "forbidden", field: "role" });
  const { id } = await addUser("OWNER");
  const named = await editUser(pool, manager, id, { name: "Mallory" });
  expect(named).toMatchObject({ refused: "forbidden" });
  expect(await reinvite(pool, manager, id)).toMatchObject({ refused: "forbidden" });
});

test("a manager sees the people of the own branch alone", async () => {
  const abroad = { name: randomUUID(), timeZone: "Europe/Oslo", currency: "NOK" };
  const { body } = await dashboard.call("OWNER", "POST", "/api/branches", abroad);
  const { id } = await addUser();
  await edit(id, { branchId: (body as { id: string }).id });
  const seen = await dashboard.call("MANAGER", "GET", "/api/users?limit=1000");
  const ids = pageOf(Account)
    .parse(seen.body)
    .items.map((account) => account.id);
  expect(ids.length).toBeGreaterThan(0);
  expect(ids).not.toContain(id);
  expect((await dashboard.call("MANAGER", "GET", `/api/users/${id}`)).status).toBe(404);
});

test("one's own password changes for who knows it, and ends every other session", async () => {
  const member = await join();
  const other = SignedIn.parse((await signIn(member.email)).json());
  const change = (currentPassword: string) =>
    send("/api/me/password", { currentPassword, password: "a newer one" }, member.token, "PUT");
  const wrong = await change("not this");
  expect(Problem.parse(wrong.json()).errors?.[0]?.field).toBe("currentPassword");
  expect((await change(PASSWORD)).statusCode).toBe(204);
  expect(await asked(member.token)).toBe(200);
  expect(await asked(other.token)).toBe(401);
  expect((await signIn(member.email)).statusCode).toBe(401);
  expect((await signIn(member.email, "a newer one")).statusCode).toBe(200);
});

test("guessing the password of an open page gets slow", async () => {
  const { token } = await join();
  const guess = () =>
    send("/api/me/password", { currentPassword: "guess", password: PASSWORD }, token, "PUT");
  for (let tried = 0; tried < 5; tried++) await guess();
  expect((await guess()).statusCode).toBe(429);
});

test("every other session of one's own ends at once, and nobody else's", async () => {
  const member = await join();
  const [first, bystander] = [SignedIn.parse((await signIn(member.email)).json()), await join()];
  const headers = { authorization: `Bearer ${member.token}` };
  const ended = await dashboard.app.inject({ method: "DELETE", url: "/api/sessions", headers });
  expect(ended.statusCode).toBe(204);
  expect(await asked(first.token)).toBe(401);
  expect(await asked(bystander.token)).toBe(200);
  const listed = await dashboard.app.inject({ url: "/api/sessions", headers });
  expect(pageOf(Session).parse(listed.json()).items).toHaveLength(1);
});
