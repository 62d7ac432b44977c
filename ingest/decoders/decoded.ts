import type { Sample } from "../../contracts/telemetry.ts";

/** What was wrong with a payload or one object in it, told to the device's owner. */
export type Refusal = {
  /** Dotted path of the offending field; `payload` when the whole message is at fault. */
  readonly field: string;
  /** Plain words, starting with the field's name. */
  readonly reason: string;
  /** The object at fault, when it is one of several in the payload. */
  readonly part?: unknown;
};

/** What a device says of a command: named by its id, or by a Teltonika in words alone. */
export type CommandAnswer =
  | {
      readonly kind: "named";
      readonly id: string;
      readonly status: "received" | "done" | "failed";
      readonly result: unknown;
    }
  | { readonly kind: "words"; readonly text: string };

/**
 * A decoded payload: what it measured and what had to be refused, or what it answers. All empty means
 * a valid message that carries no telemetry, such as an OwnTracks waypoint.
 */
export type Decoded = {
  readonly samples: readonly Sample[];
  readonly refusals: readonly Refusal[];
  readonly answer?: CommandAnswer;
};

/** A valid message that carries no telemetry. */
export const nothing: Decoded = { samples: [], refusals: [] };

/** A payload of which nothing can be used, for one reason. */
export const refused = (field: string, problem: string, part?: unknown): Decoded => ({
  samples: [],
  refusals: [refusal(field, problem, part)],
});

/** Says what is wrong with `field`; `part` is the object at fault when there are several. */
export const refusal = (field: string, problem: string, part?: unknown): Refusal => ({
  field,
  reason: `${field}: ${problem}`,
  part,
});

/** A JSON object: neither an array nor null. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An id that came as text or as a number; undefined for anything else. */
export const idText = (value: unknown): string | undefined => {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
};
