import type pg from "pg";
import { sqlStateOf } from "../db/sql-state.ts";
import { FencedError } from "./apply-batch.ts";
import { VehicleFaultError } from "./vehicle-faults.ts";

/** SQLSTATE class of transactions that got in each other's way: the next try may well succeed. */
const CONFLICT_CLASS = "40";

/**
 * The fault of a vehicle that work on it alone has failed for; undefined when that is nobody's fault: the
 * database is gone, or the vehicle, or somebody else was in the way.
 */
export const findFault = async (
  pool: pg.Pool,
  vehicleId: string,
  error: unknown,
): Promise<VehicleFaultError | undefined> => {
  if (error instanceof VehicleFaultError) return error;
  if (error instanceof FencedError || sqlStateOf(error)?.startsWith(CONFLICT_CLASS))
    return undefined;
  const isDatabaseThere = await pool.query("select 1").then(
    () => true,
    () => false,
  );
  return isDatabaseThere ? new VehicleFaultError(vehicleId, error) : undefined;
};
