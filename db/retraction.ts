import { toDate } from "./instant.ts";
import type { Queryable } from "./pool.ts";

/** Detected records that a late observation may show to be untrue. */
export type RetractableTable = "routes" | "stops" | "detections" | "learned_fuel";

/** Event times of detection: after the first, up to the second; null is open. */
export type RetractWindow = { readonly afterMs: number | null; readonly untilMs: number | null };

/** A record that is no longer there. */
export type RetractedRecord = { readonly id: string; readonly vehicleId: string };

/**
 * Removes the records that were detected of vehicles in windows, one a vehicle, and are not among
 * `kept`. They are conclusions, not entries: the log they came from stays.
 */
export const retractWindows = async (
  db: Queryable,
  table: RetractableTable,
  windows: readonly (RetractWindow & { readonly vehicleId: string })[],
  kept: readonly string[],
): Promise<RetractedRecord[]> => {
  if (windows.length === 0) return [];
  const { rows } = await db.query<RetractedRecord>(
    `delete from ${table} r
     using unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as w (vehicle_id, after, until)
     where r.vehicle_id = w.vehicle_id and (w.after is null or r.detected_at > w.after)
       and (w.until is null or r.detected_at <= w.until) and r.id <> all($4::uuid[])
     returning r.id, r.vehicle_id as "vehicleId"`,
    [
      windows.map(({ vehicleId }) => vehicleId),
      windows.map(({ afterMs }) => toDate(afterMs)),
      windows.map(({ untilMs }) => toDate(untilMs)),
      kept,
    ],
  );
  return rows;
};

/** Removes records by id and returns those that were there. */
export const retractIds = async (
  db: Queryable,
  table: RetractableTable,
  ids: readonly string[],
): Promise<RetractedRecord[]> => {
  if (ids.length === 0) return [];
  const { rows } = await db.query<RetractedRecord>(
    `delete from ${table} where id = any($1::uuid[]) returning id, vehicle_id as "vehicleId"`,
    [ids],
  );
  return rows;
};
