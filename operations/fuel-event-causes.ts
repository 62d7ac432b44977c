import type { FuelEventType, OtherCause } from "../contracts/detected.ts";
import type { Evidence } from "../contracts/detection/detection.ts";

/** A change of this many sigmas is no slosh (specification of detections, section 4). */
const SIGMAS = 4;

const number = (evidence: Evidence, name: string): number | null => {
  const value = evidence[name];
  return typeof value === "number" ? value : null;
};

const figures = (evidence: Evidence, ...names: readonly string[]): Evidence =>
  Object.fromEntries(
    names.flatMap((name) => (evidence[name] === undefined ? [] : [[name, evidence[name]]])),
  );

/**
 * What else a refuel or drain could have been, and whether its evidence rules that out. Of leaks and
 * sensor faults, which are many readings and not one change, nothing is said.
 */
export const otherCauses = (type: FuelEventType, evidence: Evidence): OtherCause[] => {
  if (type !== "refuel" && type !== "drain") return [];
  const pct = number(evidence, "pct");
  const noisePct = number(evidence, "noisePct");
  const burnPct = number(evidence, "burnAllowedPct");
  const isSameStand = evidence["isSameStand"] === true;
  const isWitnessed = evidence["isWitnessed"] === true;
  const isAbove = (limit: number | null): boolean => pct !== null && limit !== null && pct > limit;
  return [
    // The amount is what is left after consumption was allowed for, of the driving that was seen.
    {
      cause: "consumption",
      isRuledOut: type === "refuel" || (burnPct !== null && (isSameStand || isWitnessed)),
      figures: figures(evidence, "burnAllowedPct", "kmSince"),
    },
    {
      cause: "slosh",
      isRuledOut: isSameStand || isAbove(noisePct && SIGMAS * noisePct),
      figures: figures(evidence, "pct", "noisePct", "uncertaintyPct"),
    },
    {
      cause: "slope",
      isRuledOut: isSameStand,
      figures: figures(evidence, "isSameStand", "kmSince"),
    },
    {
      cause: "unseen_driving",
      isRuledOut: type === "refuel" || isWitnessed,
      figures: figures(evidence, "isWitnessed", "kmSince"),
    },
    {
      cause: "sender_end",
      isRuledOut: evidence["atCeiling"] !== true,
      figures: figures(evidence, "toPct", "atCeiling"),
    },
    {
      cause: "rebound",
      isRuledOut: evidence["hasRebounded"] !== true,
      figures: figures(evidence, "hasRebounded"),
    },
  ];
};
