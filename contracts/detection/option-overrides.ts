import { z } from "zod";
import { OtherSide } from "./consistency.ts";
import { DetectionOptions } from "./options.ts";
import { JsonValue } from "../json-value.ts";

const DETECTORS: ReadonlyMap<string, z.ZodType> = new Map(Object.entries(DetectionOptions.shape));

type Fields = Readonly<Record<string, unknown>>;
type Overrides = readonly OptionOverrides[];

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
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => ({ path: [name], message: "is not a known option" }));
};

/** Two options of a detector that cannot both hold, and what each must be for the other to stay. */
export type Contradiction = {
  readonly detector: string;
  readonly sides: readonly [OtherSide, OtherSide];
};

/** The fields of one detector with those that overrides set, later ones over earlier ones. */
const merged = (base: DetectionOptions, overrides: Overrides, name: string): Fields => {
  const current: unknown = new Map<string, unknown>(Object.entries(base)).get(name);
  const all = [isFields(current) ? current : {}, ...overrides.map((each) => each[name] ?? {})];
  return Object.fromEntries(all.flatMap((fields) => Object.entries(fields)));
};

const namedIn = (overrides: Overrides): Set<string> =>
  new Set(overrides.flatMap((each) => Object.keys(each)));

/** What contradicts each other in what options and overrides, each right by itself, add up to. */
export const contradictionsOf = (base: DetectionOptions, overrides: Overrides): Contradiction[] =>
  [...namedIn(overrides)].flatMap((detector) => {
    const parsed = DETECTORS.get(detector)?.safeParse(merged(base, overrides, detector));
    return (parsed?.error?.issues ?? []).flatMap((issue) => {
      const other = issue.code === "custom" ? OtherSide.safeParse(issue.params).data : undefined;
      const { path, message } = issue;
      return other ? [{ detector, sides: [{ field: String(path[0]), message }, other] }] : [];
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

/** One detector's part of options, replaced; undefined where it is not allowed, or not known. */
const replaced = (
  options: DetectionOptions,
  name: string,
  fields: Fields,
): DetectionOptions | undefined => {
  const part = DETECTORS.get(name)?.safeParse(fields);
  return part?.success ? Object.assign({}, options, { [name]: part.data }) : undefined;
};

/**
 * Options with overrides on top, later ones over earlier ones. What a release no longer knows, or
 * no longer allows, is passed over: an old rule must not stop detection.
 */
export const withOverrides = (base: DetectionOptions, overrides: Overrides): DetectionOptions => {
  let options = base;
  for (const name of namedIn(overrides)) {
    const whole = replaced(options, name, merged(options, overrides, name));
    if (whole) {
      options = whole;
      continue;
    }
    for (const each of overrides)
      options = (each[name] && replaced(options, name, merged(options, [each], name))) ?? options;
  }
  return options;
};
