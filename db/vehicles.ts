import type { Page, PageQuery } from "../contracts/paging.ts";
import type { NewVehicle, Vehicle, VehiclePatch } from "../contracts/vehicle.ts";
import type { BranchScope } from "./branches.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import { insertedRow, wireRow, wireRows } from "./wire-row.ts";

const COLUMNS = `id, license_plate as "licensePlate", model, vehicle_type as "vehicleType", status,
  tank_litres as "tankLitres", fuel_type as "fuelType", vehicle_group as "group",
  branch_id as "branchId", service_every_km as "serviceEveryKm",
  service_every_months as "serviceEveryMonths", last_service_km as "lastServiceKm",
  last_service_on as "lastServiceOn", created_at as "createdAt", updated_at as "updatedAt"`;

export type VehicleFilter = {
  readonly status?: string | undefined;
  readonly branchId?: string | undefined;
};

/** Vehicles by licence plate. */
export const listVehicles = async (
  db: Queryable,
  scope: BranchScope,
  { status, branchId }: VehicleFilter,
  page: PageQuery,
): Promise<Page<Vehicle>> => {
  const result = await db.query<Vehicle>(
    `select ${COLUMNS} from vehicles
     where ($1::uuid is null or branch_id = $1)
       and ($2::text is null or status = $2)
       and ($3::uuid is null or branch_id = $3)
       and ($4::text is null or license_plate > $4)
     order by license_plate limit $5`,
    [scope, status, branchId, ...keyAfter(page.cursor, "text"), page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ licensePlate }) => [licensePlate]);
};

export const findVehicle = async (
  db: Queryable,
  scope: BranchScope,
  id: string,
): Promise<Vehicle | undefined> =>
  wireRow(
    await db.query<Vehicle>(
      `select ${COLUMNS} from vehicles where id = $1 and ($2::uuid is null or branch_id = $2)`,
      [id, scope],
    ),
  );

/** The vehicle that a person names by its id or its licence plate. */
export const findVehicleByName = async (
  db: Queryable,
  name: string,
): Promise<{ readonly id: string; readonly licensePlate: string } | undefined> => {
  const { rows } = await db.query<{ id: string; licensePlate: string }>(
    `select id, license_plate as "licensePlate" from vehicles
     where id::text = lower($1) or license_plate = $1 limit 1`,
    [name],
  );
  return rows[0];
};

/** Fails on the unique key `vehicles_license_plate_key` and on an unknown branch. */
export const insertVehicle = async (
  db: Queryable,
  vehicle: NewVehicle & { branchId: string },
): Promise<Vehicle> =>
  insertedRow(
    await db.query<Vehicle>(
      `insert into vehicles (license_plate, model, vehicle_type, status, tank_litres, fuel_type,
         vehicle_group, branch_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${COLUMNS}`,
      [
        vehicle.licensePlate,
        vehicle.model,
        vehicle.vehicleType,
        vehicle.status,
        vehicle.tankLitres,
        vehicle.fuelType,
        vehicle.group,
        vehicle.branchId,
      ],
    ),
  );

/** Those of the given licence plates that a vehicle has, of whichever branch. */
export const takenLicensePlates = async (
  db: Queryable,
  licensePlates: readonly string[],
): Promise<ReadonlySet<string>> => {
  const { rows } = await db.query<{ licensePlate: string }>(
    `select license_plate as "licensePlate" from vehicles where license_plate = any($1::text[])`,
    [licensePlates],
  );
  return new Set(rows.map(({ licensePlate }) => licensePlate));
};

/** Stores them in one statement and answers their ids in the same order; fails as for a single one. */
export const insertVehicles = async (
  db: Queryable,
  vehicles: readonly (NewVehicle & { branchId: string })[],
): Promise<string[]> => {
  const { rows } = await db.query<{ id: string; licensePlate: string }>(
    `insert into vehicles (license_plate, model, vehicle_type, status, tank_litres, fuel_type,
       vehicle_group, branch_id)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::numeric[], $6::text[],
       $7::text[], $8::uuid[])
     returning id, license_plate as "licensePlate"`,
    [
      vehicles.map(({ licensePlate }) => licensePlate),
      vehicles.map(({ model }) => model),
      vehicles.map(({ vehicleType }) => vehicleType),
      vehicles.map(({ status }) => status),
      vehicles.map(({ tankLitres }) => tankLitres),
      vehicles.map(({ fuelType }) => fuelType),
      vehicles.map(({ group }) => group),
      vehicles.map(({ branchId }) => branchId),
    ],
  );
  const idOf = new Map(rows.map(({ id, licensePlate }) => [licensePlate, id]));
  return vehicles.flatMap(({ licensePlate }) => idOf.get(licensePlate) ?? []);
};

/** Changes the columns the patch names; undefined when the viewer sees no such vehicle. */
export const patchVehicle = async (
  db: Queryable,
  scope: BranchScope,
  id: string,
  patch: VehiclePatch,
): Promise<Vehicle | undefined> =>
  wireRow(
    await db.query<Vehicle>(
      `update vehicles set
         license_plate = coalesce($3::jsonb ->> 'licensePlate', license_plate),
         model = coalesce($3 ->> 'model', model),
         vehicle_type = coalesce($3 ->> 'vehicleType', vehicle_type),
         status = coalesce($3 ->> 'status', status),
         tank_litres = case when $3 ? 'tankLitres'
           then ($3 ->> 'tankLitres')::numeric else tank_litres end,
         fuel_type = case when $3 ? 'fuelType' then $3 ->> 'fuelType' else fuel_type end,
         vehicle_group = case when $3 ? 'group' then $3 ->> 'group' else vehicle_group end,
         branch_id = coalesce(($3 ->> 'branchId')::uuid, branch_id),
         service_every_km = case when $3 ? 'serviceEveryKm'
           then ($3 ->> 'serviceEveryKm')::numeric else service_every_km end,
         service_every_months = case when $3 ? 'serviceEveryMonths'
           then ($3 ->> 'serviceEveryMonths')::smallint else service_every_months end,
         last_service_km = case when $3 ? 'lastServiceKm'
           then ($3 ->> 'lastServiceKm')::numeric else last_service_km end,
         last_service_on = case when $3 ? 'lastServiceOn'
           then ($3 ->> 'lastServiceOn')::date else last_service_on end,
         updated_at = now()
       where id = $1 and ($2::uuid is null or branch_id = $2)
       returning ${COLUMNS}`,
      [id, scope, JSON.stringify(patch)],
    ),
  );
