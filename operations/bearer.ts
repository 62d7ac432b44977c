import { API_TOKEN_PREFIX } from "../contracts/api-token.ts";
import { covers, type Role } from "../contracts/permissions.ts";
import type { User } from "../contracts/user.ts";
import { findApiToken, loadValidApiTokens, touchApiTokens } from "../db/api-tokens.ts";
import type { BranchScope } from "../db/branches.ts";
import type { Queryable } from "../db/pool.ts";
import { findSession, loadValidSessions, touchSessions } from "../db/sessions.ts";
import { sha256 } from "./secrets.ts";

/** What a caller shows: the token of a person's session, or one that they made for a program. */
export type BearerId = { readonly kind: "session" | "token"; readonly id: string };

/** Whoever shows it, with the rights it gives now. */
export type Bearer = {
  readonly by: BearerId;
  /** The person; of an API token with the role that the token has. */
  readonly user: User;
  readonly isReadOnly: boolean;
};

/** What a bearer may see now. */
export type Standing = { readonly role: Role; readonly scope: BranchScope };

const findTokenBearer = async (db: Queryable, secret: string): Promise<Bearer | undefined> => {
  const found = await findApiToken(db, sha256(secret));
  // a token never does what its maker may no longer do
  if (!found || !covers(found.user.role, found.role)) return undefined;
  const { tokenId, role, isReadOnly, user, isStale } = found;
  if (isStale) await touchApiTokens(db, [tokenId]);
  return { by: { kind: "token", id: tokenId }, user: { ...user, role }, isReadOnly };
};

const findSessionBearer = async (db: Queryable, secret: string): Promise<Bearer | undefined> => {
  const found = await findSession(db, sha256(secret));
  if (!found) return undefined;
  const { sessionId, user, isStale } = found;
  if (isStale) await touchSessions(db, [sessionId]);
  return { by: { kind: "session", id: sessionId }, user, isReadOnly: false };
};

/** Who shows a secret; undefined when it is nobody's, or no longer holds. Notes that it is in use. */
export const findBearer = (db: Queryable, secret: string): Promise<Bearer | undefined> =>
  secret.startsWith(API_TOKEN_PREFIX) ? findTokenBearer(db, secret) : findSessionBearer(db, secret);

const idsOf = (bearers: readonly BearerId[], kind: BearerId["kind"]): string[] => [
  ...new Set(bearers.filter((bearer) => bearer.kind === kind).map(({ id }) => id)),
];

/** Notes that these are in use, and answers by id what those of them that hold may see now. */
export const loadStandings = async (
  db: Queryable,
  bearers: readonly BearerId[],
): Promise<Map<string, Standing>> => {
  const standings = new Map<string, Standing>();
  const [sessionIds, tokenIds] = [idsOf(bearers, "session"), idsOf(bearers, "token")];
  if (sessionIds.length > 0) {
    await touchSessions(db, sessionIds);
    for (const { sessionId, role, branchId } of await loadValidSessions(db, sessionIds))
      standings.set(sessionId, { role, scope: branchId });
  }
  if (tokenIds.length > 0) {
    await touchApiTokens(db, tokenIds);
    for (const { tokenId, role, userRole, branchId } of await loadValidApiTokens(db, tokenIds))
      if (covers(userRole, role)) standings.set(tokenId, { role, scope: branchId });
  }
  return standings;
};
