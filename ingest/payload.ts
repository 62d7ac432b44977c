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
  return decode(json);
};
