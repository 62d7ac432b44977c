import type { FuelRecord, FuelRecordType, FuelRecordVersion } from "../contracts/fuel-record.ts";
import type { Page, PageQuery } from "../contracts/paging.ts";
import type { BranchScope } from "./branches.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import type { TimeWindow } from "./tracks.ts";
import { insertedRow, wireRow, wireRows } from "./wire-row.ts";

/** A time inside a JSON document as contracts carry it: ISO 8601 UTC with milliseconds. */
const iso = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const FIGURE = (name: string): string => `(m.evidence ->> '${name}')::float8`;

/** SQL: levels of vehicle `v` were read less than a day before record `r` and less than a day after it. */
export const IS_WATCHED = `v.tank_litres is not null
  and exists (select from fuel_levels l where l.vehicle_id = r.vehicle_id
    and l.at between r.refuel_date - interval '1 day' and r.refuel_date)
  and exists (select from fuel_levels l where l.vehicle_id = r.vehicle_id
    and l.at between r.refuel_date and r.refuel_date + interval '1 day')`;

// isUnseen goes by the levels alone, however little the record names
const SELECT = `select r.id, r.vehicle_id as "vehicleId", v.license_plate as "licensePlate",
    r.driver_id as "driverId", d.name as "driverName", r.record_type as "recordType",
    r.refuel_date as "refuelDate", r.fuel_amount_liters as "fuelAmountLiters",
    r.fuel_cost as "fuelCost", r.fuel_cost_minor as "fuelCostMinor", r.currency,
    r.cost_per_liter as "costPerLiter", r.odometer_reading as "odometerReading",
    r.fuel_station as "fuelStation", r.fuel_type as "fuelType", r.full_tank as "fullTank",
    r.receipt, r.notes, r.status, r.void_reason as "voidReason", r.revision,
    case when m.id is not null then jsonb_build_object(
      'fuelEventId', m.id, 'byPerson', m.by_person, 'at', ${iso("m.start_time")},
      'detectedLitres', ${FIGURE("litres")},
      'uncertaintyLitres', ${FIGURE("uncertaintyLitres")},
      'differenceLitres', round((r.fuel_amount_liters - ${FIGURE("litres")})::numeric, 1)::float8,
      'isMismatch', abs(r.fuel_amount_liters - ${FIGURE("litres")})
        > coalesce(${FIGURE("uncertaintyLitres")}, 0)) end as match,
    case when r.status = 'ACTIVE' and r.record_type = 'REFUEL' and m.id is null
      then ${IS_WATCHED} else false end as "isUnseen",
    r.status = 'ACTIVE' and r.detection_id is not null
      and m.id is distinct from r.detection_id as "isDetectionRetracted",
    u.name as "createdBy", r.created_at as "createdAt", r.updated_at as "updatedAt"
  from fuel_records r join vehicles v on v.id = r.vehicle_id
  left join drivers d on d.id = r.driver_id
  left join users u on u.id = r.created_by
  left join lateral (
    select e.id, e.start_time, e.evidence, f.by_person
    from fuel_matches(r.vehicle_id, r.refuel_date, r.refuel_date) f
    join detections e on e.id = f.detection_id where f.record_id = r.id
  ) m on true`;

export type FuelRecordFilter = TimeWindow & {
  readonly vehicleId?: string | undefined;
  readonly driverId?: string | undefined;
  readonly recordType?: FuelRecordType | undefined;
  readonly status?: string | undefined;
};

/** Records, latest refuelling first. */
export const listFuelRecords = async (
  db: Queryable,
  scope: BranchScope,
  { vehicleId, driverId, recordType, status, from, to }: FuelRecordFilter,
  page: PageQuery,
): Promise<Page<FuelRecord>> => {
  const result = await db.query<FuelRecord>(
    `${SELECT}
     where ($1::uuid is null or v.branch_id = $1)
       and ($2::uuid is null or r.vehicle_id = $2)
       and ($3::uuid is null or r.driver_id = $3)
       and ($4::text is null or r.record_type = $4)
       and ($5::text is null or r.status = $5)
       and ($6::timestamptz is null or r.refuel_date >= $6)
       and ($7::timestamptz is null or r.refuel_date < $7)
       and ($8::timestamptz is null or (r.refuel_date, r.id) < ($8, $9::uuid))
     order by r.refuel_date desc, r.id desc limit $10`,
    [
      ...[scope, vehicleId, driverId, recordType, status, from, to],
      ...keyAfter(page.cursor, "time"),
      page.limit + 1,
    ],
  );
  return toPage(wireRows(result), page, ({ refuelDate, id }) => [refuelDate, id]);
};

export const findFuelRecord = async (
  db: Queryable,
  scope: BranchScope,
  id: string,
): Promise<FuelRecord | undefined> =>
  wireRow(
    await db.query<FuelRecord>(
      `${SELECT} where r.id = $1 and ($2::uuid is null or v.branch_id = $2)`,
      [id, scope],
    ),
  );

/** What corrections have replaced, oldest first. */
export const loadFuelRecordVersions = async (
  db: Queryable,
  id: string,
): Promise<FuelRecordVersion[]> =>
  wireRows(
    await db.query<FuelRecordVersion>(
      `select h.revision, h.content, h.replaced_at as "replacedAt", u.name as "replacedBy", h.reason
       from fuel_record_versions h left join users u on u.id = h.replaced_by
       where h.record_id = $1 order by h.revision`,
      [id],
    ),
  );

/** Everything a record says. */
export type FuelRecordContent = {
  readonly vehicleId: string;
  readonly driverId: string | null;
  readonly recordType: FuelRecordType;
  readonly refuelDate: Date;
  readonly litres: number;
  readonly costMinor: number;
  /** The same in whole units of the currency. */
  readonly cost: number;
  readonly currency: string;
  readonly costPerLitre: number;
  readonly odometerKm: number | null;
  readonly fuelStation: string | null;
  readonly fuelType: string | null;
  readonly fullTank: boolean;
  readonly receipt: string | null;
  readonly notes: string | null;
};

const valuesOf = (content: FuelRecordContent): unknown[] => [
  content.vehicleId,
  content.driverId,
  content.recordType,
  content.refuelDate,
  content.litres,
  content.costMinor,
  content.cost,
  content.currency,
  content.costPerLitre,
  content.odometerKm,
  content.fuelStation,
  content.fuelType,
  content.fullTank,
  content.receipt,
  content.notes,
];

const CONTENT = `vehicle_id, driver_id, record_type, refuel_date, fuel_amount_liters, fuel_cost_minor,
  fuel_cost, currency, cost_per_liter, odometer_reading, fuel_station, fuel_type, full_tank, receipt,
  notes`;

/**
 * Answers the new record's id. Fails on `one_fuel_record_per_detection` when the refuel has been
 * confirmed with another record.
 */
export const insertFuelRecord = async (
  db: Queryable,
  content: FuelRecordContent,
  userId: string | null,
  detectionId: string | null,
): Promise<string> =>
  insertedRow(
    await db.query<{ id: string }>(
      `insert into fuel_records (${CONTENT}, created_by, detection_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
       returning id`,
      [...valuesOf(content), userId, detectionId],
    ),
  ).id;

/** Keeps others from changing a record until the transaction ends. */
export const lockFuelRecord = async (db: Queryable, id: string): Promise<void> => {
  await db.query("select from fuel_records where id = $1 for update", [id]);
};

/** Puts a record's present version on file before it is replaced. */
export const fileFuelRecordVersion = async (
  db: Queryable,
  id: string,
  userId: string,
  reason: string,
): Promise<void> => {
  await db.query(
    `insert into fuel_record_versions (record_id, revision, content, replaced_by, reason)
     select id, revision, to_jsonb(r), $2, $3 from fuel_records r where id = $1`,
    [id, userId, reason],
  );
};

/** Replaces what a record says; file the version before. */
export const replaceFuelRecord = async (
  db: Queryable,
  id: string,
  content: FuelRecordContent,
): Promise<void> => {
  await db.query(
    `update fuel_records set (${CONTENT}, revision, updated_at) =
       ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, revision + 1, now())
     where id = $1`,
    [id, ...valuesOf(content)],
  );
};

export const markFuelRecordVoid = async (
  db: Queryable,
  id: string,
  reason: string,
): Promise<void> => {
  await db.query(
    `update fuel_records set status = 'VOID', void_reason = $2, revision = revision + 1,
       updated_at = now()
     where id = $1`,
    [id, reason],
  );
};

/** Readings of the odometer nearest before and after a time, km; null where there is none. */
export type OdometersAround = { readonly before: number | null; readonly after: number | null };

/** What the tracker says in the week before and the week after a time. */
export const loadOdometersAround = async (
  db: Queryable,
  vehicleId: string,
  at: Date,
): Promise<OdometersAround> => {
  const { rows } = await db.query<OdometersAround>(
    `select (
       select odometer_km from gps_locations where vehicle_id = $1 and odometer_km is not null
         and "timestamp" between $2::timestamptz - interval '7 days' and $2
       order by "timestamp" desc limit 1) as before, (
       select odometer_km from gps_locations where vehicle_id = $1 and odometer_km is not null
         and "timestamp" > $2 and "timestamp" <= $2::timestamptz + interval '7 days'
       order by "timestamp" limit 1) as after`,
    [vehicleId, at],
  );
  return rows[0] ?? { before: null, after: null };
};

/** The driver a vehicle was assigned to at a time. */
export const findDriverAt = async (
  db: Queryable,
  vehicleId: string,
  at: Date,
): Promise<string | null> => {
  const { rows } = await db.query<{ driver_id: string }>(
    `select driver_id from vehicle_driver_assignments
     where vehicle_id = $1 and assigned_at <= $2 and (unassigned_at is null or unassigned_at > $2)`,
    [vehicleId, at],
  );
  return rows[0]?.driver_id ?? null;
};

/** The record that a detected refuel was paid with, if one is matched with it. */
export const findFuelRecordOf = async (
  db: Queryable,
  scope: BranchScope,
  detectionId: string,
): Promise<FuelRecord | undefined> =>
  wireRow(
    await db.query<FuelRecord>(
      `${SELECT}
       where m.id = $1 and ($2::uuid is null or v.branch_id = $2) and r.id = (
         select f.record_id from detections d cross join lateral
           fuel_matches(d.vehicle_id, d.start_time, coalesce(d.end_time, d.start_time)) f
         where d.id = $1 and f.detection_id = $1)`,
      [detectionId, scope],
    ),
  );
