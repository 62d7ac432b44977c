import type { Acceptance, Invitation, Invited } from "../contracts/invitation.ts";
import type { User } from "../contracts/user.ts";
import { findInvited, putInvitation, takeInvitation } from "../db/invitations.ts";
import { type Database, inTransaction, type Queryable } from "../db/pool.ts";
import { revokeAllSessions } from "../db/sessions.ts";
import { patchUser } from "../db/users.ts";
import { hashPassword } from "./passwords.ts";
import { newSecret, sha256 } from "./secrets.ts";
import { openSession, type Origin } from "./sign-in.ts";

/** How long an invitation holds, ms: over a holiday, and not for whoever finds it months later. */
const INVITATION_LIFETIME_MS = 7 * 24 * 3_600_000;

/** Makes the code by which a user sets a password, and of which only the hash is kept. */
export const invite = async (db: Queryable, userId: string): Promise<Invitation> => {
  const code = newSecret();
  const expiresAt = new Date(Date.now() + INVITATION_LIFETIME_MS);
  await putInvitation(db, userId, sha256(code), expiresAt);
  return { code, expiresAt: expiresAt.toISOString() };
};

/** Whom a code is for; undefined when it does not hold, or no longer. */
export const readInvitation = (db: Queryable, code: string): Promise<Invited | undefined> =>
  findInvited(db, sha256(code));

/**
 * Sets the password of whoever was invited and signs them in; undefined when the code does not hold.
 * A code is good for one time. Throws `PasswordHashingBusy`.
 */
export const acceptInvitation = async (
  pool: Database,
  { code, password }: Acceptance,
  origin: Origin,
): Promise<{ readonly token: string; readonly user: User } | undefined> => {
  // a stranger's guess costs no hash
  if (!(await readInvitation(pool, code))) return undefined;
  const passwordHash = await hashPassword(password);
  return inTransaction(pool, async (client) => {
    const userId = await takeInvitation(client, sha256(code));
    if (userId === undefined) return undefined;
    await revokeAllSessions(client, userId);
    const user = await patchUser(client, userId, { passwordHash });
    if (!user) throw new Error(`the invited user ${userId} is gone`);
    return { token: await openSession(client, user, origin), user };
  });
};
