import { afterAll, beforeAll, expect, test } from "vitest";
import type { FirstOwner } from "../contracts/account.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { claimOwnership, ensureFirstOwner } from "./first-owner.ts";
import { checkSetupCode, makeSetupCode, MOST_WRONG_TRIES } from "./setup-code.ts";
import { createSignInBackoff } from "./sign-in-backoff.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

const WRONG = "AAAA-AAAA";
const claimOf = (code: string): FirstOwner => ({
  code,
  email: "ada@fleet.example",
  name: "Ada",
  password: "a long one",
});

test("guessing gets slow for an address, whatever it tries next, and for no other", async () => {
  const { pool } = database;
  const backoff = createSignInBackoff();
  const guess = (ip: string) =>
    claimOwnership(pool, backoff, claimOf(WRONG), { ip, userAgent: null });
  for (let tries = 0; tries < 5; tries++) {
    expect(await guess("10.0.0.1")).toEqual({ kind: "wrong" });
  }
  expect(await guess("10.0.0.1")).toMatchObject({ kind: "wait" });
  expect(await guess("10.0.0.2")).toEqual({ kind: "wrong" });
});

test("a code is void after so many wrong tries from anywhere; the next start makes one that holds", async () => {
  const { pool } = database;
  const code = (await makeSetupCode(pool)) ?? "";
  expect(await checkSetupCode(pool, code)).toBe(true);
  for (let tries = 0; tries < MOST_WRONG_TRIES; tries++) await checkSetupCode(pool, WRONG);
  expect(await checkSetupCode(pool, code)).toBe(false);
  const next = (await makeSetupCode(pool)) ?? "";
  expect(await checkSetupCode(pool, next)).toBe(true);
});

test("an owner made by the settings ends every code", async () => {
  const { pool } = database;
  const code = (await makeSetupCode(pool)) ?? "";
  await ensureFirstOwner(pool, { email: "boss@fleet.example", password: "another password" });
  const origin = { ip: "10.0.0.3", userAgent: null };
  const outcome = await claimOwnership(pool, createSignInBackoff(), claimOf(code), origin);
  expect(outcome).toEqual({ kind: "owned" });
});
