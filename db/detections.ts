import type { Certainty, DetectionType, Evidence } from "../contracts/detection/detection.ts";
import { toDate } from "./instant.ts";
import type { Queryable } from "./pool.ts";

/** A detection to be written; the same id again replaces what was said before. */
export type DetectionVersion = {
  /** Derived from vehicle, type and cause, so that a replay says the same again. */
  readonly id: string;
  readonly vehicleId: string;
  readonly type: DetectionType;
  readonly certainty: Certainty;
  /** When it began to happen, event time, ms; backdated to the cause. */
  readonly startMs: number;
  /** When it ended; null while it lasts. What has no duration ends when it starts. */
  readonly endMs: number | null;
  /** Event time of the observation that decided it, or that made a suspicion certain, ms. */
  readonly detectedAtMs: number;
  /** Where; null when no position was known. */
  readonly lat: number | null;
  readonly lon: number | null;
  readonly evidence: Evidence;
};

/**
 * Writes detections and returns the ids of those that changed; a version equal to what is stored
 * changes nothing and counts no revision.
 */
export const saveDetections = async (
  db: Queryable,
  detections: readonly DetectionVersion[],
): Promise<Set<string>> => {
  if (detections.length === 0) return new Set();
  const { rows } = await db.query<{ id: string }>(
    `insert into detections as d (id, vehicle_id, type, certainty, start_time, end_time, detected_at,
       latitude, longitude, evidence)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[],
       $6::timestamptz[], $7::timestamptz[], $8::float8[], $9::float8[], $10::jsonb[])
     on conflict (id) do update set
       certainty = excluded.certainty, start_time = excluded.start_time,
       end_time = excluded.end_time, detected_at = excluded.detected_at,
       latitude = excluded.latitude, longitude = excluded.longitude, evidence = excluded.evidence,
       revision = d.revision + 1
     where (d.certainty, d.start_time, d.end_time, d.detected_at, d.latitude, d.longitude, d.evidence)
       is distinct from (excluded.certainty, excluded.start_time, excluded.end_time,
         excluded.detected_at, excluded.latitude, excluded.longitude, excluded.evidence)
     returning id`,
    [
      detections.map((each) => each.id),
      detections.map((each) => each.vehicleId),
      detections.map((each) => each.type),
      detections.map((each) => each.certainty),
      detections.map((each) => new Date(each.startMs)),
      detections.map((each) => toDate(each.endMs)),
      detections.map((each) => new Date(each.detectedAtMs)),
      detections.map((each) => each.lat),
      detections.map((each) => each.lon),
      detections.map((each) => JSON.stringify(each.evidence)),
    ],
  );
  return new Set(rows.map((row) => row.id));
};

/**
 * Notes from when on `loadDueAlerts` finds each detection: once it will have lasted long enough to be an
 * alert or, where an alert has recorded it late, once its car is heard live. Null for never.
 */
export const setAlertsDue = async (
  db: Queryable,
  dueMsById: ReadonlyMap<string, number | null>,
): Promise<void> => {
  if (dueMsById.size === 0) return;
  await db.query(
    `update detections d set alert_due_at = due.at
     from unnest($1::uuid[], $2::timestamptz[]) as due (id, at)
     where d.id = due.id and d.alert_due_at is distinct from due.at`,
    [[...dueMsById.keys()], [...dueMsById.values()].map(toDate)],
  );
};

type Row = {
  id: string;
  vehicle_id: string;
  type: DetectionType;
  certainty: Certainty;
  start_time: Date;
  end_time: Date | null;
  detected_at: Date;
  latitude: number | null;
  longitude: number | null;
  evidence: Evidence;
};

const fromRow = (row: Row): DetectionVersion => ({
  id: row.id,
  vehicleId: row.vehicle_id,
  type: row.type,
  certainty: row.certainty,
  startMs: row.start_time.getTime(),
  endMs: row.end_time?.getTime() ?? null,
  detectedAtMs: row.detected_at.getTime(),
  lat: row.latitude,
  lon: row.longitude,
  evidence: row.evidence,
});

/**
 * Detections that have by `now` lasted long enough to be alerts, longest due first. One that an alert
 * has already waits until its car was heard of what happened after `liveSince`. A vehicle with
 * observations still to be folded in waits too: one of them may end what seems to last.
 */
export const loadDueAlerts = async (
  db: Queryable,
  now: Date,
  liveSince: Date,
  limit: number,
): Promise<DetectionVersion[]> => {
  const { rows } = await db.query<Row>(
    `select id, vehicle_id, type, certainty, start_time, end_time, detected_at, latitude, longitude,
       evidence
     from detections d where alert_due_at <= $1 and not exists (
       select from vehicle_states s
       where s.vehicle_id = d.vehicle_id and s.rewind_from is not null)
       and (not exists (
           select from alert_detections m where m.detection_id = d.id and m.active)
         or exists (
           select from vehicle_states s
           where s.vehicle_id = d.vehicle_id and s.folded_at > $2))
     order by alert_due_at limit $3`,
    [now, liveSince, limit],
  );
  return rows.map(fromRow);
};
