import type { Invitation, NewAccount } from "../contracts/invitation.ts";
import { covers, type Role } from "../contracts/permissions.ts";
import type { NewUser, UserPatch } from "../contracts/account.ts";
import type { User } from "../contracts/user.ts";
import { deleteInvitation } from "../db/invitations.ts";
import { type Database, inTransaction } from "../db/pool.ts";
import { revokeAllSessions } from "../db/sessions.ts";
import {
  clearCredentials,
  findUser,
  insertUser,
  lockActiveOwners,
  patchUser,
} from "../db/users.ts";
import { invite } from "./invitations.ts";
import { hashPassword } from "./passwords.ts";
import { conflict, forbidden, invalid, type Refusal } from "./refusal.ts";

/** Who looks after accounts. */
export type AccountEditor = { readonly userId: string; readonly role: Role };

/** A branch is what every role but the owner needs, and what an owner must not have. */
const branchFault = ({ role, branchId }: Pick<User, "role" | "branchId">): Refusal | undefined => {
  if (role === "OWNER" && branchId !== null) {
    return invalid("branchId", "owner_has_no_branch");
  }
  if (role !== "OWNER" && branchId === null)
    return invalid("branchId", "role_needs_branch", { role });
  return undefined;
};

/** Nobody hands out rights that they do not hold, nor touches who holds more. */
const rightsFault = (editor: AccountEditor, ...roles: readonly Role[]): Refusal | undefined => {
  const beyond = roles.find((role) => !covers(editor.role, role));
  return beyond && forbidden("role", "role_beyond_own", { role: beyond, own: editor.role });
};

/**
 * Creates an account, and an invitation where it has no password. Throws `PasswordHashingBusy`, and
 * on an e-mail address already in use.
 */
export const createUser = async (
  pool: Database,
  editor: AccountEditor,
  { password, ...user }: NewUser,
): Promise<NewAccount | Refusal> => {
  const fault = rightsFault(editor, user.role) ?? branchFault(user);
  if (fault) return fault;
  const passwordHash = password === undefined ? null : await hashPassword(password);
  return inTransaction(pool, async (client) => {
    const created = await insertUser(client, user, passwordHash);
    const invitation = passwordHash === null ? await invite(client, created.id) : null;
    return { ...created, invitation };
  });
};

const isActiveOwner = ({ role, status }: User): boolean => role === "OWNER" && status === "ACTIVE";

/** Refuses what would leave nobody who can sign in as an owner. */
const lastOwnerFault = (owners: readonly string[], after: User): Refusal | undefined => {
  if (owners.length !== 1 || owners[0] !== after.id || isActiveOwner(after)) return undefined;
  const field = after.role === "OWNER" ? "status" : "role";
  return conflict(field, "last_owner_stays");
};

/** Whether an edit takes away what open sessions rest on. */
const endsSessions = (before: User, after: User, passwordChanged: boolean): boolean =>
  passwordChanged || (before.status === "ACTIVE" && after.status === "INACTIVE");

/**
 * Edits an account; undefined when there is none. The last active owner stays one. A new password
 * and a deactivation end every session of the account and make its invitation void.
 */
export const editUser = async (
  pool: Database,
  editor: AccountEditor,
  id: string,
  { password, ...patch }: UserPatch,
): Promise<User | Refusal | undefined> => {
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  return inTransaction(pool, async (client) => {
    const owners = await lockActiveOwners(client);
    const before = await findUser(client, null, id);
    if (!before) return undefined;
    const after = { ...before, ...withoutUndefined(patch) };
    const fault =
      rightsFault(editor, before.role, after.role) ??
      branchFault(after) ??
      lastOwnerFault(owners, after);
    if (fault) return fault;
    if (endsSessions(before, after, password !== undefined)) {
      await revokeAllSessions(client, id);
      await deleteInvitation(client, id);
    }
    return patchUser(client, id, passwordHash === undefined ? patch : { ...patch, passwordHash });
  });
};

const withoutUndefined = (patch: Omit<UserPatch, "password">): Partial<User> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));

/**
 * Starts somebody's sign-in anew: password and second factor go, every session ends, and they are
 * invited to set a password. Undefined when there is no such account.
 */
export const reinvite = async (
  pool: Database,
  editor: AccountEditor,
  id: string,
): Promise<Invitation | Refusal | undefined> => {
  if (id === editor.userId) return conflict("id", "own_account");
  return inTransaction(pool, async (client) => {
    const [owner, another] = await lockActiveOwners(client);
    const before = await findUser(client, null, id);
    if (!before) return undefined;
    const fault = rightsFault(editor, before.role);
    if (fault) return fault;
    if (before.status === "INACTIVE") return conflict("status", "account_inactive");
    if (owner === id && another === undefined) return conflict("id", "last_owner");
    await clearCredentials(client, id);
    await revokeAllSessions(client, id);
    return invite(client, id);
  });
};
