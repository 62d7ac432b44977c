import type { Page, PageQuery } from "../contracts/paging.ts";
import type { Role } from "../contracts/permissions.ts";
import type { Account, NewUser, UserPatch } from "../contracts/account.ts";
import type { User } from "../contracts/user.ts";
import type { BranchScope } from "./branches.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import { insertedRow, wireRow, wireRows } from "./wire-row.ts";

/** A user as others see them, of the table or its alias. */
export const userColumns = (u: string): string =>
  `${u}.id, ${u}.email, ${u}.name, ${u}.role, ${u}.branch_id as "branchId", ${u}.status,
   ${u}.language, ${u}.created_at as "createdAt", ${u}.updated_at as "updatedAt"`;
const COLUMNS = userColumns("users");

/** The same with what whoever looks after accounts wants to know. */
const ACCOUNT_COLUMNS = `${COLUMNS}, password_hash is not null as "hasPassword",
  (select i.expires_at from invitations i where i.user_id = users.id and i.expires_at > now())
    as "invitedUntil",
  (select max(s.created_at) from sessions s where s.user_id = users.id) as "lastSignInAt"`;

/** What sign-in needs beside the user; never leaves the server. */
export type Credentials = {
  readonly user: User;
  /** Null while an invited person has not set a password. */
  readonly passwordHash: string | null;
  readonly totpSecret: Buffer | null;
};

/** The credentials of an active user by e-mail address, whatever its case. */
export const findCredentials = async (
  db: Queryable,
  email: string,
): Promise<Credentials | undefined> => {
  const result = await db.query<User & Omit<Credentials, "user">>(
    `select ${COLUMNS}, password_hash as "passwordHash", totp_secret as "totpSecret"
     from users where lower(email) = lower($1) and status = 'ACTIVE'`,
    [email],
  );
  const row = wireRow(result);
  if (!row) return undefined;
  const { passwordHash, totpSecret, ...user } = row;
  return { user, passwordHash, totpSecret };
};

/** Marks a TOTP step as used; false when it, or a later one, was used before. */
export const useTotpStep = async (
  db: Queryable,
  userId: string,
  step: number,
): Promise<boolean> => {
  const { rowCount } = await db.query(
    `update users set totp_last_step = $2
     where id = $1 and (totp_last_step is null or totp_last_step < $2)`,
    [userId, step],
  );
  return rowCount === 1;
};

/** Users by e-mail address. An owner belongs to no branch, so only owners see owners. */
export const listUsers = async (
  db: Queryable,
  scope: BranchScope,
  page: PageQuery,
): Promise<Page<Account>> => {
  const result = await db.query<Account>(
    `select ${ACCOUNT_COLUMNS} from users
     where ($1::uuid is null or branch_id = $1) and ($2::text is null or lower(email) > $2)
     order by lower(email) limit $3`,
    [scope, ...keyAfter(page.cursor, "text"), page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ email }) => [email.toLowerCase()]);
};

/** Active users of some roles who see a branch, by name. */
export const listUsersOfBranch = async (
  db: Queryable,
  roles: readonly Role[],
  branchId: string,
): Promise<Pick<User, "id" | "name" | "role">[]> => {
  const { rows } = await db.query<Pick<User, "id" | "name" | "role">>(
    `select id, name, role from users
     where status = 'ACTIVE' and role = any($1) and (branch_id is null or branch_id = $2)
     order by lower(name), id`,
    [roles, branchId],
  );
  return rows;
};

export const findUser = async (
  db: Queryable,
  scope: BranchScope,
  id: string,
): Promise<Account | undefined> =>
  wireRow(
    await db.query<Account>(
      `select ${ACCOUNT_COLUMNS} from users where id = $1 and ($2::uuid is null or branch_id = $2)`,
      [id, scope],
    ),
  );

/**
 * Adds a user; without a password they cannot sign in. Fails on the unique key `users_email_key` and
 * the check `branch_unless_owner`.
 */
export const insertUser = async (
  db: Queryable,
  {
    email,
    name,
    role,
    branchId,
    language = null,
  }: Omit<NewUser, "password" | "language"> & Partial<Pick<NewUser, "language">>,
  passwordHash: string | null,
): Promise<User> =>
  insertedRow(
    await db.query<User>(
      `insert into users (email, name, role, branch_id, language, password_hash)
       values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
      [email, name, role, branchId, language, passwordHash],
    ),
  );

/** Changes the columns the patch names; undefined when there is no such user. */
export const patchUser = async (
  db: Queryable,
  id: string,
  patch: Omit<UserPatch, "password"> & { passwordHash?: string },
): Promise<User | undefined> =>
  wireRow(
    await db.query<User>(
      `update users set
         email = coalesce($2::jsonb ->> 'email', email),
         name = coalesce($2 ->> 'name', name),
         role = coalesce($2 ->> 'role', role),
         branch_id = case when $2 ? 'branchId' then ($2 ->> 'branchId')::uuid else branch_id end,
         status = coalesce($2 ->> 'status', status),
         language = case when $2 ? 'language' then $2 ->> 'language' else language end,
         password_hash = coalesce($2 ->> 'passwordHash', password_hash),
         updated_at = now()
       where id = $1
       returning ${COLUMNS}`,
      [id, JSON.stringify(patch)],
    ),
  );

/** Takes a user's password and second factor away; they need an invitation to sign in again. */
export const clearCredentials = async (db: Queryable, id: string): Promise<void> => {
  await db.query(
    `update users set password_hash = null, totp_secret = null, totp_last_step = null,
       updated_at = now()
     where id = $1`,
    [id],
  );
};

/** The hash of a user's password; undefined while there is none. */
export const loadPasswordHash = async (db: Queryable, id: string): Promise<string | undefined> => {
  const { rows } = await db.query<{ hash: string | null }>(
    "select password_hash as hash from users where id = $1",
    [id],
  );
  return rows[0]?.hash ?? undefined;
};

/**
 * The owners who can sign in. Locks them until the transaction ends, so that two owners cannot retire
 * each other at the same moment.
 */
export const lockActiveOwners = async (db: Queryable): Promise<string[]> => {
  const { rows } = await db.query<{ id: string }>(
    `select id from users
     where role = 'OWNER' and status = 'ACTIVE' and password_hash is not null
     order by id for update`,
  );
  return rows.map(({ id }) => id);
};

export const hasOwner = async (db: Queryable): Promise<boolean> => {
  const { rows } = await db.query("select from users where role = 'OWNER' limit 1");
  return rows.length > 0;
};

/** Lets no other transaction create or edit accounts until this one ends. */
export const lockAccounts = async (db: Queryable): Promise<void> => {
  await db.query("lock table users in share row exclusive mode");
};

/** Which of these addresses have an account, in lower case. */
export const findKnownEmails = async (
  db: Queryable,
  emails: readonly string[],
): Promise<Set<string>> => {
  const { rows } = await db.query<{ email: string }>(
    `select lower(email) as email from users
     where lower(email) in (select lower(e) from unnest($1::text[]) e)`,
    [emails],
  );
  return new Set(rows.map(({ email }) => email));
};
