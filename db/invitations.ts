import type { Invited } from "../contracts/invitation.ts";
import type { Queryable } from "./pool.ts";
import { wireRow } from "./wire-row.ts";

/** Gives a user a code; the one before no longer counts. */
export const putInvitation = async (
  db: Queryable,
  userId: string,
  codeSha256: Buffer,
  expiresAt: Date,
): Promise<void> => {
  await db.query(
    `insert into invitations (user_id, code_sha256, expires_at) values ($1, $2, $3)
     on conflict (user_id) do update set code_sha256 = excluded.code_sha256,
       expires_at = excluded.expires_at, created_at = now()`,
    [userId, codeSha256, expiresAt],
  );
};

/** Whom a code that holds is for. */
export const findInvited = async (
  db: Queryable,
  codeSha256: Buffer,
): Promise<Invited | undefined> =>
  wireRow(
    await db.query<Invited>(
      `select u.email, u.name, u.language, i.expires_at as "expiresAt"
       from invitations i join users u on u.id = i.user_id
       where i.code_sha256 = $1 and i.expires_at > now() and u.status = 'ACTIVE'`,
      [codeSha256],
    ),
  );

/** Uses a code up; answers whose it was, undefined when it did not hold. Of two at once one gets it. */
export const takeInvitation = async (
  db: Queryable,
  codeSha256: Buffer,
): Promise<string | undefined> => {
  const { rows } = await db.query<{ userId: string }>(
    `delete from invitations i using users u
     where u.id = i.user_id and i.code_sha256 = $1 and i.expires_at > now()
       and u.status = 'ACTIVE'
     returning i.user_id as "userId"`,
    [codeSha256],
  );
  return rows[0]?.userId;
};

/** Makes a user's code void, whoever has it. */
export const deleteInvitation = async (db: Queryable, userId: string): Promise<void> => {
  await db.query("delete from invitations where user_id = $1", [userId]);
};
