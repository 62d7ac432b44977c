import { toDate } from "./instant.ts";
import type { Queryable } from "./pool.ts";

/** Detected records that a late observation may show to be untrue. */
type Table = "routes" | "stops" | "detections" | "learned_fuel";

/** Event times of detection: after the first, up to the second; null is open. */
export type RetractWindow = { readonly afterMs: number | null; readonly untilMs: number | null };

/**
 * Removes the records of a vehicle that were detected in a window and are not among `kept`.
 * Returns their ids. They are conclusions, not entries: the log they came from stays.
 */
export const retractWindow = async (
  db: Queryable,
  table: Table,
  vehicleId: string,
  { afterMs, untilMs }: RetractWindow,
  kept: readonly string[],
): Promise<string[]> => {
  const { rows } = await db.query<{ id: string }>(
    `delete from ${table}
     where vehicle_id = $1 and ($2::timestamptz is null or detected_at > $2)
       and ($3::timestamptz is null or detected_at <= $3) and id <> all($4::uuid[])
     returning id`,
    [vehicleId, toDate(afterMs), toDate(untilMs), kept],
  );
  return rows.map((row) => row.id);
};

/** Removes records by id and returns the ids of those that were there. */
export const retractIds = async (
  db: Queryable,
  table: Table,
  ids: readonly string[],
): Promise<string[]> => {
  if (ids.length === 0) return [];
  const { rows } = await db.query<{ id: string }>(
    `delete from ${table} where id = any($1::uuid[]) returning id`,
    [ids],
  );
  return rows.map((row) => row.id);
};
