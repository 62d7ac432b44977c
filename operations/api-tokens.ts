import {
  API_TOKEN_PREFIX,
  type ApiToken,
  type ApiTokenState,
  type ApiTokenWithSecret,
  type NewApiToken,
} from "../contracts/api-token.ts";
import { covers } from "../contracts/permissions.ts";
import type { User } from "../contracts/user.ts";
import { insertApiToken, listApiTokens, type StoredApiToken } from "../db/api-tokens.ts";
import type { Queryable } from "../db/pool.ts";
import { forbidden, invalid, type Refusal } from "./refusal.ts";
import { newSecret, sha256 } from "./secrets.ts";

const stateOf = ({ isExpired, role, user }: StoredApiToken): ApiTokenState => {
  if (isExpired) return "expired";
  return user.status === "ACTIVE" && covers(user.role, role) ? "active" : "suspended";
};

const told = (stored: StoredApiToken): ApiToken => {
  const { isExpired: _isExpired, user: _user, ...token } = stored;
  return { ...token, state: stateOf(stored) };
};

/** Tokens that nobody has revoked, of one user or of all, latest first, with what they are good for. */
export const loadApiTokens = async (db: Queryable, userId: string | null): Promise<ApiToken[]> =>
  (await listApiTokens(db, userId)).map(told);

/** Makes a token that may do no more than its maker. Answers its secret, this once. */
export const makeApiToken = async (
  db: Queryable,
  maker: User,
  { name, role, isReadOnly, expiresAt }: NewApiToken,
): Promise<ApiTokenWithSecret | Refusal> => {
  if (!covers(maker.role, role)) return forbidden("role", "token_beyond_own", { own: maker.role });
  if (expiresAt && expiresAt.getTime() <= Date.now()) return invalid("expiresAt", "expiry_passed");
  const token = API_TOKEN_PREFIX + newSecret();
  const stored = { userId: maker.id, name, role, isReadOnly, expiresAt };
  const id = await insertApiToken(db, { ...stored, tokenSha256: sha256(token) });
  return {
    ...{ id, name, role, isReadOnly, token, userId: maker.id, userName: maker.name },
    ...{ state: "active", createdAt: new Date().toISOString(), lastUsedAt: null },
    expiresAt: expiresAt?.toISOString() ?? null,
  };
};
