import type { SignIn } from "../contracts/session.ts";
import type { User } from "../contracts/user.ts";
import type { Queryable } from "../db/pool.ts";
import { insertSession } from "../db/sessions.ts";
import { type Credentials, findCredentials, useTotpStep } from "../db/users.ts";
import { verifyAgainstNobody, verifyPassword } from "./passwords.ts";
import { newSecret, sha256 } from "./secrets.ts";
import type { SignInBackoff } from "./sign-in-backoff.ts";
import { matchingTotpStep } from "./totp.ts";

/** How long a session lasts, ms. People sign in once a fortnight; revocation is immediate. */
export const SESSION_LIFETIME_MS = 14 * 24 * 3_600_000;

/** Where a sign-in comes from, for the list of sessions and the back-off. */
export type Origin = { readonly ip: string; readonly userAgent: string | null };

/** `wrong` says no more on purpose; `totp-required` only after the right password. */
export type SignInOutcome =
  | { readonly kind: "signed-in"; readonly token: string; readonly user: User }
  | { readonly kind: "wrong" }
  | { readonly kind: "totp-required" }
  | { readonly kind: "wait"; readonly waitMs: number };

type SecondFactor = "passed" | "missing" | "wrong";

const checkSecondFactor = async (
  db: Queryable,
  { user, totpSecret }: Credentials,
  totp: string | undefined,
  nowMs: number,
): Promise<SecondFactor> => {
  if (!totpSecret) return "passed";
  if (totp === undefined) return "missing";
  const step = matchingTotpStep(totpSecret, totp, nowMs);
  // Marking the step as used in one statement lets a code win once, even when sent twice at once.
  return step !== undefined && (await useTotpStep(db, user.id, step)) ? "passed" : "wrong";
};

/** Opens a session of somebody who has proved who they are; answers its token. */
export const openSession = async (db: Queryable, user: User, origin: Origin): Promise<string> => {
  const token = newSecret();
  await insertSession(db, {
    userId: user.id,
    tokenSha256: sha256(token),
    expiresAt: new Date(Date.now() + SESSION_LIFETIME_MS),
    ...origin,
  });
  return token;
};

/** Opens a session for the right password and second factor. Throws `PasswordHashingBusy`. */
export const signIn = async (
  db: Queryable,
  backoff: SignInBackoff,
  { email, password, totp }: SignIn,
  origin: Origin,
): Promise<SignInOutcome> => {
  const nowMs = Date.now();
  const key = `${email.toLowerCase()} ${origin.ip}`;
  const waitMs = backoff.waitMs(key, nowMs);
  if (waitMs > 0) return { kind: "wait", waitMs };

  const credentials = await findCredentials(db, email);
  const isRight = credentials?.passwordHash
    ? await verifyPassword(credentials.passwordHash, password)
    : await verifyAgainstNobody(password);
  const factor =
    credentials && isRight ? await checkSecondFactor(db, credentials, totp, nowMs) : "wrong";
  if (factor === "missing") return { kind: "totp-required" };
  if (!credentials || factor === "wrong") {
    backoff.failed(key, nowMs);
    return { kind: "wrong" };
  }
  backoff.succeeded(key);
  const token = await openSession(db, credentials.user, origin);
  return { kind: "signed-in", token, user: credentials.user };
};
