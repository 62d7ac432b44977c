import type { Role } from "../contracts/permissions.ts";
import type { Session } from "../contracts/session.ts";
import type { User } from "../contracts/user.ts";
import type { Queryable } from "./pool.ts";
import { userColumns } from "./users.ts";
import { insertedRow, wireRow, wireRows } from "./wire-row.ts";

/** Who a valid token belongs to. */
export type SessionUser = {
  readonly sessionId: string;
  readonly user: User;
  /** True when `last_seen_at` is due to be written again. */
  readonly isStale: boolean;
};

export type NewSession = {
  readonly userId: string;
  readonly tokenSha256: Buffer;
  readonly expiresAt: Date;
  readonly ip: string | null;
  readonly userAgent: string | null;
};

/** `last_seen_at` is for people to read: writing it more often would only cost. */
const LAST_SEEN_RESOLUTION = "1 minute";

export const insertSession = async (db: Queryable, session: NewSession): Promise<string> =>
  insertedRow(
    await db.query<{ id: string }>(
      `insert into sessions (user_id, token_sha256, expires_at, ip, user_agent)
       values ($1, $2, $3, $4, left($5, 400)) returning id`,
      [session.userId, session.tokenSha256, session.expiresAt, session.ip, session.userAgent],
    ),
  ).id;

/** The active user of an unexpired, unrevoked session. */
export const findSession = async (
  db: Queryable,
  tokenSha256: Buffer,
): Promise<SessionUser | undefined> => {
  const result = await db.query<User & Omit<SessionUser, "user">>(
    `select s.id as "sessionId",
       s.last_seen_at < now() - interval '${LAST_SEEN_RESOLUTION}' as "isStale",
       ${userColumns("u")}
     from sessions s join users u on u.id = s.user_id
     where s.token_sha256 = $1 and s.revoked_at is null and s.expires_at > now()
       and u.status = 'ACTIVE'`,
    [tokenSha256],
  );
  const row = wireRow(result);
  if (!row) return undefined;
  const { sessionId, isStale, ...user } = row;
  return { sessionId, user, isStale };
};

/** Notes that sessions are in use. */
export const touchSessions = async (db: Queryable, ids: readonly string[]): Promise<void> => {
  await db.query(
    `update sessions set last_seen_at = now()
     where id = any($1::uuid[]) and last_seen_at < now() - interval '${LAST_SEEN_RESOLUTION}'`,
    [ids],
  );
};

/** Which of these sessions still hold, and what their users may see now. */
export const loadValidSessions = async (
  db: Queryable,
  ids: readonly string[],
): Promise<{ sessionId: string; role: Role; branchId: string | null }[]> =>
  wireRows(
    await db.query(
      `select s.id as "sessionId", u.role, u.branch_id as "branchId"
       from sessions s join users u on u.id = s.user_id
       where s.id = any($1::uuid[]) and s.revoked_at is null and s.expires_at > now()
         and u.status = 'ACTIVE'`,
      [ids],
    ),
  );

/** The places a user is signed in at, latest first. */
export const listSessions = async (
  db: Queryable,
  userId: string,
  currentId: string,
): Promise<Session[]> =>
  wireRows(
    await db.query<Session>(
      `select id, created_at as "createdAt", last_seen_at as "lastSeenAt",
         expires_at as "expiresAt", host(ip) as ip, user_agent as "userAgent", id = $2 as current
       from sessions
       where user_id = $1 and revoked_at is null and expires_at > now()
       order by created_at desc, id limit 1000`,
      [userId, currentId],
    ),
  );

/** Ends one session of a user; false when it is not theirs or has ended before. */
export const revokeSession = async (
  db: Queryable,
  userId: string,
  id: string,
): Promise<boolean> => {
  const { rowCount } = await db.query(
    "update sessions set revoked_at = now() where id = $1 and user_id = $2 and revoked_at is null",
    [id, userId],
  );
  return rowCount === 1;
};

/** Ends every session of a user but one. */
export const revokeOtherSessions = async (
  db: Queryable,
  userId: string,
  keptId: string,
): Promise<void> => {
  await db.query(
    `update sessions set revoked_at = now()
     where user_id = $1 and id <> $2 and revoked_at is null and expires_at > now()`,
    [userId, keptId],
  );
};

/** Ends every session of a user: the password changed, or the person has left. */
export const revokeAllSessions = async (db: Queryable, userId: string): Promise<void> => {
  await db.query(
    "update sessions set revoked_at = now() where user_id = $1 and revoked_at is null",
    [userId],
  );
};
