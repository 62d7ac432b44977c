import type { Queryable } from "./pool.ts";

/** Something to announce once the transaction that writes it has committed. */
export type OutboxEvent = {
  /** Name of the Socket.IO event. */
  readonly event: string;
  readonly payload: unknown;
};

/** Writes events in the caller's transaction. */
export const addToOutbox = async (db: Queryable, events: readonly OutboxEvent[]): Promise<void> => {
  if (events.length === 0) return;
  await db.query(
    "insert into outbox (event, payload) select * from unnest($1::text[], $2::jsonb[])",
    [events.map((event) => event.event), events.map((event) => JSON.stringify(event.payload))],
  );
};

/** An event that waits to be announced; announced again after a crash, under the same id. */
export type PendingEvent = OutboxEvent & { readonly id: number };

/** The oldest events that wait, in the order they were written. */
export const readOutbox = async (db: Queryable, limit: number): Promise<PendingEvent[]> => {
  const { rows } = await db.query<PendingEvent>(
    "select id, event, payload from outbox order by id limit $1",
    [limit],
  );
  return rows;
};

/** Removes events that have been announced. */
export const removeFromOutbox = async (db: Queryable, ids: readonly number[]): Promise<void> => {
  if (ids.length > 0) await db.query("delete from outbox where id = any($1)", [ids]);
};
