import { refused, type Decoded } from "./decoders/decoded.ts";
import type { ClockWindow } from "./decoders/timestamp.ts";

/** Bad input may be long; the reason quotes only its beginning, characters. */
const QUOTED_CHARS = 40;
/** Deepest nesting of a payload, levels; telemetry needs 3, and all that walks it is recursive. */
const MAX_LEVELS = 32;

/** Turns parsed JSON into samples and refusals. */
export type DecodeJson = (json: unknown, clock: ClockWindow) => Decoded;

/** Parses a JSON payload and decodes it; broken JSON becomes a refusal that says where it broke. */
export const decodePayload = (
  payload: Buffer | string,
  decode: DecodeJson,
  clock: ClockWindow,
): Decoded => {
  const text = typeof payload === "string" ? payload : payload.toString("utf8");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const quoted = JSON.stringify(text.slice(0, QUOTED_CHARS));
    return refused("payload", `not JSON: ${(error as Error).message}; begins ${quoted}`);
  }
  if (isDeeperThan(MAX_LEVELS, json)) {
    return refused("payload", `nested deeper than ${MAX_LEVELS} levels`);
  }
  // Only an escape can bring in what text columns refuse, and few payloads hold any.
  return decode(text.includes("\\u") ? storable(json) : json, clock);
};

const isDeeperThan = (levels: number, json: unknown): boolean => {
  if (typeof json !== "object" || json === null) return false;
  if (levels === 0) return true;
  for (const key in json) {
    if (isDeeperThan(levels - 1, json[key as keyof typeof json])) return true;
  }
  return false;
};

/** Text without what PostgreSQL cannot store. */
export const storableText = (text: string): string =>
  text.toWellFormed().replaceAll("\u0000", "\uFFFD");

/** The same JSON without what PostgreSQL cannot store: NUL and lone surrogates become U+FFFD. */
export const storable = (json: unknown): unknown => {
  if (typeof json === "string") return storableText(json);
  if (Array.isArray(json)) return json.map(storable);
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [storableText(key), storable(value)]),
  );
};
