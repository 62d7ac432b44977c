import type { PasswordChange } from "../contracts/account.ts";
import { deleteInvitation } from "../db/invitations.ts";
import { type Database, inTransaction } from "../db/pool.ts";
import { revokeOtherSessions } from "../db/sessions.ts";
import { loadPasswordHash, patchUser } from "../db/users.ts";
import { hashPassword, verifyPassword } from "./passwords.ts";
import type { SignInBackoff } from "./sign-in-backoff.ts";

export type PasswordChangeOutcome =
  | { readonly kind: "changed" }
  | { readonly kind: "wrong" }
  | { readonly kind: "wait"; readonly waitMs: number };

/**
 * Changes somebody's own password, which they have to know: an unattended page must not be enough.
 * Every other session of theirs ends. Throws `PasswordHashingBusy`.
 */
export const changePassword = async (
  pool: Database,
  backoff: SignInBackoff,
  { userId, sessionId }: { readonly userId: string; readonly sessionId: string },
  { currentPassword, password }: PasswordChange,
): Promise<PasswordChangeOutcome> => {
  const nowMs = Date.now();
  const waitMs = backoff.waitMs(userId, nowMs);
  if (waitMs > 0) return { kind: "wait", waitMs };
  const current = await loadPasswordHash(pool, userId);
  if (current === undefined || !(await verifyPassword(current, currentPassword))) {
    backoff.failed(userId, nowMs);
    return { kind: "wrong" };
  }
  backoff.succeeded(userId);
  const passwordHash = await hashPassword(password);
  return inTransaction(pool, async (client) => {
    await patchUser(client, userId, { passwordHash });
    await deleteInvitation(client, userId);
    await revokeOtherSessions(client, userId, sessionId);
    return { kind: "changed" };
  });
};
