import type { DetectionRule, RulePut } from "../contracts/detection-rule.ts";
import type { Vehicle } from "../contracts/vehicle.ts";
import type { BranchScope } from "./branches.ts";
import type { Queryable } from "./pool.ts";
import { insertedRow, wireRow, wireRows } from "./wire-row.ts";

const COLUMNS = `id, scope, vehicle_group as "group", vehicle_id as "vehicleId", type, enabled, alert,
  severity, options, cooldown_s as "cooldownS", min_duration_s as "minDurationS", schedule,
  valid_from as "validFrom", valid_until as "validUntil"`;

/** Every version of every rule that held after a time. */
export const loadRules = async (db: Queryable, since: Date): Promise<DetectionRule[]> =>
  wireRows(
    await db.query<DetectionRule>(
      `select ${COLUMNS} from detection_rules
       where valid_until is null or valid_until > $1 order by valid_from, id`,
      [since],
    ),
  );

/** The rules that hold now for the fleet, for groups, and for the vehicles of a branch. */
export const listRulesInForce = async (
  db: Queryable,
  scope: BranchScope,
): Promise<DetectionRule[]> =>
  wireRows(
    await db.query<DetectionRule>(
      `select ${COLUMNS} from detection_rules
       where valid_until is null and ($1::uuid is null or vehicle_id is null
         or vehicle_id in (select id from vehicles where branch_id = $1))
       order by type, scope, id`,
      [scope],
    ),
  );

/** What is in force for the scope and type of parameters 1 to 4. */
const OF_SUBJECT = `scope = $1 and vehicle_group is not distinct from $2
  and vehicle_id is not distinct from $3::uuid and type = $4 and valid_until is null`;

type RuleSubject = Pick<RulePut, "scope" | "group" | "vehicleId" | "type">;

/** Until the transaction ends nobody else writes rules: each is held against all the others. */
export const lockRules = async (db: Queryable): Promise<void> => {
  await db.query("lock table detection_rules in share row exclusive mode");
};

/** What is in force for a scope and type. */
export const findRuleFor = async (
  db: Queryable,
  { scope, group, vehicleId, type }: RuleSubject,
): Promise<DetectionRule | undefined> =>
  wireRow(
    await db.query<DetectionRule>(`select ${COLUMNS} from detection_rules where ${OF_SUBJECT}`, [
      scope,
      group,
      vehicleId,
      type,
    ]),
  );

/** The vehicles with a rule of their own in force, and one that may be about to have one. */
export const loadRuledVehicles = async (
  db: Queryable,
  vehicleId: string | null,
): Promise<Pick<Vehicle, "id" | "licensePlate" | "group">[]> => {
  const { rows } = await db.query<Pick<Vehicle, "id" | "licensePlate" | "group">>(
    `select id, license_plate as "licensePlate", vehicle_group as "group" from vehicles
     where id = $1 or id in (
       select vehicle_id from detection_rules where valid_until is null and scope = 'vehicle')
     order by license_plate`,
    [vehicleId],
  );
  return rows;
};

/** A rule in force by id. */
export const findRule = async (db: Queryable, id: string): Promise<DetectionRule | undefined> =>
  wireRow(
    await db.query<DetectionRule>(
      `select ${COLUMNS} from detection_rules where id = $1 and valid_until is null`,
      [id],
    ),
  );

/** Ends a rule; false when it has ended before. */
export const closeRule = async (db: Queryable, id: string, at: Date): Promise<boolean> => {
  const { rowCount } = await db.query(
    "update detection_rules set valid_until = $2 where id = $1 and valid_until is null",
    [id, at],
  );
  return rowCount === 1;
};

/** Ends what holds for the scope and type, and puts a rule in its place. */
export const replaceRule = async (
  db: Queryable,
  rule: RulePut,
  at: Date,
  userId: string,
): Promise<DetectionRule> => {
  await db.query(`update detection_rules set valid_until = $5 where ${OF_SUBJECT}`, [
    rule.scope,
    rule.group,
    rule.vehicleId,
    rule.type,
    at,
  ]);
  return insertedRow(
    await db.query<DetectionRule>(
      `insert into detection_rules (scope, vehicle_group, vehicle_id, type, enabled, alert, severity,
         options, cooldown_s, min_duration_s, schedule, valid_from, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning ${COLUMNS}`,
      [
        rule.scope,
        rule.group,
        rule.vehicleId,
        rule.type,
        rule.enabled,
        rule.alert,
        rule.severity,
        rule.options && JSON.stringify(rule.options),
        rule.cooldownS,
        rule.minDurationS,
        rule.schedule && JSON.stringify(rule.schedule),
        at,
        userId,
      ],
    ),
  );
};
