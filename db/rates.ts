import type { NewRate, Rate, RateQuery } from "../contracts/rate.ts";
import type { RentalTerms } from "../contracts/rental-terms.ts";
import type { BranchScope } from "./branches.ts";
import type { Queryable } from "./pool.ts";
import { insertedRow, wireRow, wireRows } from "./wire-row.ts";

/** SQL: the columns that hold terms, of the table under that alias, as the contract names them. */
export const termsColumns = (alias: string): string =>
  `${alias}.daily_minor as "dailyMinor", ${alias}.included_km_per_day as "includedKmPerDay",
   ${alias}.extra_km_minor as "extraKmMinor", ${alias}.deposit_minor as "depositMinor",
   ${alias}.fuel_policy as "fuelPolicy", ${alias}.fuel_litre_minor as "fuelLitreMinor",
   ${alias}.tax_basis_points as "taxBasisPoints"`;

/** SQL: the same columns to insert into, in the order of `termsValues`. */
export const TERMS_COLUMNS = `daily_minor, included_km_per_day, extra_km_minor, deposit_minor,
  fuel_policy, fuel_litre_minor, tax_basis_points`;

/** Terms as parameters of a statement, in the order of `TERMS_COLUMNS`. */
export const termsValues = (terms: RentalTerms): unknown[] => [
  ...[terms.dailyMinor, terms.includedKmPerDay, terms.extraKmMinor, terms.depositMinor],
  ...[terms.fuelPolicy, terms.fuelLitreMinor, terms.taxBasisPoints],
];

const SELECT = `select r.id, r.branch_id as "branchId", r.vehicle_group as "group", b.currency,
    ${termsColumns("r")}, r.valid_from as "validFrom", r.valid_until as "validUntil"
  from rates r join branches b on b.id = r.branch_id`;

/** Rates of the branches a viewer sees, those of all cars before those of a group. */
export const listRates = async (
  db: Queryable,
  scope: BranchScope,
  { branchId, past }: RateQuery,
): Promise<Rate[]> =>
  wireRows(
    await db.query<Rate>(
      `${SELECT} where ($1::uuid is null or r.branch_id = $1) and ($2::uuid is null or r.branch_id = $2)
         and ($3 or r.valid_until is null)
       order by b.name, r.vehicle_group nulls first, r.valid_from desc`,
      [scope, branchId, past],
    ),
  );

/** The rate in force for a car: that of its group, else its branch's for all others. */
export const findRateOf = async (db: Queryable, vehicleId: string): Promise<Rate | undefined> =>
  wireRow(
    await db.query<Rate>(
      `${SELECT} join vehicles v on v.branch_id = r.branch_id
         and (r.vehicle_group is null or r.vehicle_group = v.vehicle_group)
       where v.id = $1 and r.valid_until is null order by r.vehicle_group nulls last limit 1`,
      [vehicleId],
    ),
  );

/** Puts a rate into force in the place of the one before it for the same cars. */
export const replaceRate = async (
  db: Queryable,
  { branchId, group, ...terms }: NewRate & { readonly branchId: string },
  userId: string,
): Promise<Rate> => {
  await db.query(
    `update rates set valid_until = now()
     where branch_id = $1 and vehicle_group is not distinct from $2 and valid_until is null`,
    [branchId, group],
  );
  const { id } = insertedRow(
    await db.query<{ id: string }>(
      `insert into rates (branch_id, vehicle_group, created_by, ${TERMS_COLUMNS})
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
      [branchId, group, userId, ...termsValues(terms)],
    ),
  );
  return insertedRow(await db.query<Rate>(`${SELECT} where r.id = $1`, [id]));
};
