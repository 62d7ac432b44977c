import type { LevelCurvePoint } from "../contracts/detected.ts";
import type { Queryable } from "./pool.ts";
import { wireRows } from "./wire-row.ts";

/** Most points of a curve: a chart is not wider than this in pixels that tell points apart. */
const MOST_POINTS = 240;

/** The fuel level of a vehicle as it was reported between two times, thinned, oldest first. */
export const loadLevelCurve = async (
  db: Queryable,
  vehicleId: string,
  from: Date,
  to: Date,
): Promise<LevelCurvePoint[]> =>
  wireRows(
    await db.query<LevelCurvePoint>(
      `select min("timestamp") as at, count(*)::int as readings,
         percentile_cont(0.5) within group (order by fuel_pct) as pct, min(fuel_pct) as "lowPct",
         max(fuel_pct) as "highPct",
         percentile_cont(0.5) within group (order by fuel_litres) as litres,
         bool_or(ignition) as ignition, max(speed) as "maxSpeedKmh"
       from gps_locations
       where vehicle_id = $1 and "timestamp" between $2 and $3
         and (fuel_pct is not null or fuel_litres is not null)
       group by width_bucket(extract(epoch from "timestamp")::float8,
         extract(epoch from $2::timestamptz)::float8,
         extract(epoch from $3::timestamptz)::float8 + 1, $4)
       order by 1`,
      [vehicleId, from, to, MOST_POINTS],
    ),
  );
