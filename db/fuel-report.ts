import type { BranchScope } from "./branches.ts";
import { IS_WATCHED } from "./fuel-records.ts";
import type { Queryable } from "./pool.ts";

/** What a report must know of a vehicle beside its figures. */
export type ReportVehicle = {
  readonly id: string;
  readonly licensePlate: string;
  readonly model: string;
  readonly vehicleType: string;
  readonly group: string | null;
  readonly fuelType: string | null;
  readonly tankLitres: number | null;
  /** As learned by the end of the report's last day, % of tank an idle hour; null before. */
  readonly idlePctPerHour: number | null;
};

export const loadReportVehicles = async (
  db: Queryable,
  scope: BranchScope,
  lastDay: string,
): Promise<ReportVehicle[]> => {
  const { rows } = await db.query<ReportVehicle>(
    `select v.id, v.license_plate as "licensePlate", v.model, v.vehicle_type as "vehicleType",
       v.vehicle_group as "group", v.fuel_type as "fuelType", v.tank_litres as "tankLitres",
       (select l.per_idle_hour_pct from learned_fuel l where l.vehicle_id = v.id
          and l.detected_at < ($2::date + 1)::timestamp at time zone b.time_zone
        order by l.detected_at desc limit 1) as "idlePctPerHour"
     from vehicles v join branches b on b.id = v.branch_id
     where $1::uuid is null or v.branch_id = $1 order by v.license_plate`,
    [scope, lastDay],
  );
  return rows;
};

/** A receipt that the tank does not bear out. */
export type DoubtfulReceipt = {
  readonly recordId: string;
  readonly vehicleId: string;
  readonly licensePlate: string;
  readonly driverId: string | null;
  readonly litres: number;
  readonly costMinor: number;
  readonly currency: string;
  /** Null where no refuel was seen at all, though levels were. */
  readonly detectedLitres: number | null;
  readonly uncertaintyLitres: number | null;
  readonly at: Date;
};

/** A refuelling of a branch's local days. */
const IN_DAYS = (column: string, first: string, last: string): string =>
  `(${column} at time zone b.time_zone)::date between ${first} and ${last}`;

/**
 * Records of the days whose litres differ from the tank's by more than is uncertain, or that fall
 * between levels less than a day apart from them that show no refuel: whether they name enough to be seen
 * is not looked at.
 */
export const loadDoubtfulReceipts = async (
  db: Queryable,
  scope: BranchScope,
  firstDay: string,
  lastDay: string,
): Promise<DoubtfulReceipt[]> => {
  const { rows } = await db.query<DoubtfulReceipt>(
    `select r.id as "recordId", r.vehicle_id as "vehicleId", v.license_plate as "licensePlate",
       r.driver_id as "driverId", r.fuel_amount_liters as litres,
       r.fuel_cost_minor as "costMinor", r.currency, m.litres as "detectedLitres",
       m.uncertainty as "uncertaintyLitres", r.refuel_date as at
     from fuel_records r join vehicles v on v.id = r.vehicle_id join branches b on b.id = v.branch_id
     left join lateral (
       select d.id, (d.evidence ->> 'litres')::float8 as litres,
         coalesce((d.evidence ->> 'uncertaintyLitres')::float8, 0) as uncertainty
       from fuel_matches(r.vehicle_id, r.refuel_date, r.refuel_date) f
       join detections d on d.id = f.detection_id where f.record_id = r.id
     ) m on true
     where ($1::uuid is null or v.branch_id = $1) and r.status = 'ACTIVE'
       and r.record_type = 'REFUEL' and ${IN_DAYS("r.refuel_date", "$2", "$3")}
       and case when m.id is not null then abs(r.fuel_amount_liters - m.litres) > m.uncertainty
         else ${IS_WATCHED} end
     order by r.refuel_date, r.id`,
    [scope, firstDay, lastDay],
  );
  return rows;
};

/** Detected refuels of a vehicle that nobody has confirmed or dismissed. */
export type UnconfirmedRefuels = {
  readonly vehicleId: string;
  readonly licensePlate: string;
  readonly refuels: number;
  /** Of those whose litres are known. */
  readonly litres: number | null;
};

export const loadUnconfirmedRefuels = async (
  db: Queryable,
  scope: BranchScope,
  firstDay: string,
  lastDay: string,
): Promise<UnconfirmedRefuels[]> => {
  const { rows } = await db.query<UnconfirmedRefuels>(
    `select d.vehicle_id as "vehicleId", v.license_plate as "licensePlate",
       count(*)::int as refuels, sum((d.evidence ->> 'litres')::float8) as litres
     from detections d join vehicles v on v.id = d.vehicle_id join branches b on b.id = v.branch_id
     where ($1::uuid is null or v.branch_id = $1) and d.type = 'refuel'
       and d.certainty = 'confirmed' and ${IN_DAYS("d.start_time", "$2", "$3")}
       and not exists (
         select from fuel_dismissals(d.vehicle_id, d.start_time, coalesce(d.end_time, d.start_time)) x
         where x.detection_id = d.id)
       and not exists (
         select from fuel_matches(d.vehicle_id, d.start_time, coalesce(d.end_time, d.start_time)) f
         where f.detection_id = d.id)
     group by d.vehicle_id, v.license_plate order by v.license_plate`,
    [scope, firstDay, lastDay],
  );
  return rows;
};

/** What was bought at a station, of one kind of fuel. */
export type StationSales = {
  readonly station: string;
  readonly fuelType: string;
  readonly currency: string;
  readonly refuels: number;
  readonly litres: number;
  readonly costMinor: number;
};

export const loadStationSales = async (
  db: Queryable,
  scope: BranchScope,
  firstDay: string,
  lastDay: string,
): Promise<StationSales[]> => {
  const { rows } = await db.query<StationSales>(
    `select r.fuel_station as station, r.fuel_type as "fuelType", r.currency,
       count(*)::int as refuels, sum(r.fuel_amount_liters)::float8 as litres,
       sum(r.fuel_cost_minor)::bigint as "costMinor"
     from fuel_records r join vehicles v on v.id = r.vehicle_id join branches b on b.id = v.branch_id
     where ($1::uuid is null or v.branch_id = $1) and r.status = 'ACTIVE'
       and r.record_type = 'REFUEL' and r.fuel_station is not null and r.fuel_type is not null
       and ${IN_DAYS("r.refuel_date", "$2", "$3")}
     group by 1, 2, 3 order by 1, 2, 3`,
    [scope, firstDay, lastDay],
  );
  return rows;
};
