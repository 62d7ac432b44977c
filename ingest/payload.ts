import { refused, type Decoded } from "./decoders/decoded.ts";

/** Bad input may be long; the reason quotes only its beginning, characters. */
const QUOTED_CHARS = 40;

/** Parses a JSON payload and decodes it; broken JSON becomes a refusal that says where it broke. */
export const decodePayload = (
  payload: Buffer | string,
  decode: (json: unknown) => Decoded,
): Decoded => {
  const text = typeof payload === "string" ? payload : payload.toString("utf8");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const quoted = JSON.stringify(text.slice(0, QUOTED_CHARS));
    return refused("payload", `not JSON: ${(error as Error).message}; begins ${quoted}`);
  }
  // Only an escape can bring in what text columns refuse, and few payloads hold any.
  return decode(text.includes("\\u") ? storable(json) : json);
};

const storableText = (text: string): string => text.toWellFormed().replaceAll("\u0000", "\uFFFD");

/** The same JSON without what PostgreSQL cannot store: NUL and lone surrogates become U+FFFD. */
export const storable = (json: unknown): unknown => {
  if (typeof json === "string") return storableText(json);
  if (Array.isArray(json)) return json.map(storable);
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [storableText(key), storable(value)]),
  );
};
