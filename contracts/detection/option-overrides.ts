import { z } from "zod";
import { OtherSide } from "./consistency.ts";
import { DetectionOptions } from "./options.ts";
import { JsonValue } from "../json-value.ts";

const DETECTORS: ReadonlyMap<string, z.ZodType> = new Map(Object.entries(DetectionOptions.shape));

type Fields = Readonly<Record<string, unknown>>;

/** A field that is wrong, by its path, and plain words that go on after its name. */
export type OptionFault = { readonly path: readonly PropertyKey[]; readonly message: string };

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An issue as it reads to somebody who has set only some of the fields that it is about. */
const asTold = (issue: z.core.$ZodIssue, fields: Fields): OptionFault => {
  const { path, message } = issue;
  const other = issue.code === "custom" ? OtherSide.safeParse(issue.params).data : undefined;
  const isSet = path[0] !== undefined && path[0] in fields;
  return other && !isSet ? { path: [other.field], message: other.message } : { path, message };
};

/** What is wrong with the fields set for one detector, as paths below it. */
const faultsOf = (detector: z.ZodType, fields: Fields): OptionFault[] => {
  const parsed = detector.safeParse(fields);
  if (!parsed.success) return parsed.error.issues.map((issue) => asTold(issue, fields));
  const known: Fields = isFields(parsed.data) ? parsed.data : {};
  return Object.keys(fields)
    .filter((name) => !(name in known))
    .map((name) => ({ path: [name], message: "is not a known option" }));
};

/** What is wrong with overrides on top of options that hold already; each is right by itself. */
export const faultsUpon = (base: DetectionOptions, overrides: OptionOverrides): OptionFault[] =>
  Object.entries(overrides).flatMap(([name, fields]) => {
    const current: unknown = new Map<string, unknown>(Object.entries(base)).get(name);
    const parsed = DETECTORS.get(name)?.safeParse({ ...(isFields(current) && current), ...fields });
    return (parsed?.error?.issues ?? []).map((issue) => {
      const { path, message } = asTold(issue, fields);
      return { path: [name, ...path], message };
    });
  });

/** Options that a rule sets, by detector: each detector known, each field known and in range. */
export const OptionOverrides = z
  .record(z.string(), z.record(z.string(), JsonValue))
  .superRefine((overrides, context) => {
    for (const [name, fields] of Object.entries(overrides)) {
      const detector = DETECTORS.get(name);
      if (!detector) {
        context.addIssue({ code: "custom", path: [name], message: "is not a known detector" });
        continue;
      }
      for (const { path, message } of faultsOf(detector, fields))
        context.addIssue({ code: "custom", path: [name, ...path], message });
    }
  });
export type OptionOverrides = z.infer<typeof OptionOverrides>;

/**
 * Options with overrides on top, later ones over earlier ones. What a release no longer knows, or
 * no longer allows, is passed over: an old rule must not stop detection.
 */
export const withOverrides = (
  base: DetectionOptions,
  overrides: readonly OptionOverrides[],
): DetectionOptions => {
  let options = base;
  for (const each of overrides) {
    for (const [name, fields] of Object.entries(each)) {
      const current: unknown = Object.entries(options).find(([key]) => key === name)?.[1];
      if (!isFields(current)) continue;
      const merged = DetectionOptions.safeParse({ ...options, [name]: { ...current, ...fields } });
      if (merged.success) options = merged.data;
    }
  }
  return options;
};
