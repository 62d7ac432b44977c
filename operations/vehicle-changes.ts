import type { Vehicle, VehiclePatch } from "../contracts/vehicle.ts";
import { listRulesInForce, lockRules } from "../db/detection-rules.ts";
import { type Database, inTransaction, type Queryable } from "../db/pool.ts";
import { findVehicle, patchVehicle } from "../db/vehicles.ts";
import type { BranchScope } from "../db/branches.ts";
import { branchMoveFault } from "./branch-choice.ts";
import { type Refusal, refusalOf } from "./refusal.ts";
import { groupFault } from "./rule-contradictions.ts";

/** Rules of another group may contradict the vehicle's own; none is set while that is looked at. */
const groupMoveFault = async (
  db: Queryable,
  before: Vehicle,
  group: string | null | undefined,
): Promise<Refusal | undefined> => {
  if (group === undefined || group === before.group) return undefined;
  await lockRules(db);
  const found = groupFault(await listRulesInForce(db, null), before, group);
  return found && refusalOf("invalid", "group", found);
};

/** Changes what the patch names of a vehicle; undefined when the viewer sees no such vehicle. */
export const changeVehicle = (
  pool: Database,
  scope: BranchScope,
  id: string,
  patch: VehiclePatch,
): Promise<Vehicle | Refusal | undefined> =>
  inTransaction(pool, async (client) => {
    const before = await findVehicle(client, scope, id);
    if (!before) return undefined;
    const fault =
      (await branchMoveFault(client, scope, before.branchId, patch.branchId)) ??
      (await groupMoveFault(client, before, patch.group));
    return fault ?? patchVehicle(client, scope, id, patch);
  });
