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
  const sample = readMeasured(tsMs, measured);
  if (!sample) {
    const issue = describeIssue(Measurements.safeParse(measured).error);
    return refusal(names[issue.field] ?? issue.field, issue.problem);
  }
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

/** Multiplies a number that may be text; leaves what is no number for validation to name. */
export const scaled = (value: unknown, factor: number): unknown => {
  const number = toNumber(value);
  return typeof number === "number" ? number * factor : number;
};

/** Everything in a JSON object that no measurement claimed, or undefined when nothing is left. */
export const attributesOf = (
  payload: Readonly<Record<string, unknown>>,
  claimed: ReadonlySet<string>,
): Attributes | undefined => {
  let attributes: Record<string, unknown> | undefined;
  for (const key in payload) {
    if (claimed.has(key) || payload[key] === undefined) continue;
    attributes ??= {};
    attributes[key] = payload[key];
  }
  // Everything a decoder sees came out of JSON.parse or a query string, so it is JSON.
  return attributes as Attributes | undefined;
};
