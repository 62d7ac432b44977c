import type { Queryable } from "./pool.ts";

/** A level is the median of at least this many readings. */
const LEAST_READINGS = 3;

/** A stretch of a vehicle's history; a null end is open. */
export type Stretch = { readonly from: Date | null; readonly to: Date | null };

/** `oldest`: where the first stand begins that the log still holds all of. */
type Reach = { from: Date | null; to: Date | null; oldest: Date | null };

/** From the route before a stretch to the route after it, as far back as the log reaches. */
const loadReach = async (db: Queryable, vehicleId: string, stretch: Stretch): Promise<Reach> => {
  const { rows } = await db.query<Reach>(
    `with log as (
       select "timestamp" as begins from gps_locations where vehicle_id = $1
       order by "timestamp" limit 1
     )
     select
       (select max(start_time) from routes
        where vehicle_id = $1 and status = 'COMPLETED' and start_time < $2) as from,
       (select min(start_time) from routes
        where vehicle_id = $1 and status = 'COMPLETED' and start_time > $3) as to,
       case when exists (select from routes where vehicle_id = $1 and start_time < begins)
         then (select min(end_time) from routes where vehicle_id = $1 and end_time >= begins)
         else begins end as oldest
     from log`,
    [vehicleId, stretch.from, stretch.to],
  );
  return rows[0] ?? { from: null, to: null, oldest: null };
};

/**
 * Draws the settled levels of the stands in and around a stretch anew from the log: what was read in
 * the twelve hours after a route, up to the first change of fuel; where too little was, what was
 * read in the hour before the next route, after the last change. Levels from before the oldest
 * stored observation stay as they are.
 */
export const redrawLevels = async (
  db: Queryable,
  vehicleId: string,
  stretch: Stretch,
): Promise<void> => {
  const { from, to, oldest } = await loadReach(db, vehicleId, stretch);
  if (!oldest) return;
  await db.query(
    `delete from fuel_levels where vehicle_id = $1 and at >= $4
       and ($2::timestamptz is null or at >= $2) and ($3::timestamptz is null or at < $3)`,
    [vehicleId, from, to, oldest],
  );
  await db.query(
    `with driven as (
       select start_time, end_time, lead(start_time) over (order by start_time) as next_start
       from routes where vehicle_id = $1
         and ($2::timestamptz is null or start_time >= $2)
         and ($3::timestamptz is null or start_time <= $3)
     ), stands as (
       select end_time as from_at, coalesce(next_start, 'infinity') as to_at from driven
       where end_time is not null and (next_start is not null or $3::timestamptz is null)
       union all
       select greatest(min(start_time) - interval '12 hours', $4), min(start_time) from driven
       where $2::timestamptz is null having min(start_time) > $4
     ), parts as (
       select s.from_at, s.to_at,
         least(s.to_at, s.from_at + interval '12 hours', c.first_start) as arrived_until,
         greatest(s.from_at, s.to_at - interval '1 hour', c.last_end) as leaving_from
       from stands s cross join lateral (
         select min(d.start_time) + interval '1 microsecond' as first_start,
           max(coalesce(d.end_time, 'infinity')) as last_end
         from detections d
         where d.vehicle_id = $1 and d.type in ('refuel', 'drain') and d.start_time < s.to_at
           and (d.end_time is null or d.end_time > s.from_at)
       ) c
       where s.from_at >= $4
     )
     insert into fuel_levels (vehicle_id, at, device_id, readings, fuel_pct, fuel_litres)
     select $1, l.at, l.device_id, l.readings, l.pct, l.litres
     from parts p cross join lateral (
       select g.device_id, min(g."timestamp") as at, count(*)::int as readings,
         percentile_cont(0.5) within group (order by g.fuel_pct) as pct,
         percentile_cont(0.5) within group (order by g.fuel_litres) as litres,
         g."timestamp" < p.arrived_until as is_arrival
       from gps_locations g
       where g.vehicle_id = $1 and g."timestamp" >= p.from_at and g."timestamp" < p.to_at
         and (g."timestamp" < p.arrived_until
           or (g."timestamp" >= p.leaving_from and p.to_at <> 'infinity'))
         and (g.fuel_pct > 0 or g.fuel_litres > 0)
       group by g.device_id, is_arrival
       having count(*) >= $5
       order by is_arrival desc, readings desc, g.device_id limit 1
     ) l
     on conflict (vehicle_id, at) do nothing`,
    [vehicleId, from, to, oldest, LEAST_READINGS],
  );
};
