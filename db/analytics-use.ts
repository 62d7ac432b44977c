import type { AnalyticsSubject, SeriesStep } from "../contracts/analytics.ts";
import { type AnalyticsChoice, carParameters, CARS, ROUTES_IN_WINDOW } from "./analytics-cars.ts";
import type { Queryable } from "./pool.ts";

/** What was driven by a car, or by a driver (null: nobody known), in one step of the window. */
export type DrivenStep = {
  readonly subjectId: string | null;
  /** First day of the step that lies in the window. */
  readonly day: string;
  readonly routes: number;
  readonly distanceKm: number;
  readonly drivingS: number;
  readonly idlingS: number;
  readonly idlingLitres: number | null;
  /** Driven between 22:00 and 05:00 by the branch's clocks. */
  readonly nightS: number;
  /** Driven by cars whose tracker tells of harsh driving. */
  readonly harshKm: number;
  readonly usedDays: number;
};

const STEPS: Readonly<Record<SeriesStep, string>> = {
  DAILY: "day",
  WEEKLY: "greatest(date_trunc('week', day)::date, $4::date - $6::int)",
  MONTHLY: "greatest(date_trunc('month', day)::date, $4::date - $6::int)",
};
const SUBJECTS: Readonly<Record<AnalyticsSubject, string>> = {
  vehicle: "c.id",
  driver: "r.driver_id",
};

/** The night, seconds of a local day: before five and from ten in the evening on. */
const NIGHT_ENDS_S = 5 * 3_600;
const NIGHT_BEGINS_S = 22 * 3_600;

/**
 * What was driven, by subject and step. A route that reaches over midnight or over the window's edge
 * is divided by time, as if it had gone evenly; it counts as a route where it began. One under way
 * reaches to what was last heard.
 */
export const loadDriven = async (
  db: Queryable,
  choice: AnalyticsChoice,
  by: AnalyticsSubject,
  step: SeriesStep,
): Promise<DrivenStep[]> => {
  const { rows } = await db.query<DrivenStep>(
    `with ${CARS}, spans as (
       select ${SUBJECTS[by]} as subject, c.zone, c.tells_harsh, c.idle_litres_per_hour,
         r.distance_km, r.moving_s, r.idling_s, r.start_time >= c.from_at as begins,
         extract(epoch from r.end_time - r.start_time)::float8 as whole_s,
         greatest(r.start_time, c.from_at) as from_at, least(r.end_time, c.to_at) as to_at,
         greatest(r.start_time, c.from_at) at time zone c.zone as from_local,
         greatest(r.start_time, c.from_at, least(r.end_time, c.to_at) - interval '1 microsecond')
           at time zone c.zone as to_local
       from cars c cross join lateral (${ROUTES_IN_WINDOW}) r
       where r.end_time > c.from_at or r.start_time >= c.from_at
     ), days as (
       select *, generate_series(0, to_local::date - from_local::date) as nth from spans
     ), cut as (
       select *, from_local::date + nth as day,
         case when nth = 0 then extract(epoch from from_local::time)::float8 else 0 end as since_s,
         extract(epoch from
           case when from_local::date + nth = to_local::date then to_at
             else (from_local::date + nth + 1)::timestamp at time zone zone end
           - case when nth = 0 then from_at
             else (from_local::date + nth)::timestamp at time zone zone end)::float8 as part_s
       from days
     ), shares as (
       select *, case when whole_s > 0 then part_s / whole_s else 1 end as share,
         case when part_s > 0 then (greatest(0, least(since_s + part_s, ${NIGHT_ENDS_S}) - since_s)
             + greatest(0, since_s + part_s - greatest(since_s, ${NIGHT_BEGINS_S}))) / part_s
           else 0 end as night
       from cut
     ), by_day as (
       select subject, day, count(*) filter (where begins and nth = 0) as routes,
         sum(distance_km * share) as km, sum(moving_s * share) as moving_s,
         sum(idling_s * share) as idling_s,
         sum(idling_s * share * idle_litres_per_hour) / 3600 as idling_litres,
         sum(moving_s * share * night) as night_s,
         coalesce(sum(distance_km * share) filter (where tells_harsh), 0) as harsh_km
       from shares group by subject, day
     )
     select subject as "subjectId", ${STEPS[step]} as day, sum(routes)::int as routes,
       sum(km) as "distanceKm", sum(moving_s) as "drivingS", sum(idling_s) as "idlingS",
       sum(idling_litres) as "idlingLitres", sum(night_s) as "nightS", sum(harsh_km) as "harshKm",
       count(*)::int as "usedDays"
     from by_day group by 1, 2 order by 1, 2`,
    carParameters(choice),
  );
  return rows;
};
