import { afterAll, beforeAll, expect, test } from "vitest";
import { Problem } from "../../contracts/problem.ts";
import { SignedIn } from "../../contracts/session.ts";
import { makeSetupCode } from "../../operations/setup-code.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

let dashboard: TestDashboard;
/** Codes as two dashboard processes printed them. */
let codes: readonly string[];
beforeAll(async () => {
  dashboard = await startTestDashboard({ isNew: true });
  const { pool } = dashboard.database;
  codes = [(await makeSetupCode(pool)) ?? "", (await makeSetupCode(pool)) ?? ""];
});
afterAll(() => dashboard.close());

const claim = (body: object) =>
  dashboard.app.inject({ method: "POST", url: "/api/setup/owner", payload: body });
const ownerNeeded = async (): Promise<unknown> =>
  (await dashboard.app.inject({ url: "/api/setup" })).json();
const claimOf = (name: string, code: string) => ({
  code,
  name,
  email: `${name}@fleet.example`,
  password: "a long one",
});

test("a code is eight characters in two groups, none of which look alike", () => {
  for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
  expect(codes[0]).not.toBe(codes[1]);
});

test("a new server says that it waits for its owner", async () => {
  expect(await ownerNeeded()).toEqual({ ownerNeeded: true });
});

test("a wrong code makes nobody the owner, and says which field is at fault", async () => {
  const answer = await claim(claimOf("eve", "AAAA-AAAA"));
  expect(answer.statusCode).toBe(401);
  expect(Problem.parse(answer.json()).errors).toMatchObject([
    { field: "code", message: "is not one that the log shows" },
  ]);
  expect(await ownerNeeded()).toEqual({ ownerNeeded: true });
});

test("every field at fault is named", async () => {
  const answer = await claim({ code: codes[0], email: "no address", name: " ", password: "short" });
  expect(answer.statusCode).toBe(400);
  const fields = Problem.parse(answer.json()).errors?.map(({ field }) => field);
  expect(fields?.toSorted()).toEqual(["email", "name", "password"]);
});

test("two who claim at once, with codes of two processes: one becomes the owner", async () => {
  const [first = "", second = ""] = codes;
  const answers = await Promise.all([
    claim(claimOf("ada", first)),
    // as somebody types what they read aloud
    claim(claimOf("bob", ` ${second.toLowerCase().replace("-", " ")} `)),
  ]);
  expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const won = answers.find(({ statusCode }) => statusCode === 200);
  const { user, token } = SignedIn.parse(won?.json());
  expect(user).toMatchObject({ role: "OWNER", branchId: null });
  expect(won?.headers["set-cookie"]).toMatch(/^roadledger=.+; HttpOnly; SameSite=Lax$/);
  const listed = await dashboard.app.inject({
    url: "/api/users",
    headers: { authorization: `Bearer ${token}` },
  });
  expect(listed.json<{ items: unknown[] }>().items).toMatchObject([user]);
});

test("once there is an owner no code counts, and none is made", async () => {
  expect(await ownerNeeded()).toEqual({ ownerNeeded: false });
  const answer = await claim(claimOf("eve", codes[0] ?? ""));
  expect(answer.statusCode).toBe(409);
  expect(await makeSetupCode(dashboard.database.pool)).toBeUndefined();
});
