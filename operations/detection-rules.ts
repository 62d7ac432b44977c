import {
  byBreadth,
  concerns,
  type DetectionRule,
  type EffectiveRules,
  type RulePut,
} from "../contracts/detection-rule.ts";
import { resolveRules } from "../contracts/detection/alert-policy.ts";
import { withOverrides } from "../contracts/detection/option-overrides.ts";
import { defaultDetectionOptions } from "../contracts/detection/options.ts";
import { RuleType } from "../contracts/detection/rule-type.ts";
import type { FieldError } from "../contracts/problem.ts";
import type { BranchScope } from "../db/branches.ts";
import {
  closeRule,
  findRule,
  findRuleFor,
  listRulesInForce,
  loadRuledVehicles,
  lockRules,
  replaceRule,
} from "../db/detection-rules.ts";
import { type Database, inTransaction, type Queryable } from "../db/pool.ts";
import { findVehicle } from "../db/vehicles.ts";
import type { Actor } from "./actor.ts";
import { conflict, conflicts, forbidden, invalid, invalids, type Refusal } from "./refusal.ts";
import { changeFaults, type RuleChange } from "./rule-contradictions.ts";

/** A branch's staff rule their own cars; fleet and groups reach into other branches. */
const scopeFault = async (
  db: Queryable,
  { scope }: Actor,
  rule: Pick<DetectionRule, "scope" | "vehicleId">,
): Promise<Refusal | undefined> => {
  if (scope !== null && rule.scope !== "vehicle") return forbidden("scope", "rule_scope_of_owner");
  const isSeen = rule.vehicleId === null || (await findVehicle(db, scope, rule.vehicleId));
  return isSeen ? undefined : invalid("vehicleId", "no_vehicle");
};

/** What a caller has read may have been changed by somebody else since. */
const staleFault = (before: DetectionRule | undefined, rule: RulePut): Refusal | undefined => {
  if (rule.replaces === undefined || (before?.id ?? null) === rule.replaces) return undefined;
  return conflict("replaces", "rule_changed");
};

/** Options may contradict those that a wider or a narrower rule sets, each of them right by itself. */
const contradictions = async (db: Queryable, change: RuleChange): Promise<FieldError[]> => {
  const rules = await listRulesInForce(db, null);
  const vehicles = await loadRuledVehicles(db, change.after?.vehicleId ?? null);
  return changeFaults(rules, change, vehicles);
};

/** Sets a rule from now on; what was observed until now is judged by what held then. */
export const putRule = (
  pool: Database,
  actor: Actor,
  rule: RulePut,
): Promise<DetectionRule | Refusal> =>
  inTransaction(pool, async (client) => {
    await lockRules(client);
    const before = await findRuleFor(client, rule);
    const fault =
      (await scopeFault(client, actor, rule)) ??
      staleFault(before, rule) ??
      invalids(await contradictions(client, { before, after: { ...rule, id: "" } }));
    if (fault) return fault;
    return replaceRule(client, rule, new Date(), actor.userId);
  });

/** Ends a rule from now on. Undefined when none of that id is in force. */
export const removeRule = (
  pool: Database,
  actor: Actor,
  id: string,
): Promise<DetectionRule | Refusal | undefined> =>
  inTransaction(pool, async (client) => {
    await lockRules(client);
    const rule = await findRule(client, id);
    if (!rule) return undefined;
    const fault =
      (await scopeFault(client, actor, rule)) ??
      conflicts(await contradictions(client, { before: rule, after: undefined }));
    if (fault) return fault;
    return (await closeRule(client, id, new Date())) ? rule : undefined;
  });

/** What holds now for a vehicle, for a group, or for the fleet; undefined for an unseen vehicle. */
export const effectiveRules = async (
  db: Queryable,
  scope: BranchScope,
  query: { readonly vehicleId?: string | undefined; readonly group?: string | undefined },
): Promise<EffectiveRules | undefined> => {
  const vehicle = query.vehicleId && (await findVehicle(db, scope, query.vehicleId));
  if (query.vehicleId !== undefined && !vehicle) return undefined;
  const subject = vehicle || { id: null, group: query.group ?? null };
  const rules = (await listRulesInForce(db, null))
    .filter((rule) => concerns(rule, subject))
    .sort(byBreadth);
  return {
    items: RuleType.options.map((type) => {
      const ofType = rules.filter((rule) => rule.type === type);
      return Object.assign({ type, rules: ofType }, resolveRules(type, ofType));
    }),
    options: withOverrides(
      defaultDetectionOptions,
      rules.map(({ options }) => options).filter((options) => options !== null),
    ),
    nextCursor: null,
  };
};
