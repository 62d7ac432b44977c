import type { CurvePoint } from "../contracts/day-curve.ts";
import type { Queryable } from "./pool.ts";
import { wireRows } from "./wire-row.ts";

/** Most points of a curve: one in three minutes of a day, more than a panel has pixels for. */
const MOST_POINTS = 480;

/** Speed and fuel of a vehicle as reported between two times, thinned, oldest first. */
export const loadCurvePoints = async (
  db: Queryable,
  vehicleId: string,
  from: Date,
  to: Date,
): Promise<CurvePoint[]> =>
  wireRows(
    await db.query<CurvePoint>(
      `select min("timestamp") as at, max(speed) as "maxSpeedKmh",
         percentile_cont(0.5) within group (order by fuel_pct) as "fuelPct",
         percentile_cont(0.5) within group (order by fuel_litres) as "fuelLitres",
         bool_or(ignition) as ignition
       from gps_locations
       where vehicle_id = $1 and "timestamp" >= $2 and "timestamp" < $3
       group by width_bucket(extract(epoch from "timestamp")::float8,
         extract(epoch from $2::timestamptz)::float8,
         extract(epoch from $3::timestamptz)::float8, $4)
       order by 1`,
      [vehicleId, from, to, MOST_POINTS],
    ),
  );
