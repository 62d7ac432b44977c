import { z } from "zod";
import type { RuleType } from "../../../../contracts/detection/rule-type.ts";
import { Severity } from "../../../../contracts/detection/detection.ts";
import { DetectionOptions } from "../../../../contracts/detection/options.ts";
import { RulePut } from "../../../../contracts/detection-rule.ts";
import { JsonValue } from "../../../../contracts/json-value.ts";
import type { Json } from "../rule-content.ts";
import { SHOWN_OPTIONS, type ShownOption } from "./shown-options.ts";

/** The numbers that a field takes, as its schema says. */
export type NumberRange = {
  readonly least: number;
  readonly most: number;
  /** The least itself is not taken. */
  readonly isAboveLeast: boolean;
  readonly isWhole: boolean;
};

export type FieldKind =
  | ({ readonly kind: "number" } & NumberRange)
  | { readonly kind: "yes-no" }
  | { readonly kind: "severity" }
  | { readonly kind: "hours" };

/** An option as the form shows it. */
export type OptionField = FieldKind & {
  readonly path: ShownOption;
  readonly detector: string;
  readonly name: string;
  /** It may also be nothing at all. */
  readonly isOptional: boolean;
  readonly byDefault: Json;
  readonly unit: string;
  /** What is shown is so many times what is stored: shares are told in percent. */
  readonly scale: number;
};

const NumberSchema = z.object({
  type: z.enum(["number", "integer"]),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
});
const PropertySchema = z.object({
  default: JsonValue,
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  anyOf: z.array(z.unknown()).optional(),
});
const ObjectSchema = z.object({ properties: z.record(z.string(), z.unknown()) });

const rangeOf = (schema: unknown): NumberRange | undefined => {
  const { data } = NumberSchema.safeParse(schema);
  if (!data) return undefined;
  const { minimum, exclusiveMinimum, maximum = Infinity, type } = data;
  return {
    least: minimum ?? exclusiveMinimum ?? -Infinity,
    most: maximum,
    isAboveLeast: minimum === undefined && exclusiveMinimum !== undefined,
    isWhole: type === "integer",
  };
};

const kindOf = (schema: unknown): FieldKind => {
  const range = rangeOf(schema);
  if (range) return { kind: "number", ...range };
  const { type, enum: choices } = PropertySchema.partial().parse(schema);
  if (type === "boolean") return { kind: "yes-no" };
  if (choices?.every((choice) => Severity.safeParse(choice).success)) return { kind: "severity" };
  return { kind: "hours" };
};

/** Units by the end of a name, longest first: `speedKmh` is a speed in km/h. */
const UNITS: readonly (readonly [ending: string, unit: string])[] = [
  ["LitresPerHour", "l/h"],
  ["Minutes", "min"],
  ["Litres", "l"],
  ["Mps2", "m/s²"],
  ["Part", "%"],
  ["Kmh", "km/h"],
  ["Pct", "%"],
  ["Min", "min"],
  ["Km", "km"],
  ["H", "h"],
  ["M", "m"],
  ["S", "s"],
  ["V", "V"],
];
const PERCENT = 100;

const DETECTORS = ObjectSchema.parse(DetectionOptions.toJSONSchema({ io: "input" })).properties;

const fieldOf = (path: ShownOption): OptionField => {
  const [detector = "", name = ""] = path.split(".");
  const property = ObjectSchema.parse(DETECTORS[detector]).properties[name];
  const { default: byDefault, anyOf } = PropertySchema.parse(property);
  return {
    ...kindOf(anyOf?.[0] ?? property),
    ...{ path, detector, name, byDefault },
    isOptional: anyOf !== undefined,
    unit: UNITS.find(([ending]) => name.endsWith(ending))?.[1] ?? "",
    scale: name.endsWith("Part") ? PERCENT : 1,
  };
};

/** The options of a type of detection, with what the contract says of their values. */
export const optionFieldsOf = (type: RuleType): readonly OptionField[] =>
  SHOWN_OPTIONS[type].map(fieldOf);

/** What a length of time of a rule may be, s. */
const spanOf = (schema: z.ZodType): NumberRange => {
  const { anyOf } = PropertySchema.parse(schema.toJSONSchema({ io: "input" }));
  const range = rangeOf(anyOf?.[0]);
  if (!range) throw new Error("a length of time in a rule is no number");
  return range;
};
export const MIN_DURATION_RANGE = spanOf(RulePut.shape.minDurationS);
export const COOLDOWN_RANGE = spanOf(RulePut.shape.cooldownS);

/** Whether a number lies outside of what a field takes although it is within its ends. */
export const isMisfit = ({ least, isAboveLeast, isWhole }: NumberRange, value: number): boolean =>
  (isAboveLeast && value <= least) || (isWhole && !Number.isInteger(value));
