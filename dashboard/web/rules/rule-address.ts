import { RuleType } from "../../../contracts/detection/rule-type.ts";
import type { RuleTarget } from "./rule-effect.ts";

/** What the address names: for whom, before a car's group is known. */
export type NamedTarget =
  | { readonly scope: "fleet" }
  | { readonly scope: "group"; readonly group: string }
  | { readonly scope: "vehicle"; readonly vehicleId: string };

/** For whom the query of an address asks; the fleet unless it names a group or a car. */
export const readTarget = (query: string): NamedTarget => {
  const parameters = new URLSearchParams(query);
  const vehicleId = parameters.get("vehicle");
  if (vehicleId) return { scope: "vehicle", vehicleId };
  const group = parameters.get("group");
  return group ? { scope: "group", group } : { scope: "fleet" };
};

/** The type that a path names; undefined for none, and for one that there is not. */
export const readType = (name: string | undefined): RuleType | undefined =>
  RuleType.safeParse(name).data;

/** The address of a type's rule for a target; of the list without a type. */
export const ruleHref = (
  type: RuleType | undefined,
  target: NamedTarget | RuleTarget = { scope: "fleet" },
): string => {
  const path = type === undefined ? "/rules" : `/rules/${type}`;
  if (type === undefined || target.scope === "fleet") return path;
  const [name, value] =
    target.scope === "group" ? ["group", target.group] : ["vehicle", target.vehicleId];
  return `${path}?${new URLSearchParams([[name, value]])}`;
};

/** A target as text, to tell whether it is still the same one. */
export const targetKey = (target: NamedTarget | RuleTarget): string => {
  if (target.scope === "fleet") return "fleet";
  return target.scope === "group" ? `group:${target.group}` : `vehicle:${target.vehicleId}`;
};
