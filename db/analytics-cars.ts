import type { BranchScope } from "./branches.ts";

/** Which cars' figures are asked for, and of which days. */
export type AnalyticsChoice = {
  readonly scope: BranchScope;
  readonly branchId: string | undefined;
  readonly group: string | undefined;
  /** First day, and the day behind the last. */
  readonly from: string;
  readonly to: string;
  /** So many days before those, for the period before. */
  readonly back: number;
  /** What lies behind it has not happened yet. */
  readonly now: Date;
};

/** The parameters of `CARS`, as `$1` to `$7`. */
export const carParameters = (choice: AnalyticsChoice): unknown[] => {
  const { scope, branchId, group, from, to, back, now } = choice;
  return [scope, branchId, group, from, to, back, now];
};

/** Driving habits from which on a tracker tells of harsh driving, s: `maxStepS` of its options. */
const TELLS_HARSH_S = 2;

/**
 * The cars with the window by their branch's clocks, up to now; of the period before, up to the same
 * time of its own days. Harsh driving is only seen by trackers that report every other second: by
 * their habits now, or because some was.
 */
export const CARS = `cars as materialized (
    select v.id, v.license_plate, v.status, v.updated_at, w.zone, w.from_at,
      greatest(w.from_at, w.to_at) as to_at,
      v.tank_litres::float8 * (s.state #>> '{detectors,fuel,burn,perIdleHourPct}')::float8 / 100
        as idle_litres_per_hour,
      least($7::timestamptz, greatest(s.folded_at, s.projected_at)) as heard_at,
      coalesce((s.state #>> '{detectors,silence,habits,driving,ms}')::float8
          between 1 and ${TELLS_HARSH_S * 1_000}, false)
        or exists (select from detections d where d.vehicle_id = v.id and d.type like 'harsh%'
          and d.start_time >= w.from_at and d.start_time < w.to_at) as tells_harsh
    from vehicles v join branches b on b.id = v.branch_id
    left join vehicle_states s on s.vehicle_id = v.id
    cross join lateral (
      select b.time_zone as zone, ($4::date - $6::int)::timestamp at time zone b.time_zone as from_at,
        least(($5::date - $6::int)::timestamp,
            ($7::timestamptz at time zone b.time_zone) - make_interval(days => $6::int))
          at time zone b.time_zone as to_at
    ) w
    where ($1::uuid is null or v.branch_id = $1) and ($2::uuid is null or v.branch_id = $2)
      and ($3::text is null or v.vehicle_group = $3)
  )`;

/**
 * A car's routes that reach into its window. They follow each other, so that the last one to begin
 * before it is the only one that may reach in from there.
 */
export const ROUTES_IN_WINDOW = `select r.start_time, r.driver_id, r.distance_km, r.moving_s,
      r.idling_s, coalesce(r.end_time, greatest(r.start_time, c.heard_at)) as end_time
    from routes r
    where r.vehicle_id = c.id and r.start_time < c.to_at and r.start_time >= coalesce(
      (select max(p.start_time) from routes p
       where p.vehicle_id = c.id and p.start_time < c.from_at), c.from_at)`;
