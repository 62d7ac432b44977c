import { afterAll, beforeAll, expect, test } from "vitest";
import { firstActiveBranches } from "../db/branches.ts";
import { findCredentials } from "../db/users.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { ensureFirstOwner } from "./first-owner.ts";
import { verifyPassword } from "./passwords.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

test("two servers that start at once create one owner, who can sign in, and one branch", async () => {
  const { pool } = database;
  const created = await Promise.all(
    ["a@fleet.example", "b@fleet.example"].map((email) =>
      ensureFirstOwner(pool, { email, password: `password of ${email}` }),
    ),
  );
  expect(created.filter(Boolean)).toHaveLength(1);
  expect(await firstActiveBranches(pool)).toHaveLength(1);
  const email = created[0] ? "a@fleet.example" : "b@fleet.example";
  const credentials = await findCredentials(pool, email.toUpperCase());
  expect(credentials?.user.role).toBe("OWNER");
  const isRight = await verifyPassword(credentials?.passwordHash ?? "", `password of ${email}`);
  expect(isRight).toBe(true);
});

test("an owner who is there is left alone", async () => {
  const again = { email: "c@fleet.example", password: "another password" };
  expect(await ensureFirstOwner(database.pool, again)).toBe(false);
  expect(await findCredentials(database.pool, again.email)).toBeUndefined();
});
