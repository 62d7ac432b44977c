import type { BranchScope } from "./branches.ts";
import type { Queryable } from "./pool.ts";

/** What the detectors' memory says of a vehicle's consumption; checked by its reader. */
export type StoredFuelState = {
  readonly fuel: unknown;
  readonly tankLitres: number | null;
  readonly foldedAt: Date | null;
};

/** Undefined when the viewer sees no such vehicle; `fuel` is null until something was heard of it. */
export const loadFuelState = async (
  db: Queryable,
  scope: BranchScope,
  vehicleId: string,
): Promise<StoredFuelState | undefined> => {
  const { rows } = await db.query<StoredFuelState>(
    `select s.state -> 'detectors' -> 'fuel' as fuel, v.tank_litres as "tankLitres",
       s.folded_at as "foldedAt"
     from vehicles v left join vehicle_states s on s.vehicle_id = v.id
     where v.id = $1 and ($2::uuid is null or v.branch_id = $2)`,
    [vehicleId, scope],
  );
  return rows[0];
};

/** What the detectors remember of the fuel of vehicles, by vehicle; none of those never heard of. */
export const loadFuelStates = async (
  db: Queryable,
  vehicleIds: readonly string[],
): Promise<Map<string, unknown>> => {
  const { rows } = await db.query<{ id: string; fuel: unknown }>(
    `select vehicle_id as id, state -> 'detectors' -> 'fuel' as fuel
     from vehicle_states where vehicle_id = any($1)`,
    [vehicleIds],
  );
  return new Map(rows.map(({ id, fuel }) => [id, fuel]));
};
