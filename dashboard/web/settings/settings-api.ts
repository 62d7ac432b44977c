import { ApiToken, ApiTokenWithSecret, type NewApiToken } from "../../../contracts/api-token.ts";
import { Invitation, Invited, NewAccount } from "../../../contracts/invitation.ts";
import type { Language } from "../../../contracts/language.ts";
import { Session, SignedIn } from "../../../contracts/session.ts";
import {
  Account,
  type NewUser,
  type PasswordChange,
  type UserPatch,
} from "../../../contracts/account.ts";
import { User } from "../../../contracts/user.ts";
import { getAll } from "../session/all-pages.ts";
import { deleteAt, patchJson, postJson, putNothing } from "../session/api.ts";

/** Everybody who has an account, or of one's branch. Throws `ApiError`. */
export const loadAccounts = (): Promise<readonly Account[]> => getAll("/api/users", Account);

/** Adds somebody by invitation; the answer is the only one with its code. Throws `ApiError`. */
export const addUser = (user: NewUser): Promise<NewAccount> =>
  postJson("/api/users", user, NewAccount);

const userAt = (id: string): string => `/api/users/${encodeURIComponent(id)}`;

/** Throws `ApiError` that names the field. */
export const changeUser = (id: string, patch: UserPatch): Promise<User> =>
  patchJson(userAt(id), patch, User);

/** Makes the password of somebody void; the code is for a new one. Throws `ApiError`. */
export const makeInvitation = (id: string): Promise<Invitation> =>
  postJson(`${userAt(id)}/invitation`, {}, Invitation);

/** Where somebody sets their password: behind the #, which no server and no log gets to see. */
export const invitationLink = ({ code }: Invitation): string =>
  `${location.origin}/invitation#${code}`;

/** Whom a code is for. Throws `ApiError`, with 404 for one that does not hold. */
export const readInvitation = (code: string): Promise<Invited> =>
  postJson("/api/invitation", { code }, Invited);

/** Sets the password and signs in. Throws `ApiError`, with 404 for a code that does not hold. */
export const acceptInvitation = async (code: string, password: string): Promise<User> =>
  (await postJson("/api/invitation/accept", { code, password }, SignedIn)).user;

/** Throws `ApiError`. */
export const loadTokens = (): Promise<readonly ApiToken[]> => getAll("/api/tokens", ApiToken);

/** What is asked of a new token, as it travels. */
export type TokenWish = Omit<NewApiToken, "expiresAt"> & { readonly expiresAt: string | null };

/** Makes a token; the answer is the only one with it. Throws `ApiError`. */
export const addToken = (wish: TokenWish): Promise<ApiTokenWithSecret> =>
  postJson("/api/tokens", wish, ApiTokenWithSecret);

/** Throws `ApiError`. */
export const revokeToken = (id: string): Promise<void> =>
  deleteAt(`/api/tokens/${encodeURIComponent(id)}`);

/** Throws `ApiError`. */
export const loadSessions = (): Promise<readonly Session[]> => getAll("/api/sessions", Session);

/** Throws `ApiError`. */
export const endSession = (id: string): Promise<void> =>
  deleteAt(`/api/sessions/${encodeURIComponent(id)}`);

/** Ends every session of one's own but this. Throws `ApiError`. */
export const endOtherSessions = (): Promise<void> => deleteAt("/api/sessions");

/** Throws `ApiError` that names the field. */
export const changePassword = (change: PasswordChange): Promise<void> =>
  putNothing("/api/me/password", change);

/** Throws `ApiError`. */
export const keepLanguage = (language: Language): Promise<User> =>
  patchJson("/api/me", { language }, User);
