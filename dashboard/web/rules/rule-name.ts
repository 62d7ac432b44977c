import type { RuleType } from "../../../contracts/detection/rule-type.ts";
import { alertText } from "../alerts/text.ts";
import { rulesText } from "./text.ts";

/** What a type of rule is called. */
export const ruleName = (type: RuleType): string =>
  type === "routes" ? rulesText().routes : alertText().types[type];
