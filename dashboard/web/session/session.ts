import { SignedIn, WhoAmI } from "../../../contracts/session.ts";
import type { User } from "../../../contracts/user.ts";
import { ApiError, deleteAt, getJson, postJson } from "./api.ts";

const SESSION = "/api/session";

/** Who is signed in in this browser; undefined for nobody. Throws `ApiError` if unreachable. */
export const loadUser = async (): Promise<User | undefined> => {
  try {
    return (await getJson(SESSION, WhoAmI)).user;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return undefined;
    throw error;
  }
};

/** Signs in; the server sets the session cookie. Throws `ApiError` with the reason to show. */
export const signIn = async (email: string, password: string, totp?: string): Promise<User> => {
  const credentials = { email, password, ...(totp === undefined ? {} : { totp }) };
  return (await postJson(SESSION, credentials, SignedIn)).user;
};

/** Ends the session on the server. An already ended one is no error. */
export const signOut = async (): Promise<void> => {
  await deleteAt(SESSION).catch((error: unknown) => {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
  });
};
