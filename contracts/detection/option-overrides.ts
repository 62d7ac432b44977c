import { z } from "zod";
import { DetectionOptions } from "./options.ts";
import { JsonValue } from "../json-value.ts";

const DETECTORS: ReadonlyMap<string, z.ZodType> = new Map(Object.entries(DetectionOptions.shape));

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What is wrong with the fields set for one detector, as paths below it. */
const faultsOf = (detector: z.ZodType, fields: Fields): z.core.$ZodIssue[] => {
  const parsed = detector.safeParse(fields);
  if (!parsed.success) return parsed.error.issues;
  const known: Fields = isFields(parsed.data) ? parsed.data : {};
  return Object.keys(fields)
    .filter((name) => !(name in known))
    .map((name) => ({ code: "custom", path: [name], message: "is not a known option" }));
};

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
