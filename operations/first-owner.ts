import type { FirstOwner } from "../contracts/account.ts";
import type { User } from "../contracts/user.ts";
import { firstActiveBranches, insertBranch } from "../db/branches.ts";
import { type Database, inTransaction } from "../db/pool.ts";
import { deleteSetupCodes } from "../db/setup-codes.ts";
import { hasOwner, insertUser, lockAccounts } from "../db/users.ts";
import { hashPassword } from "./passwords.ts";
import { checkSetupCode } from "./setup-code.ts";
import type { SignInBackoff } from "./sign-in-backoff.ts";
import { openSession, type Origin } from "./sign-in.ts";

/** What a new system starts with, until its owner edits it. */
const FIRST_BRANCH = { name: "Main", currency: "EUR", latitude: null, longitude: null };

/**
 * Creates the first owner, and a first branch in the machine's time zone, where there is none yet.
 * Answers whether it did. Safe to call from several processes at once.
 */
export const ensureFirstOwner = async (
  pool: Database,
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
    await deleteSetupCodes(client);
    return true;
  });
};

/** `owned`: there is an owner already, so no code counts any more. */
export type ClaimOutcome =
  | { readonly kind: "signed-in"; readonly token: string; readonly user: User }
  | { readonly kind: "owned" }
  | { readonly kind: "wrong" }
  | { readonly kind: "wait"; readonly waitMs: number };

/** Makes the owner under the lock that lets only one be the first. */
const becomeOwner = async (
  pool: Database,
  { email, name, password }: FirstOwner,
  origin: Origin,
): Promise<ClaimOutcome> => {
  const passwordHash = await hashPassword(password);
  return inTransaction(pool, async (client) => {
    await lockAccounts(client);
    if (await hasOwner(client)) return { kind: "owned" };
    const owner = { email, name, role: "OWNER", branchId: null } as const;
    const user = await insertUser(client, owner, passwordHash);
    await deleteSetupCodes(client);
    return { kind: "signed-in", token: await openSession(client, user, origin), user };
  });
};

/**
 * Makes whoever has a code from the server's log its first owner, and signs them in. However many
 * try at once, on however many processes, there is one. Throws `PasswordHashingBusy`.
 */
export const claimOwnership = async (
  pool: Database,
  backoff: SignInBackoff,
  claim: FirstOwner,
  origin: Origin,
): Promise<ClaimOutcome> => {
  const nowMs = Date.now();
  const waitMs = backoff.waitMs(origin.ip, nowMs);
  if (waitMs > 0) return { kind: "wait", waitMs };
  if (await hasOwner(pool)) return { kind: "owned" };
  if (!(await checkSetupCode(pool, claim.code))) {
    backoff.failed(origin.ip, nowMs);
    return { kind: "wrong" };
  }
  backoff.succeeded(origin.ip);
  return becomeOwner(pool, claim, origin);
};
