import type { NewRate, Rate } from "../contracts/rate.ts";
import { type Database, inTransaction } from "../db/pool.ts";
import { replaceRate } from "../db/rates.ts";
import type { Actor } from "./actor.ts";
import { chooseBranch } from "./branch-choice.ts";
import type { Refusal } from "./refusal.ts";

/** Puts a rate into force; bookings that are made keep what was agreed for them. */
export const setRate = (
  database: Database,
  { scope, userId }: Actor,
  request: NewRate,
): Promise<Rate | Refusal> =>
  inTransaction(database, async (client) => {
    const branchId = await chooseBranch(client, scope, request.branchId);
    if (typeof branchId !== "string") return branchId;
    return replaceRate(client, { ...request, branchId }, userId);
  });
