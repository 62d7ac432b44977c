import { byBreadth, concerns, type DetectionRule } from "../contracts/detection-rule.ts";
import { contradictionsOf, type Contradiction } from "../contracts/detection/option-overrides.ts";
import { defaultDetectionOptions } from "../contracts/detection/options.ts";
import { fault, type Fault } from "../contracts/faults.ts";
import { faultOfWords } from "../contracts/issue-wording.ts";
import type { FieldError } from "../contracts/problem.ts";

/** What a rule sets, and for whom. */
type OptionRule = Pick<DetectionRule, "scope" | "group" | "vehicleId" | "type" | "options" | "id">;

/** A vehicle with a rule of its own. */
export type RuledVehicle = {
  readonly id: string;
  readonly licensePlate: string;
  readonly group: string | null;
};

/** Whose options a change of the rules may turn. */
type Subject = { readonly id: string | null; readonly group: string | null };

/** The options that rules in force add up to where they contradict each other, and whose they are. */
type Found = Contradiction & { readonly rules: readonly OptionRule[]; readonly key: string };

/** Rules by whose they are: a fleet may have thousands of cars with rules of their own. */
type RuleBook = { readonly wide: readonly OptionRule[]; readonly own: Map<string, OptionRule[]> };

const bookOf = (rules: readonly OptionRule[]): RuleBook => {
  const own = new Map<string, OptionRule[]>();
  for (const rule of rules) {
    if (rule.vehicleId === null) continue;
    own.set(rule.vehicleId, [...(own.get(rule.vehicleId) ?? []), rule]);
  }
  return { wide: rules.filter(({ vehicleId }) => vehicleId === null), own };
};

const foundIn = ({ wide, own }: RuleBook, subject: Subject): Found[] => {
  const rules = [
    ...wide.filter((rule) => concerns(rule, subject)),
    ...(own.get(subject.id ?? "") ?? []),
  ].toSorted(byBreadth);
  const overrides = rules.map(({ options }) => options).filter((options) => options !== null);
  return contradictionsOf(defaultDetectionOptions, overrides).map((each) => ({
    ...each,
    rules,
    key: JSON.stringify([subject, each]),
  }));
};

const setsField = (rule: OptionRule | undefined, detector: string, field: string): boolean =>
  Object.hasOwn(rule?.options?.[detector] ?? {}, field);

/** The rule that has the last word on a field. */
const setterOf = (
  rules: readonly OptionRule[],
  detector: string,
  field: string,
): OptionRule | undefined => rules.findLast((rule) => setsField(rule, detector, field));

const nameOf = (
  { scope, group, vehicleId, type }: OptionRule,
  vehicles: readonly RuledVehicle[],
): string => {
  if (scope === "fleet") return `the fleet's rule for ${type}`;
  if (scope === "group") return `the rule of the group ${group} for ${type}`;
  const plate = vehicles.find(({ id }) => id === vehicleId)?.licensePlate ?? vehicleId;
  return `the rule of ${plate} for ${type}`;
};

/** A rule that is put in the place of another, or ends: one of the two is undefined then. */
export type RuleChange = {
  readonly before: OptionRule | undefined;
  readonly after: OptionRule | undefined;
};

const faultOf = (
  { detector, sides, rules }: Found,
  { before, after }: RuleChange,
  vehicles: readonly RuledVehicle[],
): FieldError => {
  const own =
    sides.find(({ field }) => after && setterOf(rules, detector, field) === after) ??
    sides.find(({ field }) => setsField(before, detector, field)) ??
    sides[0];
  const other = sides.find((side) => side !== own) ?? own;
  const setter = setterOf(rules, detector, other.field);
  const who = setter && setter !== after ? `, as ${nameOf(setter, vehicles)} has it` : "";
  const message = `${own.message}${who}`;
  return {
    field: `options.${detector}.${own.field}`,
    ...(faultOfWords(own.message) ?? fault("not_valid")),
    message,
  };
};

/**
 * What a change of the rules would make of options that contradict each other, for the fleet, a group or
 * a vehicle, and do not do so already; each fault once. `rules` are those in force, `vehicles` all that
 * have one, the changed one's included.
 */
export const changeFaults = (
  rules: readonly OptionRule[],
  change: RuleChange,
  vehicles: readonly RuledVehicle[],
): FieldError[] => {
  const others = rules.filter(({ id }) => id !== change.before?.id);
  const changed = change.after ? [...others, change.after] : others;
  const turned = change.after ?? change.before;
  const groups = new Set([...rules, ...changed].map(({ group }) => group));
  const subjects: Subject[] = [...[...groups].map((group) => ({ id: null, group })), ...vehicles];
  const [today, then] = [bookOf(rules), bookOf(changed)];
  const faults = new Map<string, FieldError>();
  for (const subject of subjects) {
    if (!turned || !concerns(turned, subject)) continue;
    const known = new Set(foundIn(today, subject).map(({ key }) => key));
    for (const found of foundIn(then, subject)) {
      if (known.has(found.key)) continue;
      const fault = faultOf(found, change, vehicles);
      faults.set(`${fault.field} ${fault.message}`, fault);
    }
  }
  return [...faults.values()];
};

/**
 * What a vehicle's rules add up to in another group that contradicts each other, and does not do so where
 * it is: that is refused, as else its own rules would no longer hold.
 */
export const groupFault = (
  rules: readonly OptionRule[],
  vehicle: RuledVehicle,
  group: string | null,
): Fault | undefined => {
  const book = bookOf(rules);
  const sidesOf = ({ detector, sides }: Found): string => JSON.stringify([detector, sides]);
  const known = new Set(foundIn(book, vehicle).map(sidesOf));
  const found = foundIn(book, { ...vehicle, group }).find((each) => !known.has(sidesOf(each)));
  if (!found) return undefined;
  const { detector, sides } = found;
  const [side, other] = sides;
  const setters = sides.map(({ field }) => setterOf(found.rules, detector, field));
  const wider = setters.find((rule) => rule?.vehicleId === null) ?? setters.find(Boolean);
  return fault("group_rule_contradicts", {
    type: wider?.type ?? detector,
    option: `${detector}.${side.field}`,
    other: `${detector}.${other.field}`,
  });
};
