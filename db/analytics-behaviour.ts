import type { AnalyticsSubject, ScorePartName } from "../contracts/analytics.ts";
import type { Detection } from "../contracts/detected.ts";
import type { DetectionType } from "../contracts/detection/detection.ts";
import type { Page, PageQuery } from "../contracts/paging.ts";
import { type AnalyticsChoice, carParameters, CARS } from "./analytics-cars.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import { wireRows } from "./wire-row.ts";

/** What of a kind was detected of a car or driver. */
export type Behaviour = {
  readonly subjectId: string | null;
  readonly type: DetectionType;
  readonly events: number;
  /** Of harsh manoeuvres. */
  readonly severe: number;
  /** Of speeding. */
  readonly km: number;
};

/** What is detected for each part of a score; idling and night rest on routes. */
export const TYPES_OF_PART: Readonly<Record<ScorePartName, readonly DetectionType[]>> = {
  braking: ["harsh_braking"],
  acceleration: ["harsh_acceleration"],
  cornering: ["harsh_cornering"],
  speeding: ["speeding"],
  idling: ["excessive_idling"],
  night: ["after_hours_motion"],
};
const COUNTED: readonly DetectionType[] = [
  "harsh_braking",
  "harsh_acceleration",
  "harsh_cornering",
  "speeding",
];

/** Whose an event is: a driver's whose route it lies in, if the viewer may know of them. */
const SUBJECTS: Readonly<Record<AnalyticsSubject, string>> = {
  vehicle: "c.id",
  driver: `(select x.id from drivers x where ($1::uuid is null or x.branch_id = $1) and x.id = (
      select r.driver_id from routes r where r.vehicle_id = d.vehicle_id
        and r.start_time <= d.start_time order by r.start_time desc limit 1))`,
};

const EVENTS_IN_WINDOW = `cars c join detections d on d.vehicle_id = c.id
    and d.certainty = 'confirmed' and d.start_time >= c.from_at and d.start_time < c.to_at`;

/** How often and how far each car or driver drove harshly or too fast, by where it began. */
export const loadBehaviour = async (
  db: Queryable,
  choice: AnalyticsChoice,
  by: AnalyticsSubject,
): Promise<Behaviour[]> => {
  const { rows } = await db.query<Behaviour>(
    `with ${CARS}, events as (
       select ${SUBJECTS[by]} as subject, d.type, d.evidence
       from ${EVENTS_IN_WINDOW} and d.type = any($8)
     )
     select subject as "subjectId", type, count(*)::int as events,
       (count(*) filter (where (evidence ->> 'severe')::boolean))::int as severe,
       coalesce(sum((evidence ->> 'distanceKm')::float8), 0) as km
     from events group by 1, 2`,
    [...carParameters(choice), COUNTED],
  );
  return rows;
};

/** The events behind a score, latest first; a null subject asks for those of no known driver. */
export const listBehaviour = async (
  db: Queryable,
  choice: AnalyticsChoice,
  by: AnalyticsSubject,
  subjectId: string | null,
  types: readonly DetectionType[],
  page: PageQuery,
): Promise<Page<Detection>> => {
  const result = await db.query<Detection>(
    `with ${CARS}
     select d.id, d.vehicle_id as "vehicleId", c.license_plate as "licensePlate", d.type,
       d.certainty, d.start_time as "startTime", d.end_time as "endTime",
       d.detected_at as "detectedAt", d.latitude as lat, d.longitude as lon, d.evidence,
       m.alert_id as "alertId", d.revision
     from ${EVENTS_IN_WINDOW} and d.type = any($8)
     left join alert_detections m on m.detection_id = d.id and m.active
     where ${SUBJECTS[by]} is not distinct from $9::uuid
       and ($10::timestamptz is null or (d.start_time, d.id) < ($10, $11::uuid))
     order by d.start_time desc, d.id desc limit $12`,
    [...carParameters(choice), types, subjectId, ...keyAfter(page.cursor, "time"), page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ startTime, id }) => [startTime, id]);
};
