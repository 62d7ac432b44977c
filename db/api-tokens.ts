import type { ApiToken } from "../contracts/api-token.ts";
import type { Role } from "../contracts/permissions.ts";
import type { User } from "../contracts/user.ts";
import type { Queryable } from "./pool.ts";
import { userColumns } from "./users.ts";
import { insertedRow, wireRow, wireRows } from "./wire-row.ts";

/** A token as it is stored, with what its maker is now; what that makes of it is for others to say. */
export type StoredApiToken = Omit<ApiToken, "state"> & {
  readonly isExpired: boolean;
  readonly user: Pick<User, "role" | "status">;
};

export type NewStoredApiToken = {
  readonly userId: string;
  readonly name: string;
  readonly tokenSha256: Buffer;
  readonly role: Role;
  readonly isReadOnly: boolean;
  readonly expiresAt: Date | null;
};

/** Who a token acts for. */
export type TokenUser = {
  readonly tokenId: string;
  readonly role: Role;
  readonly isReadOnly: boolean;
  readonly user: User;
  /** True when `last_used_at` is due to be written again. */
  readonly isStale: boolean;
};

/** `last_used_at` is for people to read: writing it more often would only cost. */
const LAST_USED_RESOLUTION = "1 minute";
const IS_STALE = `coalesce(t.last_used_at < now() - interval '${LAST_USED_RESOLUTION}', true)`;
const HOLDS = `t.revoked_at is null and (t.expires_at is null or t.expires_at > now())
  and u.status = 'ACTIVE'`;

export const insertApiToken = async (db: Queryable, token: NewStoredApiToken): Promise<string> =>
  insertedRow(
    await db.query<{ id: string }>(
      `insert into api_tokens (user_id, name, token_sha256, role, read_only, expires_at)
       values ($1, $2, $3, $4, $5, $6) returning id`,
      [
        ...[token.userId, token.name, token.tokenSha256],
        ...[token.role, token.isReadOnly, token.expiresAt],
      ],
    ),
  ).id;

/** Tokens that nobody has revoked, of one user or of all, latest first. */
export const listApiTokens = async (
  db: Queryable,
  userId: string | null,
): Promise<StoredApiToken[]> =>
  wireRows(
    await db.query<StoredApiToken>(
      `select t.id, t.name, t.user_id as "userId", u.name as "userName", t.role,
         t.read_only as "isReadOnly", t.created_at as "createdAt", t.last_used_at as "lastUsedAt",
         t.expires_at as "expiresAt", coalesce(t.expires_at <= now(), false) as "isExpired",
         jsonb_build_object('role', u.role, 'status', u.status) as user
       from api_tokens t join users u on u.id = t.user_id
       where t.revoked_at is null and ($1::uuid is null or t.user_id = $1)
       order by t.created_at desc, t.id limit 1000`,
      [userId],
    ),
  );

/** The active user of a token that has neither expired nor been revoked. */
export const findApiToken = async (
  db: Queryable,
  tokenSha256: Buffer,
): Promise<TokenUser | undefined> => {
  const result = await db.query<
    User & { tokenId: string; tokenRole: Role; isReadOnly: boolean; isStale: boolean }
  >(
    `select t.id as "tokenId", t.role as "tokenRole", t.read_only as "isReadOnly",
       ${IS_STALE} as "isStale", ${userColumns("u")}
     from api_tokens t join users u on u.id = t.user_id
     where t.token_sha256 = $1 and ${HOLDS}`,
    [tokenSha256],
  );
  const row = wireRow(result);
  if (!row) return undefined;
  const { tokenId, tokenRole, isReadOnly, isStale, ...user } = row;
  return { tokenId, role: tokenRole, isReadOnly, isStale, user };
};

/** Which of these tokens still hold, what they may do at most, and what their makers may now. */
export const loadValidApiTokens = async (
  db: Queryable,
  ids: readonly string[],
): Promise<{ tokenId: string; role: Role; userRole: Role; branchId: string | null }[]> =>
  wireRows(
    await db.query(
      `select t.id as "tokenId", t.role, u.role as "userRole", u.branch_id as "branchId"
       from api_tokens t join users u on u.id = t.user_id
       where t.id = any($1::uuid[]) and ${HOLDS}`,
      [ids],
    ),
  );

/** Notes that tokens are in use. */
export const touchApiTokens = async (db: Queryable, ids: readonly string[]): Promise<void> => {
  await db.query(
    `update api_tokens t set last_used_at = now() where id = any($1::uuid[]) and ${IS_STALE}`,
    [ids],
  );
};

/** Ends a token, of one user or of anybody; false when there is none that has not ended before. */
export const revokeApiToken = async (
  db: Queryable,
  id: string,
  userId: string | null,
): Promise<boolean> => {
  const { rowCount } = await db.query(
    `update api_tokens set revoked_at = now()
     where id = $1 and ($2::uuid is null or user_id = $2) and revoked_at is null`,
    [id, userId],
  );
  return rowCount === 1;
};
