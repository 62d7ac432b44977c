import type pg from "pg";
import { firstActiveBranches, insertBranch } from "../db/branches.ts";
import { inTransaction } from "../db/pool.ts";
import { hasOwner, insertUser, lockAccounts } from "../db/users.ts";
import { hashPassword } from "./passwords.ts";

/** What a new system starts with, until its owner edits it. */
const FIRST_BRANCH = { name: "Main", currency: "EUR", latitude: null, longitude: null };

/**
 * Creates the first owner, and a first branch in the machine's time zone, where there is none yet.
 * Answers whether it did. Safe to call from several processes at once.
 */
export const ensureFirstOwner = async (
  pool: pg.Pool,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<boolean> => {
  if (await hasOwner(pool)) return false;
  const passwordHash = await hashPassword(password);
  return inTransaction(pool, async (client) => {
    await lockAccounts(client);
    if (await hasOwner(client)) return false;
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    const branches = await firstActiveBranches(client);
    if (branches.length === 0) await insertBranch(client, { ...FIRST_BRANCH, timeZone });
    await insertUser(client, { email, name: "Owner", role: "OWNER", branchId: null }, passwordHash);
    return true;
  });
};
