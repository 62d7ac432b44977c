import type { Page, PageQuery } from "../contracts/paging.ts";
import type { ListedRoute } from "../contracts/route-query.ts";
import type { BranchScope } from "./branches.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import type { TimeWindow } from "./tracks.ts";
import { wireRow, wireRows } from "./wire-row.ts";

const SELECT = `select r.id, r.vehicle_id as "vehicleId", r.driver_id as "driverId",
    r.start_location_id as "startLocationId", r.end_location_id as "endLocationId",
    r.start_time as "startTime", r.end_time as "endTime",
    r.start_latitude as "startLat", r.start_longitude as "startLon",
    r.end_latitude as "endLat", r.end_longitude as "endLon",
    r.distance_km as "distanceKm", r.blind_km as "blindKm", r.max_speed_kmh as "maxSpeedKmh",
    r.moving_s as "movingS", r.idling_s as "idlingS", r.status, r.revision,
    v.license_plate as "licensePlate", d.name as "driverName"
  from routes r
  join vehicles v on v.id = r.vehicle_id
  left join drivers d on d.id = r.driver_id`;

export type RouteFilter = TimeWindow & {
  readonly vehicleId?: string | undefined;
  readonly status?: string | undefined;
};

/** Routes that touch the window, latest first. */
export const listRoutes = async (
  db: Queryable,
  scope: BranchScope,
  { vehicleId, status, from, to }: RouteFilter,
  page: PageQuery,
): Promise<Page<ListedRoute>> => {
  const result = await db.query<ListedRoute>(
    `${SELECT}
     where ($1::uuid is null or v.branch_id = $1)
       and ($2::uuid is null or r.vehicle_id = $2)
       and ($3::text is null or r.status = $3)
       and ($4::timestamptz is null or r.end_time is null or r.end_time > $4)
       and ($5::timestamptz is null or r.start_time < $5)
       and ($6::timestamptz is null or (r.start_time, r.id) < ($6, $7::uuid))
     order by r.start_time desc, r.id desc limit $8`,
    [scope, vehicleId, status, from, to, ...keyAfter(page.cursor, "time"), page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ startTime, id }) => [startTime, id]);
};

export const findRoute = async (
  db: Queryable,
  scope: BranchScope,
  id: string,
): Promise<ListedRoute | undefined> =>
  wireRow(
    await db.query<ListedRoute>(
      `${SELECT} where r.id = $1 and ($2::uuid is null or v.branch_id = $2)`,
      [id, scope],
    ),
  );
