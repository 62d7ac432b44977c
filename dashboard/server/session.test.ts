import { afterAll, beforeAll, expect, test } from "vitest";
import { pageOf } from "../../contracts/paging.ts";
import { Problem } from "../../contracts/problem.ts";
import { Session, SignedIn, WhoAmI } from "../../contracts/session.ts";
import { setTotpSecret } from "../../db/testing-rows.ts";
import { DEMO_PASSWORD } from "../../operations/demo-fleet.ts";
import { totpCode } from "../../operations/totp.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

let dashboard: TestDashboard;
beforeAll(async () => {
  dashboard = await startTestDashboard();
});
afterAll(() => dashboard.close());

const signIn = (body: object, headers: Record<string, string> = {}) =>
  dashboard.app.inject({ method: "POST", url: "/api/session", payload: body, headers });
const owner = { email: "Owner@Demo.Example", password: DEMO_PASSWORD };

const cookieOf = (answer: Awaited<ReturnType<typeof signIn>>): string =>
  String(answer.headers["set-cookie"]).split(";", 1)[0] ?? "";
const addDriver = (headers: Record<string, string>, licenseNumber: string) =>
  dashboard.app.inject({
    method: "POST",
    url: "/api/drivers",
    payload: { name: "Eva", licenseNumber },
    headers: { host: "fleet.example", ...headers },
  });

test("signing in answers a token and a cookie that scripts on the page cannot read", async () => {
  const answer = await signIn(owner);
  const { user } = SignedIn.parse(answer.json());
  expect(user).toMatchObject({ email: "owner@demo.example", role: "OWNER", branchId: null });
  expect(answer.headers["set-cookie"]).toMatch(/^roadledger=.+; Path=\/; HttpOnly; SameSite=Lax$/);
  const me = await dashboard.app.inject({
    url: "/api/session",
    headers: { cookie: cookieOf(answer) },
  });
  expect(WhoAmI.parse(me.json()).permissions).toContain("users:edit");
});

test.each([
  ["a wrong password", { ...owner, password: "wrong password" }],
  ["an unknown account", { email: "nobody@demo.example", password: DEMO_PASSWORD }],
])("%s is answered alike", async (_case, body) => {
  const answer = await signIn(body);
  expect(answer.statusCode).toBe(401);
  expect(Problem.parse(answer.json()).detail).toBe("e-mail address, password or code is wrong");
});

test("guessing a password gets slow, and the right one has to wait too", async () => {
  const email = "field@demo.example";
  for (let guess = 0; guess < 5; guess++) await signIn({ email, password: `guess ${guess}` });
  const answer = await signIn({ email, password: DEMO_PASSWORD });
  expect(answer.statusCode).toBe(429);
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
});

test("a foreign page cannot use the cookie to change anything", async () => {
  const cookie = cookieOf(await signIn(owner));
  const foreign = await addDriver({ cookie, origin: "https://evil.example" }, "F-1");
  expect(foreign.statusCode).toBe(403);
  const crossSite = await addDriver({ cookie, "sec-fetch-site": "cross-site" }, "F-2");
  expect(crossSite.statusCode).toBe(403);
  const own = await addDriver({ cookie, origin: "http://fleet.example" }, "F-3");
  expect(own.statusCode).toBe(201);
});

test("a foreign page cannot sign anyone in", async () => {
  const answer = await signIn(owner, { "sec-fetch-site": "cross-site" });
  expect(answer.statusCode).toBe(403);
});

test("a token in the header needs no origin", async () => {
  const { token } = SignedIn.parse((await signIn(owner)).json());
  const headers = { authorization: `Bearer ${token}`, origin: "https://scripts.example" };
  expect((await addDriver(headers, "F-4")).statusCode).toBe(201);
});

test("sessions are listed, and a revoked one is over at once", async () => {
  const first = SignedIn.parse((await signIn(owner, { "user-agent": "lost phone" })).json());
  const second = SignedIn.parse((await signIn(owner)).json());
  const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
  const listed = await dashboard.app.inject({ url: "/api/sessions", ...as(second.token) });
  const { items } = pageOf(Session).parse(listed.json());
  expect(items.filter(({ current }) => current)).toHaveLength(1);
  const lost = items.find(({ userAgent }) => userAgent === "lost phone");
  const revoked = await dashboard.app.inject({
    method: "DELETE",
    url: `/api/sessions/${lost?.id}`,
    ...as(second.token),
  });
  expect(revoked.statusCode).toBe(204);
  const lostCall = await dashboard.app.inject({ url: "/api/live", ...as(first.token) });
  expect(lostCall.statusCode).toBe(401);
});

test("signing out ends the session and takes the cookie back", async () => {
  const answer = await signIn(owner);
  const headers = { cookie: cookieOf(answer) };
  const out = await dashboard.app.inject({ method: "DELETE", url: "/api/session", headers });
  expect(out.headers["set-cookie"]).toMatch(/^roadledger=; .*Max-Age=0/);
  const after = await dashboard.app.inject({ url: "/api/session", headers });
  expect(after.statusCode).toBe(401);
});

test("an account with a second factor needs its code, and a code works once", async () => {
  const account = { email: "dispatcher@demo.example", password: DEMO_PASSWORD };
  const secret = Buffer.from("12345678901234567890");
  await setTotpSecret(dashboard.database.pool, account.email, secret);
  const without = await signIn(account);
  expect(Problem.parse(without.json()).errors?.[0]?.field).toBe("totp");
  const totp = totpCode(secret, Math.floor(Date.now() / 30_000));
  expect((await signIn({ ...account, totp })).statusCode).toBe(200);
  expect((await signIn({ ...account, totp })).statusCode).toBe(401);
});
