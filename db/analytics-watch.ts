import type { AnalyticsSubject } from "../contracts/analytics.ts";
import { type AnalyticsChoice, carParameters, CARS } from "./analytics-cars.ts";
import type { Queryable } from "./pool.ts";

/** How long a car could be seen, or a driver had one, whether or not it was driven. */
export type Watched = {
  readonly subjectId: string;
  readonly watchedS: number;
  readonly watchedDays: number;
  /** Null of drivers. */
  readonly standS: number | null;
  readonly rentedS: number | null;
};

/** Seconds, and days by the car's clocks, of a multirange in a column. */
const LENGTH = `select coalesce(sum(extract(epoch from upper(p) - lower(p))), 0)::float8 as seconds,
      (select count(distinct d)::int from unnest(watched) q cross join generate_series(
        (lower(q) at time zone zone)::date,
        ((upper(q) - interval '1 microsecond') at time zone zone)::date, interval '1 day') d) as days
    from unnest(watched) p`;

/**
 * A car is watched while a tracker sits in it, from its first route or stop on and until it left the
 * fleet; two trackers at once count once. Rented is what of that lies between handover and return.
 */
const WATCHED_CARS = `with ${CARS}, watched_cars as (
    select c.*, coalesce((
      select range_agg(tstzrange(m.from_at, m.to_at)) from (
        select greatest(c.from_at, m.mounted_at, first.at) as from_at,
          least(c.to_at, m.unmounted_at, case when c.status = 'INACTIVE' then c.updated_at end)
            as to_at
        from device_mountings m where m.vehicle_id = c.id
      ) m where m.from_at < m.to_at), '{}') as watched
    from cars c cross join lateral (
      select least((select min(start_time) from routes where vehicle_id = c.id),
        (select min(start_time) from stops where vehicle_id = c.id)) as at
    ) first where first.at is not null
  )
  select c.id as "subjectId", w.seconds as "watchedS", w.days as "watchedDays",
    coalesce(s.stand_s, 0) as "standS", coalesce(b.rented_s, 0) as "rentedS"
  from watched_cars c cross join lateral (${LENGTH}) w
  cross join lateral (
    select sum(extract(epoch from upper(r) - lower(r)))::float8 as stand_s from unnest(c.watched * (
      select coalesce(range_agg(tstzrange(s.start_time, greatest(s.start_time,
        coalesce(s.end_time, c.to_at)))), '{}')
      from stops s where s.vehicle_id = c.id and s.kind = 'parked' and s.start_time < c.to_at
        and s.start_time >= coalesce((select max(p.start_time) from stops p
          where p.vehicle_id = c.id and p.kind = 'parked' and p.start_time < c.from_at),
          c.from_at))) r
  ) s
  cross join lateral (
    select sum(extract(epoch from upper(r) - lower(r)))::float8 as rented_s from unnest(c.watched * (
      select coalesce(range_agg(tstzrange(b.handed_out_at,
        greatest(b.handed_out_at, coalesce(b.returned_at, c.to_at)))), '{}')
      from bookings b where b.vehicle_id = c.id and b.status in ('OUT', 'RETURNED')
        and b.handed_out_at < c.to_at and coalesce(b.returned_at, c.to_at) > c.from_at)) r
  ) b
  where w.seconds > 0`;

/** A driver has a car while one of the cars is assigned. */
const WATCHED_DRIVERS = `with ${CARS}, watched_drivers as (
    select a.driver_id as id, min(c.zone) as zone,
      range_agg(tstzrange(greatest(a.assigned_at, c.from_at), least(a.unassigned_at, c.to_at)))
        as watched
    from cars c join vehicle_driver_assignments a on a.vehicle_id = c.id
    where greatest(a.assigned_at, c.from_at) < least(a.unassigned_at, c.to_at)
    group by a.driver_id
  )
  select c.id as "subjectId", w.seconds as "watchedS", w.days as "watchedDays",
    null::float8 as "standS", null::float8 as "rentedS"
  from watched_drivers c cross join lateral (${LENGTH}) w`;

/** How long each car was watched, stood and was rented; or how long each driver had a car. */
export const loadWatched = async (
  db: Queryable,
  choice: AnalyticsChoice,
  by: AnalyticsSubject,
): Promise<Watched[]> => {
  const statement = by === "vehicle" ? WATCHED_CARS : WATCHED_DRIVERS;
  const { rows } = await db.query<Watched>(statement, carParameters(choice));
  return rows;
};
