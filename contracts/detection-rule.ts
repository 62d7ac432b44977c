import { z } from "zod";
import { optionsOf } from "./detection/detected-by.ts";
import { Severity } from "./detection/detection.ts";
import { OptionOverrides } from "./detection/option-overrides.ts";
import { RuleType } from "./detection/rule-type.ts";
import { NewWeeklySchedule, WeeklySchedule } from "./detection/weekly-schedule.ts";
import { text, Timestamp } from "./fields.ts";
import { JsonValue } from "./json-value.ts";

/** For whom a rule holds. A narrower one goes over a wider one, field by field. */
export const RuleScope = z.enum(["fleet", "group", "vehicle"]);
export type RuleScope = z.infer<typeof RuleScope>;

/** Longest duration or cooldown a rule may set, s: a month. */
const MAX_RULE_S = 31 * 24 * 60 * 60;

const content = {
  /** False: not detected at all. */
  enabled: z.boolean().nullable(),
  /** Whether it becomes an alert. */
  alert: z.boolean().nullable(),
  severity: Severity.nullable(),
  options: OptionOverrides.nullable(),
  cooldownS: z.int().min(0).max(MAX_RULE_S).nullable(),
  minDurationS: z.int().min(0).max(MAX_RULE_S).nullable(),
  schedule: NewWeeklySchedule.nullable(),
};

/** A version of a rule: what it sets for one type, and when that held. */
export const DetectionRule = z.object({
  id: z.string(),
  scope: RuleScope,
  group: z.string().nullable(),
  vehicleId: z.string().nullable(),
  type: RuleType,
  ...content,
  // checked when it was put: an old rule is shown although nobody knows an option or a zone any more
  options: z.record(z.string(), z.record(z.string(), JsonValue)).nullable(),
  schedule: WeeklySchedule.nullable(),
  validFrom: Timestamp,
  validUntil: Timestamp.nullable(),
});
export type DetectionRule = z.infer<typeof DetectionRule>;

const inherits = <Schema extends z.ZodType>(schema: Schema) => schema.default(null as never);

/** Refuses options that would turn something else than the rule is about. */
export const refuseForeignOptions = (
  { type, options }: { readonly type: RuleType; readonly options: OptionOverrides | null },
  context: z.RefinementCtx,
): void => {
  const own = optionsOf(type);
  for (const detector of Object.keys(options ?? {})) {
    if (own.includes(detector)) continue;
    const path = ["options", detector];
    context.addIssue({ code: "custom", path, message: `has no effect on ${type}` });
  }
};

type Content = { readonly [Field in keyof typeof content]: unknown };

/** Refuses to switch, rate or time what is always made and told to nobody. */
export const refuseUntold = (
  rule: Content & { readonly type: RuleType },
  context: z.RefinementCtx,
): void => {
  if (rule.type !== "routes") return;
  const { options: _theirs, ...fields } = content;
  for (const [field, value] of Object.entries(rule)) {
    if (!(field in fields) || value === null) continue;
    context.addIssue({ code: "custom", path: [field], message: "has no effect on routes" });
  }
};

/** Sets what holds from now on for a scope and type, in place of what did. */
export const RulePut = z
  .strictObject({
    scope: RuleScope,
    group: text(100).nullable().default(null),
    vehicleId: z.uuid().nullable().default(null),
    type: RuleType,
    enabled: inherits(content.enabled),
    alert: inherits(content.alert),
    severity: inherits(content.severity),
    options: inherits(content.options),
    cooldownS: inherits(content.cooldownS),
    minDurationS: inherits(content.minDurationS),
    schedule: inherits(content.schedule),
    /**
     * The rule in force that this one takes the place of, as the caller has read it; null for none.
     * Left out: whatever is in force.
     */
    replaces: z.uuid().nullable().optional(),
  })
  .refine(({ scope, group }) => (scope === "group") === (group !== null), {
    path: ["group"],
    message: "is for the scope group, and required there",
  })
  .refine(({ scope, vehicleId }) => (scope === "vehicle") === (vehicleId !== null), {
    path: ["vehicleId"],
    message: "is for the scope vehicle, and required there",
  })
  .superRefine(refuseForeignOptions)
  .superRefine(refuseUntold);
export type RulePut = z.output<typeof RulePut>;

/** Every rule in force that the caller may see: of the fleet, of groups, and of vehicles. */
export const RulesInForce = z.object({ items: z.array(DetectionRule), nextCursor: z.null() });
export type RulesInForce = z.infer<typeof RulesInForce>;

/** Whose rules: of one vehicle with its group, of a group, or of the fleet alone. */
export const RuleQuery = z.object({
  vehicleId: z.uuid().optional(),
  group: text(100).optional(),
});

/** What holds for a type of rule now, and the rules that say so, the widest first. */
export const EffectiveRule = z.object({
  type: RuleType,
  enabled: z.boolean(),
  /** Null: as is usual for the type and, of a geofence, its purpose. */
  alert: z.boolean().nullable(),
  /** Null: of an overdue return, by its level; of routes, none. */
  severity: Severity.nullable(),
  cooldownS: z.number(),
  minDurationS: z.number(),
  schedule: WeeklySchedule.nullable(),
  rules: z.array(DetectionRule),
});
export type EffectiveRule = z.infer<typeof EffectiveRule>;

/** What holds now: every type of rule, and every detector's options. */
export const EffectiveRules = z.object({
  items: z.array(EffectiveRule),
  options: z.record(z.string(), JsonValue),
  nextCursor: z.null(),
});
export type EffectiveRules = z.infer<typeof EffectiveRules>;

const BREADTH: Readonly<Record<RuleScope, number>> = { fleet: 0, group: 1, vehicle: 2 };

type Ranked = Pick<DetectionRule, "scope" | "type" | "id">;

/** Orders rules so that the later goes over the earlier: the narrower over the wider. */
export const byBreadth = (a: Ranked, b: Ranked): number =>
  BREADTH[a.scope] - BREADTH[b.scope] || a.type.localeCompare(b.type) || a.id.localeCompare(b.id);

/** Whether a rule is for a vehicle. */
export const concerns = (
  rule: Pick<DetectionRule, "scope" | "group" | "vehicleId">,
  vehicle: { readonly id: string | null; readonly group: string | null },
): boolean => {
  if (rule.scope === "vehicle") return rule.vehicleId === vehicle.id;
  return rule.scope === "fleet" || rule.group === vehicle.group;
};
