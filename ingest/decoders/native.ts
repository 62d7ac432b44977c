import {
  MAX_OBSERVATIONS_PER_PAYLOAD,
  Measurements,
  type Sample,
} from "../../contracts/telemetry.ts";
import { isObject, refusal, refused, type Decoded, type Refusal } from "./decoded.ts";
import { attributesOf, isSample, oneOf, toSample } from "./sample.ts";
import type { ClockWindow } from "./timestamp.ts";

const CLAIMED = new Set(["ts", ...Object.keys(Measurements.shape)]);

const decodeOne = (payload: unknown, clock: ClockWindow): Sample | Refusal => {
  if (!isObject(payload)) return refusal("payload", "expected a JSON object");
  const attributes = attributesOf(payload, CLAIMED);
  return toSample({ field: "ts", value: payload["ts"], clock }, payload, attributes);
};

const decodeEach = (parts: readonly unknown[], clock: ClockWindow): Decoded => {
  const samples: Sample[] = [];
  const refusals: Refusal[] = [];
  for (const [index, part] of parts.entries()) {
    const result = decodeOne(part, clock);
    if (isSample(result)) samples.push(result);
    else {
      const { field, reason } = result;
      refusals.push({ field: `[${index}].${field}`, reason: `[${index}].${reason}`, part });
    }
  }
  return { samples, refusals };
};

/**
 * Native telemetry: one object or an array of up to 1,000, in the units of the contract.
 * Each object stands alone: a bad one is refused under its index, the others are kept.
 */
export const decodeNative = (payload: unknown, clock: ClockWindow): Decoded => {
  if (!Array.isArray(payload)) {
    return oneOf(decodeOne(payload, clock));
  }
  if (payload.length > MAX_OBSERVATIONS_PER_PAYLOAD) {
    return refused(
      "payload",
      `${payload.length} observations, at most ${MAX_OBSERVATIONS_PER_PAYLOAD}`,
    );
  }
  return decodeEach(payload, clock);
};
