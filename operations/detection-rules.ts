import type pg from "pg";
import {
  byBreadth,
  concerns,
  type DetectionRule,
  type EffectiveRules,
  type RulePut,
} from "../contracts/detection-rule.ts";
import { resolveRules } from "../contracts/detection/alert-policy.ts";
import { faultsUpon, withOverrides } from "../contracts/detection/option-overrides.ts";
import { defaultDetectionOptions } from "../contracts/detection/options.ts";
import { RuleType } from "../contracts/detection/rule-type.ts";
import type { BranchScope } from "../db/branches.ts";
import {
  closeRule,
  findRule,
  listRulesInForce,
  lockRuleInForce,
  replaceRule,
} from "../db/detection-rules.ts";
import { inTransaction, type Queryable } from "../db/pool.ts";
import { findVehicle } from "../db/vehicles.ts";
import type { Actor } from "./actor.ts";
import { conflict, forbidden, invalid, type Refusal } from "./refusal.ts";

/** A branch's staff rule their own cars; fleet and groups reach into other branches. */
const scopeFault = async (
  db: Queryable,
  { scope }: Actor,
  rule: Pick<DetectionRule, "scope" | "vehicleId">,
): Promise<Refusal | undefined> => {
  if (scope !== null && rule.scope !== "vehicle")
    return forbidden("scope", "must be vehicle: only an owner sets rules for the fleet or a group");
  const isSeen = rule.vehicleId === null || (await findVehicle(db, scope, rule.vehicleId));
  return isSeen ? undefined : invalid("vehicleId", "names no vehicle");
};

/** What a caller has read may have been changed by somebody else since. */
const staleFault = async (db: Queryable, rule: RulePut): Promise<Refusal | undefined> => {
  if (rule.replaces === undefined) return undefined;
  const id = await lockRuleInForce(db, rule);
  if (id === rule.replaces) return undefined;
  return conflict("replaces", "is not what is in force: somebody has changed this rule");
};

/** Its options may contradict those of a rule that it goes on top of, each of them right by itself. */
const contradictionFault = async (db: Queryable, rule: RulePut): Promise<Refusal | undefined> => {
  if (!rule.options) return undefined;
  const vehicle = rule.vehicleId === null ? null : await findVehicle(db, null, rule.vehicleId);
  const subject = { id: rule.vehicleId, group: rule.group ?? vehicle?.group ?? null };
  const beneath = (await listRulesInForce(db, null))
    .filter((each) => concerns(each, subject))
    .filter((each) => each.type !== rule.type || each.scope !== rule.scope)
    .sort(byBreadth)
    .map(({ options }) => options)
    .filter((options) => options !== null);
  const [first, ...others] = faultsUpon(
    withOverrides(defaultDetectionOptions, beneath),
    rule.options,
  ).map(({ path, message }) => ({ field: ["options", ...path].join("."), message }));
  return first && { ...invalid(first.field, first.message), others };
};

/** Sets a rule from now on; what was observed until now is judged by what held then. */
export const putRule = (
  pool: pg.Pool,
  actor: Actor,
  rule: RulePut,
): Promise<DetectionRule | Refusal> =>
  inTransaction(pool, async (client) => {
    const fault =
      (await scopeFault(client, actor, rule)) ??
      (await staleFault(client, rule)) ??
      (await contradictionFault(client, rule));
    return fault ?? replaceRule(client, rule, new Date(), actor.userId);
  });

/** Ends a rule from now on. Undefined when none of that id is in force. */
export const removeRule = (
  pool: pg.Pool,
  actor: Actor,
  id: string,
): Promise<DetectionRule | Refusal | undefined> =>
  inTransaction(pool, async (client) => {
    const rule = await findRule(client, id);
    if (!rule) return undefined;
    const fault = await scopeFault(client, actor, rule);
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
