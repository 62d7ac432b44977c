import type { Sample } from "../../contracts/telemetry.ts";
import type { Decoded, Refusal } from "./decoded.ts";
import { clockWindow } from "./timestamp.ts";

/** The instant at which test payloads arrive. */
export const NOW_MS = Date.UTC(2026, 2, 1, 12, 0, 0);
/** A believable clock at that instant: 30 days back, 5 minutes ahead. */
export const CLOCK = clockWindow(NOW_MS, 30 * 86_400_000);

/** The one sample of a payload, without what was not measured; throws when there is no one. */
export const onlySample = ({ samples, refusals }: Decoded): Sample => {
  const [sample] = samples;
  if (!sample || samples.length > 1) throw new Error(`no one sample: ${JSON.stringify(refusals)}`);
  const measured = Object.entries(sample).filter(([, value]) => value !== undefined);
  return Object.fromEntries(measured) as Sample;
};

/** The one refusal of a payload that holds nothing else. */
export const onlyRefusal = ({ samples, refusals }: Decoded): Refusal => {
  const [refusal] = refusals;
  if (!refusal || refusals.length + samples.length > 1) {
    throw new Error(`no one refusal: ${samples.length} samples, ${refusals.length} refusals`);
  }
  return refusal;
};
