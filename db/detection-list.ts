import type { Detection } from "../contracts/detected.ts";
import type { DetectionType } from "../contracts/detection/detection.ts";
import type { Page, PageQuery } from "../contracts/paging.ts";
import type { BranchScope } from "./branches.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import type { TimeWindow } from "./tracks.ts";
import { wireRow, wireRows } from "./wire-row.ts";

const SELECT = `select d.id, d.vehicle_id as "vehicleId", v.license_plate as "licensePlate", d.type,
    d.certainty, d.start_time as "startTime", d.end_time as "endTime",
    d.detected_at as "detectedAt", d.latitude as lat, d.longitude as lon, d.evidence,
    m.alert_id as "alertId", d.revision
  from detections d join vehicles v on v.id = d.vehicle_id
  left join alert_detections m on m.detection_id = d.id and m.active`;

export type DetectionFilter = TimeWindow & {
  readonly vehicleId?: string | undefined;
  readonly types?: readonly DetectionType[] | undefined;
  readonly certainty?: string | undefined;
};

/** Detections that touch the window, latest first. */
export const listDetections = async (
  db: Queryable,
  scope: BranchScope,
  { vehicleId, types, certainty, from, to }: DetectionFilter,
  page: PageQuery,
): Promise<Page<Detection>> => {
  const result = await db.query<Detection>(
    `${SELECT}
     where ($1::uuid is null or v.branch_id = $1)
       and ($2::uuid is null or d.vehicle_id = $2)
       and ($3::text[] is null or d.type = any($3))
       and ($4::text is null or d.certainty = $4)
       and ($5::timestamptz is null or d.end_time is null or d.end_time >= $5)
       and ($6::timestamptz is null or d.start_time < $6)
       and ($7::timestamptz is null or (d.start_time, d.id) < ($7, $8::uuid))
     order by d.start_time desc, d.id desc limit $9`,
    [
      scope,
      vehicleId,
      types,
      certainty,
      from,
      to,
      ...keyAfter(page.cursor, "time"),
      page.limit + 1,
    ],
  );
  return toPage(wireRows(result), page, ({ startTime, id }) => [startTime, id]);
};

/** The latest occurrences an alert tells of, latest first. */
export const loadDetectionsOfAlert = async (
  db: Queryable,
  alertId: string,
  limit: number,
): Promise<Detection[]> =>
  wireRows(
    await db.query<Detection>(
      `${SELECT} where m.alert_id = $1 order by d.start_time desc, d.id desc limit $2`,
      [alertId, limit],
    ),
  );

/** A detection by id. */
export const findDetection = async (
  db: Queryable,
  scope: BranchScope,
  id: string,
): Promise<Detection | undefined> =>
  wireRow(
    await db.query<Detection>(
      `${SELECT} where d.id = $1 and ($2::uuid is null or v.branch_id = $2)`,
      [id, scope],
    ),
  );
