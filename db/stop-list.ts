import type { Stop } from "../contracts/live-protocol.ts";
import type { Page, PageQuery } from "../contracts/paging.ts";
import type { BranchScope } from "./branches.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import type { TimeWindow } from "./tracks.ts";
import { wireRows } from "./wire-row.ts";

export type StopFilter = TimeWindow & {
  readonly vehicleId?: string | undefined;
  readonly kind?: string | undefined;
};

/** Stops that touch the window, latest first. */
export const listStops = async (
  db: Queryable,
  scope: BranchScope,
  { vehicleId, kind, from, to }: StopFilter,
  page: PageQuery,
): Promise<Page<Stop>> => {
  const result = await db.query<Stop>(
    `select s.id, s.vehicle_id as "vehicleId", s.kind, s.start_time as "startTime",
       s.end_time as "endTime", s.latitude as lat, s.longitude as lon, s.revision
     from stops s join vehicles v on v.id = s.vehicle_id
     where ($1::uuid is null or v.branch_id = $1)
       and ($2::uuid is null or s.vehicle_id = $2)
       and ($3::text is null or s.kind = $3)
       and ($4::timestamptz is null or s.end_time is null or s.end_time > $4)
       and ($5::timestamptz is null or s.start_time < $5)
       and ($6::timestamptz is null or (s.start_time, s.id) < ($6, $7::uuid))
     order by s.start_time desc, s.id desc limit $8`,
    [scope, vehicleId, kind, from, to, ...keyAfter(page.cursor, "time"), page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ startTime, id }) => [startTime, id]);
};
