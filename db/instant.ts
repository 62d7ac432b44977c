import type { Queryable } from "./pool.ts";

/**
 * The instant at which the transaction began, by the database's clock: the one that tells what holds
 * now, whichever server asks.
 */
export const loadNow = async (db: Queryable): Promise<Date> => {
  const { rows } = await db.query<{ now: Date }>("select now()");
  const [row] = rows;
  if (!row) throw new Error("select now() returned no row");
  return row.now;
};

/** A time in ms since the Unix epoch as a parameter for a timestamptz; null stays null. */
export const toDate = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));
