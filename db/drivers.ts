import type { Driver, DriverPatch, NewDriver } from "../contracts/driver.ts";
import type { Page, PageQuery } from "../contracts/paging.ts";
import type { BranchScope } from "./branches.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import { insertedRow, wireRow, wireRows } from "./wire-row.ts";

const COLUMNS = `id, name, license_number as "licenseNumber", phone, email, status,
  branch_id as "branchId", created_at as "createdAt", updated_at as "updatedAt"`;

/** Drivers by name: those of the viewer's branch; one without a branch is an owner's to see. */
export const listDrivers = async (
  db: Queryable,
  scope: BranchScope,
  status: string | undefined,
  page: PageQuery,
): Promise<Page<Driver>> => {
  const result = await db.query<Driver>(
    `select ${COLUMNS} from drivers
     where ($1::uuid is null or branch_id = $1)
       and ($2::text is null or status = $2)
       and ($3::text is null or (name, id) > ($3, $4::uuid))
     order by name, id limit $5`,
    [scope, status, ...keyAfter(page.cursor, "named"), page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ name, id }) => [name, id]);
};

export const findDriver = async (
  db: Queryable,
  scope: BranchScope,
  id: string,
): Promise<Driver | undefined> =>
  wireRow(
    await db.query<Driver>(
      `select ${COLUMNS} from drivers
       where id = $1 and ($2::uuid is null or branch_id = $2)`,
      [id, scope],
    ),
  );

/** Fails on the unique key `drivers_license_number_key` and on an unknown branch. */
export const insertDriver = async (
  db: Queryable,
  driver: NewDriver & { branchId: string | null },
): Promise<Driver> =>
  insertedRow(
    await db.query<Driver>(
      `insert into drivers (name, license_number, phone, email, status, branch_id)
       values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
      [
        driver.name,
        driver.licenseNumber,
        driver.phone,
        driver.email,
        driver.status,
        driver.branchId,
      ],
    ),
  );

/** Those of the given licence numbers that a driver has, of whichever branch. */
export const takenLicenseNumbers = async (
  db: Queryable,
  licenseNumbers: readonly string[],
): Promise<ReadonlySet<string>> => {
  const { rows } = await db.query<{ licenseNumber: string }>(
    `select license_number as "licenseNumber" from drivers where license_number = any($1::text[])`,
    [licenseNumbers],
  );
  return new Set(rows.map(({ licenseNumber }) => licenseNumber));
};

/** Stores them in one statement and answers their ids in the same order; fails as for a single one. */
export const insertDrivers = async (
  db: Queryable,
  drivers: readonly (NewDriver & { branchId: string })[],
): Promise<string[]> => {
  const { rows } = await db.query<{ id: string; licenseNumber: string }>(
    `insert into drivers (name, license_number, phone, email, status, branch_id)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[])
     returning id, license_number as "licenseNumber"`,
    [
      drivers.map(({ name }) => name),
      drivers.map(({ licenseNumber }) => licenseNumber),
      drivers.map(({ phone }) => phone),
      drivers.map(({ email }) => email),
      drivers.map(({ status }) => status),
      drivers.map(({ branchId }) => branchId),
    ],
  );
  const idOf = new Map(rows.map(({ id, licenseNumber }) => [licenseNumber, id]));
  return drivers.flatMap(({ licenseNumber }) => idOf.get(licenseNumber) ?? []);
};

/** Changes the columns the patch names; undefined when the viewer does not see such a driver. */
export const patchDriver = async (
  db: Queryable,
  scope: BranchScope,
  id: string,
  patch: DriverPatch,
): Promise<Driver | undefined> =>
  wireRow(
    await db.query<Driver>(
      `update drivers set
         name = coalesce($3::jsonb ->> 'name', name),
         license_number = coalesce($3 ->> 'licenseNumber', license_number),
         phone = case when $3 ? 'phone' then $3 ->> 'phone' else phone end,
         email = case when $3 ? 'email' then $3 ->> 'email' else email end,
         status = coalesce($3 ->> 'status', status),
         branch_id = case when $3 ? 'branchId' then ($3 ->> 'branchId')::uuid else branch_id end,
         updated_at = now()
       where id = $1 and ($2::uuid is null or branch_id = $2)
       returning ${COLUMNS}`,
      [id, scope, JSON.stringify(patch)],
    ),
  );
