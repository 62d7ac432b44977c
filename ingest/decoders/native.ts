import {
  MAX_OBSERVATIONS_PER_PAYLOAD,
  Measurements,
  type Sample,
} from "../../contracts/telemetry.ts";
import { isObject, refusal, refused, type Decoded, type Refusal } from "./decoded.ts";
import { attributesOf, isSample, toSample } from "./sample.ts";
import type { ClockWindow } from "./timestamp.ts";

const CLAIMED = new Set(["ts", ...Object.keys(Measurements.shape)]);

const decodeOne = (payload: unknown, clock: ClockWindow): Sample | Refusal => {
  if (!isObject(payload)) return refusal("payload", "expected a JSON object");
  const { ts, ...measured } = payload;
  return toSample({ field: "ts", value: ts, clock }, measured, attributesOf(payload, CLAIMED));
};

/**
 * Native telemetry: one object or an array of up to 1,000, in the units of the contract.
 * Each object stands alone: a bad one is refused under its index, the others are kept.
 */
export const decodeNative = (payload: unknown, clock: ClockWindow): Decoded => {
  if (!Array.isArray(payload)) {
    const sample = decodeOne(payload, clock);
    return isSample(sample)
      ? { samples: [sample], refusals: [] }
      : { samples: [], refusals: [sample] };
  }
  if (payload.length > MAX_OBSERVATIONS_PER_PAYLOAD) {
    return refused(
      "payload",
      `${payload.length} observations, at most ${MAX_OBSERVATIONS_PER_PAYLOAD}`,
    );
  }
  const samples: Sample[] = [];
  const refusals: Refusal[] = [];
  for (const [index, part] of payload.entries()) {
    const sample = decodeOne(part, clock);
    if (isSample(sample)) samples.push(sample);
    else
      refusals.push({
        field: `[${index}].${sample.field}`,
        reason: `[${index}].${sample.reason}`,
        part,
      });
  }
  return { samples, refusals };
};
