import type { AnalyticsSubject } from "../contracts/analytics.ts";
import type { CalculationPeriod } from "../contracts/fuel-efficiency.ts";
import type { AnalyticsChoice } from "./analytics-cars.ts";
import type { Queryable } from "./pool.ts";

/** A calendar period whose booked figures are wanted, and the day its sum is kept under. */
export type FuelPiece = {
  readonly kind: CalculationPeriod;
  readonly start: string;
  readonly sumDay: string;
};

/** What was burnt over the distance for which that is known. */
export type Burnt = {
  readonly subjectId: string | null;
  readonly sumDay: string;
  readonly litres: number;
  readonly measuredKm: number;
};

const SUBJECTS: Readonly<Record<AnalyticsSubject | "fleet", readonly [string, string]>> = {
  vehicle: ["e.vehicle_id", "e.driver_id is null"],
  driver: ["e.driver_id", "e.driver_id is not null"],
  fleet: ["null::uuid", "e.driver_id is null"],
};

/** Booked consumption by subject, or of all cars together, summed over the pieces of each sum. */
export const loadBurnt = async (
  db: Queryable,
  { scope, branchId, group }: AnalyticsChoice,
  by: AnalyticsSubject | "fleet",
  pieces: readonly FuelPiece[],
): Promise<Burnt[]> => {
  const [subject, whose] = SUBJECTS[by];
  const { rows } = await db.query<Burnt>(
    `select ${subject} as "subjectId", p.sum_day as "sumDay",
       sum(e.total_fuel_consumed_liters)::float8 as litres,
       sum(e.measured_distance_km)::float8 as "measuredKm"
     from unnest($4::text[], $5::date[], $6::date[]) p (kind, start, sum_day)
     join fuel_efficiency e on e.calculation_period = p.kind and e.period_start = p.start
     join vehicles v on v.id = e.vehicle_id
     where ${whose} and e.total_fuel_consumed_liters is not null
       and ($1::uuid is null or v.branch_id = $1) and ($2::uuid is null or v.branch_id = $2)
       and ($3::text is null or v.vehicle_group = $3)
     group by 1, 2`,
    [
      ...[scope, branchId, group],
      pieces.map(({ kind }) => kind),
      pieces.map(({ start }) => start),
      pieces.map(({ sumDay }) => sumDay),
    ],
  );
  return rows;
};
