import pg from "pg";
import type { ActedBy } from "../contracts/audit.ts";
import { type Database, inTransaction } from "./pool.ts";

/** Who acts and from where, as the audit log has it of each change. */
export type Acting = {
  /** Undefined for somebody who has not signed in. */
  readonly userId: string | undefined;
  readonly by: ActedBy | undefined;
  readonly ip: string;
  readonly userAgent: string | undefined;
  /** What was asked for, as `POST /api/bookings/:id/void`. */
  readonly action: string;
};

/**
 * The database as one person uses it: every statement runs in a transaction that knows who acts, so
 * that no change of theirs is without a name. Settings are the transaction's own, as connections are
 * shared.
 */
export const actingDatabase = (pool: pg.Pool, acting: Acting): Database => {
  const actor = pg.escapeLiteral(JSON.stringify(acting));
  const database: Database = {
    connect: () => pool.connect(),
    begin: `begin; select set_config('app.actor', ${actor}, true)`,
    query: (text, values) => inTransaction(database, (client) => client.query(text, values)),
  };
  return database;
};
