import type {
  CalculationPeriod,
  EfficiencyMethod,
  FuelEfficiency,
  UnknownBecause,
} from "../contracts/fuel-efficiency.ts";
import type { Page, PageQuery } from "../contracts/paging.ts";
import type { BranchScope } from "./branches.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import { wireRows } from "./wire-row.ts";

/** Figures of a period to be written. */
export type EfficiencyRow = {
  /** Derived from vehicle, driver, kind and first day. */
  readonly id: string;
  readonly driver_id: string | null;
  readonly period_start: string;
  readonly period_end: string;
  readonly calculation_period: CalculationPeriod;
  readonly total_distance_km: number;
  readonly total_fuel_consumed_liters: number | null;
  readonly fuel_efficiency_km_per_liter: number | null;
  readonly uncertainty_liters: number | null;
  readonly measured_distance_km: number;
  readonly method: EfficiencyMethod | null;
  readonly unknown_because: UnknownBecause | null;
  readonly total_fuel_cost: number;
  readonly total_fuel_cost_minor: number;
  readonly currency: string;
  readonly cost_per_km: number | null;
  readonly number_of_refuels: number;
  readonly average_cost_per_liter: number | null;
  readonly total_refuelled_liters: number;
  readonly refuels_in_other_currency: number;
  readonly liters_in_other_currency: number;
  readonly total_drained_liters: number;
  readonly idling_s: number;
};

const FIGURES = [
  "total_distance_km",
  "total_fuel_consumed_liters",
  "fuel_efficiency_km_per_liter",
  "uncertainty_liters",
  "measured_distance_km",
  "method",
  "unknown_because",
  "total_fuel_cost",
  "total_fuel_cost_minor",
  "currency",
  "cost_per_km",
  "number_of_refuels",
  "average_cost_per_liter",
  "total_refuelled_liters",
  "refuels_in_other_currency",
  "liters_in_other_currency",
  "total_drained_liters",
  "idling_s",
] as const satisfies readonly (keyof EfficiencyRow)[];

const list = (prefix: string): string => FIGURES.map((name) => `${prefix}.${name}`).join(", ");
const KEYS = "id, driver_id, period_start, period_end, calculation_period";

/**
 * Makes the figures of every period of a vehicle that touches the days these and no others. A row
 * equal to what is stored is left alone.
 */
export const replaceEfficiency = async (
  db: Queryable,
  vehicleId: string,
  firstDay: string,
  lastDay: string,
  rows: readonly EfficiencyRow[],
): Promise<void> => {
  await db.query(
    `delete from fuel_efficiency
     where vehicle_id = $1 and period_end >= $2 and period_start <= $3 and id <> all($4::uuid[])`,
    [vehicleId, firstDay, lastDay, rows.map(({ id }) => id)],
  );
  await db.query(
    `insert into fuel_efficiency as e (vehicle_id, ${KEYS}, ${FIGURES.join(", ")})
     select $1, id, driver_id, period_start, period_end, calculation_period, ${list("n")}
     from jsonb_populate_recordset(null::fuel_efficiency, $2) n
     on conflict (id) do update set
       ${FIGURES.map((name) => `${name} = excluded.${name}`).join(", ")}, updated_at = now()
     where (${list("e")}) is distinct from (${list("excluded")})`,
    [vehicleId, JSON.stringify(rows)],
  );
};

/** The years for which a vehicle has figures. */
export const loadFiguredYears = async (db: Queryable, vehicleId: string): Promise<number[]> => {
  const { rows } = await db.query<{ year: number }>(
    `select distinct extract(year from period_start)::int as year from fuel_efficiency
     where vehicle_id = $1 and calculation_period = 'YEARLY'`,
    [vehicleId],
  );
  return rows.map(({ year }) => year);
};

const SELECT = `select e.id, e.vehicle_id as "vehicleId", v.license_plate as "licensePlate",
    e.driver_id as "driverId", d.name as "driverName",
    e.calculation_period as "calculationPeriod", e.period_start as "periodStart",
    e.period_end as "periodEnd", e.total_distance_km as "totalDistanceKm",
    e.total_fuel_consumed_liters as "totalFuelConsumedLiters",
    e.uncertainty_liters as "uncertaintyLiters", e.measured_distance_km as "measuredDistanceKm",
    e.method, e.unknown_because as "unknownBecause",
    e.fuel_efficiency_km_per_liter as "fuelEfficiencyKmPerLiter",
    round(100 * e.total_fuel_consumed_liters / nullif(e.measured_distance_km, 0), 2)
      as "litersPer100Km",
    e.total_fuel_cost as "totalFuelCost", e.total_fuel_cost_minor as "totalFuelCostMinor",
    e.currency, e.total_refuelled_liters as "totalRefuelledLiters", e.cost_per_km as "costPerKm",
    e.average_cost_per_liter as "averageCostPerLiter",
    e.number_of_refuels as "numberOfRefuels",
    e.refuels_in_other_currency as "refuelsInOtherCurrency",
    e.liters_in_other_currency as "litersInOtherCurrency", e.total_drained_liters as "totalDrainedLiters",
    e.idling_s as "idlingS", e.updated_at as "updatedAt"
  from fuel_efficiency e join vehicles v on v.id = e.vehicle_id
  left join drivers d on d.id = e.driver_id`;

export type EfficiencyFilter = {
  readonly vehicleId?: string | undefined;
  /** `none` leaves the drivers' shares out. */
  readonly driverId?: string | undefined;
  readonly period?: CalculationPeriod | undefined;
  /** Calendar days on which periods begin; `from` included, `to` not. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

/** Figures by period, latest first. */
export const listEfficiency = async (
  db: Queryable,
  scope: BranchScope,
  { vehicleId, driverId, period, from, to }: EfficiencyFilter,
  page: PageQuery,
): Promise<Page<FuelEfficiency>> => {
  const result = await db.query<FuelEfficiency>(
    `${SELECT}
     where ($1::uuid is null or v.branch_id = $1)
       and ($2::uuid is null or e.vehicle_id = $2)
       and ($3::text is null or case when $3 = 'none' then e.driver_id is null
         else e.driver_id::text = $3 end)
       and ($4::text is null or e.calculation_period = $4)
       and ($5::date is null or e.period_start >= $5)
       and ($6::date is null or e.period_start < $6)
       and ($7::date is null or (e.period_start, e.id) < ($7, $8::uuid))
     order by e.period_start desc, e.id desc limit $9`,
    [
      scope,
      vehicleId,
      driverId,
      period,
      from?.slice(0, 10),
      to?.slice(0, 10),
      ...keyAfter(page.cursor, "time"),
      page.limit + 1,
    ],
  );
  return toPage(wireRows(result), page, ({ periodStart, id }) => [periodStart, id]);
};

/** All figures of one period, of vehicles and drivers, by licence plate. */
export const loadEfficiencyOf = async (
  db: Queryable,
  scope: BranchScope,
  kind: CalculationPeriod,
  periodStart: string,
): Promise<FuelEfficiency[]> =>
  wireRows(
    await db.query<FuelEfficiency>(
      `${SELECT}
       where ($1::uuid is null or v.branch_id = $1) and e.calculation_period = $2
         and e.period_start = $3
       order by v.license_plate, d.name nulls first, e.id`,
      [scope, kind, periodStart],
    ),
  );
