// A fleet with a long past, for measuring. Beside testing.ts: only db speaks SQL.
import type pg from "pg";
import { NewDriver } from "../contracts/driver.ts";
import { insertDriver } from "./drivers.ts";
import { aTracker, aVehicle } from "./fixtures.ts";
import { inTransaction } from "./pool.ts";

const DAY_MS = 86_400_000;

/** A fleet that has driven every day of a stretch. */
export type LongPast = {
  readonly cars: number;
  readonly days: number;
  /** Midnight behind the last day. */
  readonly until: Date;
};

/** Routes a car and day: each 25 minutes, from six o'clock on every third hour. */
const ROUTES_A_DAY = 6;

const STEPS = `generate_series(0, $2 * ${ROUTES_A_DAY} - 1) n cross join lateral (
    select $3::timestamptz - $2 * interval '1 day' + (n / ${ROUTES_A_DAY}) * interval '1 day'
      + (n % ${ROUTES_A_DAY}) * interval '3 hours' + interval '4 hours' as at) s`;

const ROUTES = `insert into routes (id, vehicle_id, driver_id, start_location_id, start_time, end_time,
    start_latitude, start_longitude, distance_km, moving_s, idling_s, status, detected_at)
  select gen_random_uuid(), $1, $4, gen_random_uuid(), at, at + interval '25 minutes', 57.7, 11.97,
    8 + n % 20, 1300, 200, 'COMPLETED', at from ${STEPS}`;
const STOPS = `insert into stops (id, vehicle_id, kind, start_time, end_time, latitude, longitude,
    detected_at)
  select gen_random_uuid(), $1, 'parked', at + interval '25 minutes', at + case
    when n % ${ROUTES_A_DAY} = ${ROUTES_A_DAY - 1} then interval '9 hours' else interval '3 hours' end,
    57.7, 11.97, at from ${STEPS}`;
const DETECTIONS = `insert into detections (id, vehicle_id, type, certainty, start_time, end_time,
    detected_at, evidence)
  select gen_random_uuid(), $1, (array['harsh_braking', 'harsh_cornering', 'speeding'])[1 + n % 3],
    'confirmed', at + interval '5 minutes', at + interval '5 minutes 20 seconds', at,
    '{"severe": false, "distanceKm": 0.4}' from ${STEPS} where n % 3 = 0`;
const EFFICIENCY = `insert into fuel_efficiency (vehicle_id, period_start, period_end,
    calculation_period, total_distance_km, total_fuel_consumed_liters, fuel_efficiency_km_per_liter,
    measured_distance_km, method, total_fuel_cost, total_fuel_cost_minor, currency,
    number_of_refuels, total_refuelled_liters, total_drained_liters, idling_s)
  select $1, d, d, kind, 100, 7, 14.3, 100, 'levels', 0, 0, 'SEK', 0, 0, 0, 1200
  from (values ('DAILY', 'day'), ('WEEKLY', 'week'), ('MONTHLY', 'month'), ('QUARTERLY', 'quarter'),
    ('YEARLY', 'year')) k (kind, unit)
  cross join generate_series(date_trunc(unit, $3::timestamptz - $2 * interval '1 day'), $3::timestamptz,
    case unit when 'quarter' then interval '3 months' else ('1 ' || unit)::interval end) d`;

const storeCar = async (pool: pg.Pool, { days, until }: LongPast, place: number): Promise<void> => {
  const { id, branchId } = await aVehicle(pool);
  await aTracker(pool, id, new Date(until.getTime() - days * DAY_MS));
  const driver = { name: `Driver ${place}`, licenseNumber: `LONG-${place}` };
  const { id: driverId } = await insertDriver(pool, { ...NewDriver.parse(driver), branchId });
  await inTransaction(pool, async (client) => {
    // what the books make of every route is not what is measured
    await client.query("set local session_replication_role = replica");
    for (const statement of [STOPS, DETECTIONS, EFFICIENCY])
      await client.query(statement, [id, days, until]);
    await client.query(ROUTES, [id, days, until, driverId]);
  });
};

/** Stores the past of a fleet, a car at a time, each in a branch of its own. */
export const storeLongPast = async (pool: pg.Pool, past: LongPast): Promise<void> => {
  for (let place = 0; place < past.cars; place++) await storeCar(pool, past, place);
  for (const table of ["routes", "stops", "detections", "fuel_efficiency"])
    await pool.query(`vacuum analyze ${table}`);
};
