import type { z } from "zod";
import { Measurements, type Attributes, type Sample } from "../../contracts/telemetry.ts";
import { refusal, type Decoded, type Refusal } from "./decoded.ts";
import { readMeasured } from "./measured.ts";
import { clockProblem, parseTimestampMs, type ClockWindow } from "./timestamp.ts";

/** 1 international knot = 1.852 km/h exactly. */
export const KMH_PER_KNOT = 1.852;
/** 1 m/s = 3.6 km/h. */
export const KMH_PER_MPS = 3.6;

/** First problem zod found, as the field's path and plain words. */
export const describeIssue = (
  error: z.ZodError | undefined,
): { field: string; problem: string } => {
  const issue = error?.issues[0];
  return {
    field: issue?.path.join(".") || "payload",
    problem: issue ? wordsFor(issue) : "not valid",
  };
};

const wordsFor = (issue: z.core.$ZodIssue): string => {
  if (issue.code === "too_big") return `must be at most ${issue.maximum}`;
  if (issue.code === "too_small") return `must be at least ${issue.minimum}`;
  return issue.code === "invalid_type" ? `must be a ${issue.expected}` : issue.message;
};

/** Names of the decoder's own fields for a failed measurement: `speedKmh` came in as `vel`. */
export type FieldNames = Partial<Record<string, string>>;

const MEASURED_NAMES = Object.keys(Measurements.shape);
/** Measurements that are no numbers: text stays text there. */
const NO_NUMBERS: ReadonlySet<string> = new Set(["ignition", "event"]);

/** The measurements as their device may have meant them: null is absent, text a number. */
const coerced = (measured: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const meant: Record<string, unknown> = {};
  for (const name of MEASURED_NAMES) {
    const value = measured[name];
    if (value === undefined || value === null) continue;
    meant[name] = NO_NUMBERS.has(name) ? value : toNumber(value);
  }
  return meant;
};

/** Reads measurements as they are or, when that fails, as they may have been meant. */
const measure = (
  tsMs: number,
  measured: Readonly<Record<string, unknown>>,
  names: FieldNames,
): Sample | Refusal => {
  const sample = readMeasured(tsMs, measured);
  if (sample) return sample;
  const meant = coerced(measured);
  const second = readMeasured(tsMs, meant);
  if (second) return second;
  const issue = describeIssue(Measurements.safeParse(meant).error);
  return refusal(names[issue.field] ?? issue.field, issue.problem);
};

/**
 * Turns measurements in the contract's units into a sample, or says which field is wrong.
 * Lat and lon come both or not at all; 0,0 is a receiver without a fix, not the Gulf of Guinea.
 */
export const toSample = (
  time: { readonly field: string; readonly value: unknown; readonly clock: ClockWindow },
  measured: Readonly<Record<string, unknown>>,
  attributes: Attributes | undefined,
  names: FieldNames = {},
): Sample | Refusal => {
  const tsMs = parseTimestampMs(time.value);
  if (tsMs === undefined) {
    const found =
      time.value === undefined ? "missing" : `not a time: ${JSON.stringify(time.value)}`;
    return refusal(time.field, found);
  }
  const problem = clockProblem(tsMs, time.clock);
  if (problem !== undefined) return refusal(time.field, problem);
  const sample = measure(tsMs, measured, names);
  if (!isSample(sample)) return sample;
  const { lat, lon } = sample;
  if ((lat === undefined) !== (lon === undefined)) {
    const missing = lat === undefined ? "lat" : "lon";
    return refusal(names[missing] ?? missing, "missing; a position needs both coordinates");
  }
  if (lat === 0 && lon === 0) sample.lat = sample.lon = undefined;
  if (attributes) sample.attributes = attributes;
  return sample;
};

export const isSample = (value: Sample | Refusal): value is Sample => "tsMs" in value;

/** A payload that holds one sample, or the refusal of it. */
export const oneOf = (result: Sample | Refusal): Decoded =>
  isSample(result) ? { samples: [result], refusals: [] } : { samples: [], refusals: [result] };

/** Payload keys, written as words in one string. */
export const keys = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** A number that may have come as text; anything else unchanged, for validation to name. */
export const toNumber = (value: unknown): unknown => {
  if (typeof value !== "string" || value.trim() === "") return value === "" ? undefined : value;
  const number = Number(value);
  return Number.isNaN(number) ? value : number;
};

/** Phones write -1 for a speed, course, accuracy or charge they do not know. */
export const known = (value: unknown): unknown => {
  const number = toNumber(value);
  return typeof number === "number" && number < 0 ? undefined : value;
};

/** Multiplies a number that may be text; leaves what is no number for validation to name. */
export const scaled = (value: unknown, factor: number): unknown => {
  const number = toNumber(value);
  return typeof number === "number" ? number * factor : number;
};

/** Adds a property whose name an assignment would take for the prototype. */
const keepOwn = (target: object, key: string, value: unknown): void =>
  void Object.defineProperty(target, key, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });

/** Everything in a JSON object that no measurement claimed, or undefined when nothing is left. */
export const attributesOf = (
  payload: Readonly<Record<string, unknown>>,
  claimed: ReadonlySet<string>,
): Attributes | undefined => {
  let attributes: Record<string, unknown> | undefined;
  for (const key in payload) {
    if (claimed.has(key) || payload[key] === undefined) continue;
    attributes ??= {};
    if (key === "__proto__") keepOwn(attributes, key, payload[key]);
    else attributes[key] = payload[key];
  }
  // Everything a decoder sees came out of JSON.parse or a query string, so it is JSON.
  return attributes as Attributes | undefined;
};
