import type { FuelRecord } from "../contracts/fuel-record.ts";
import type { Page, PageQuery } from "../contracts/paging.ts";
import type { BranchScope } from "../db/branches.ts";
import { findFuelRecord, type FuelRecordFilter, listFuelRecords } from "../db/fuel-records.ts";
import type { Queryable } from "../db/pool.ts";
import { loadLeastRefuelFor } from "./least-refuel.ts";

/** A refuel that nobody saw is no doubt of a receipt too small to be seen. */
const withoutTheSmall = async (
  db: Queryable,
  records: readonly FuelRecord[],
): Promise<FuelRecord[]> => {
  const unseen = records.filter(({ isUnseen }) => isUnseen);
  if (unseen.length === 0) return [...records];
  const leastRefuel = await loadLeastRefuelFor(
    db,
    unseen.map(({ vehicleId, refuelDate }) => ({ vehicleId, at: new Date(refuelDate) })),
  );
  const wouldBeSeen = ({ vehicleId, refuelDate, fuelAmountLiters }: FuelRecord): boolean =>
    fuelAmountLiters >= leastRefuel(vehicleId, Date.parse(refuelDate));
  return records.map((record) => ({
    ...record,
    isUnseen: record.isUnseen && wouldBeSeen(record),
  }));
};

/** Records, latest refuelling first, each with whether the tank should have shown it and did not. */
export const loadFuelRecords = async (
  db: Queryable,
  scope: BranchScope,
  filter: FuelRecordFilter,
  page: PageQuery,
): Promise<Page<FuelRecord>> => {
  const listed = await listFuelRecords(db, scope, filter, page);
  return { ...listed, items: await withoutTheSmall(db, listed.items) };
};

/** One record, likewise. */
export const loadFuelRecord = async (
  db: Queryable,
  scope: BranchScope,
  id: string,
): Promise<FuelRecord | undefined> => {
  const record = await findFuelRecord(db, scope, id);
  return record && (await withoutTheSmall(db, [record]))[0];
};
