import { randomInt, timingSafeEqual } from "node:crypto";
import { type Database, inTransaction, type Queryable } from "../db/pool.ts";
import { countWrongSetupCode, insertSetupCode, loadSetupCodes } from "../db/setup-codes.ts";
import { hasOwner, lockAccounts } from "../db/users.ts";
import { sha256 } from "./secrets.ts";

/** Without 0 and O, 1, I and L, which are taken for each other when read off a screen. */
const LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const GROUP_CHARS = 4;
/** Codes that hold at once: those of the latest starts, of all dashboard processes together. */
const KEPT_CODES = 8;
/**
 * Wrong tries, from wherever, after which a code is void: a code is one of 31^8, so all of them
 * together hit it once in some billion installations.
 */
export const MOST_WRONG_TRIES = 100;

const newGroup = (): string =>
  Array.from({ length: GROUP_CHARS }, () => LETTERS.charAt(randomInt(LETTERS.length))).join("");

/** A code as it was typed, in the one form that is hashed. */
const hashOf = (typed: string): Buffer => sha256(typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, ""));

/**
 * Makes a one-time code, `XXXX-XXXX`, for whoever becomes the first owner; only its hash is kept.
 * Undefined where there is an owner. Codes that other processes made go on to hold beside it.
 */
export const makeSetupCode = async (pool: Database): Promise<string | undefined> =>
  inTransaction(pool, async (client) => {
    await lockAccounts(client);
    if (await hasOwner(client)) return undefined;
    const code = `${newGroup()}-${newGroup()}`;
    await insertSetupCode(client, hashOf(code), KEPT_CODES);
    return code;
  });

/** Whether this is a code that holds. A wrong one is counted against those that do. */
export const checkSetupCode = async (db: Queryable, typed: string): Promise<boolean> => {
  const tried = hashOf(typed);
  const hashes = await loadSetupCodes(db, MOST_WRONG_TRIES);
  // every one is compared, so that the time tells nothing
  const matches = hashes.filter((hash) => timingSafeEqual(hash, tried));
  if (matches.length > 0) return true;
  await countWrongSetupCode(db);
  return false;
};
