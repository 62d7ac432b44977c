import type pg from "pg";
import type { NewUser, User, UserPatch } from "../contracts/user.ts";
import { inTransaction, type Queryable } from "../db/pool.ts";
import { revokeAllSessions } from "../db/sessions.ts";
import { findUser, insertUser, lockActiveOwners, patchUser } from "../db/users.ts";
import { hashPassword } from "./passwords.ts";
import { conflict, invalid, type Refusal } from "./refusal.ts";

/** A branch is what every role but the owner needs, and what an owner must not have. */
const branchFault = ({ role, branchId }: Pick<User, "role" | "branchId">): Refusal | undefined => {
  if (role === "OWNER" && branchId !== null) {
    return invalid("branchId", "must be null for an OWNER, who belongs to every branch");
  }
  if (role !== "OWNER" && branchId === null)
    return invalid("branchId", `is required for a ${role}`);
  return undefined;
};

/** Creates an account. Throws `PasswordHashingBusy`, and on an e-mail address already in use. */
export const createUser = async (
  db: Queryable,
  { password, ...user }: NewUser,
): Promise<User | Refusal> =>
  branchFault(user) ?? (await insertUser(db, user, await hashPassword(password)));

const isActiveOwner = ({ role, status }: User): boolean => role === "OWNER" && status === "ACTIVE";

/** Whether an edit takes away what open sessions rest on. */
const endsSessions = (before: User, after: User, passwordChanged: boolean): boolean =>
  passwordChanged || (before.status === "ACTIVE" && after.status === "INACTIVE");

/**
 * Edits an account; undefined when there is none. The last active owner stays one. A new password
 * and a deactivation end every session of the account.
 */
export const editUser = async (
  pool: pg.Pool,
  id: string,
  { password, ...patch }: UserPatch,
): Promise<User | Refusal | undefined> => {
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  return inTransaction(pool, async (client) => {
    const owners = await lockActiveOwners(client);
    const before = await findUser(client, null, id);
    if (!before) return undefined;
    const after = { ...before, ...withoutUndefined(patch) };
    const fault = branchFault(after);
    if (fault) return fault;
    if (owners === 1 && isActiveOwner(before) && !isActiveOwner(after)) {
      const field = after.role === "OWNER" ? "status" : "role";
      return conflict(field, "cannot change: this is the last active owner");
    }
    if (endsSessions(before, after, password !== undefined)) await revokeAllSessions(client, id);
    return patchUser(client, id, passwordHash === undefined ? patch : { ...patch, passwordHash });
  });
};

const withoutUndefined = (patch: Omit<UserPatch, "password">): Partial<User> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
