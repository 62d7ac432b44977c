import type { FuelEventType, OtherCause } from "../contracts/detected.ts";
import type { Evidence } from "../contracts/detection/detection.ts";

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
  const leastPct = number(evidence, "leastPct");
  const burnPct = number(evidence, "burnAllowedPct");
  const isSameStand = evidence["isSameStand"] === true;
  const isWitnessed = evidence["isWitnessed"] === true;
  const isProven = evidence["isProven"] === true;
  return [
    // The amount is what is left after consumption was allowed for, of the driving that was seen.
    {
      cause: "consumption",
      isRuledOut: type === "refuel" || (burnPct !== null && (isSameStand || isWitnessed)),
      figures: figures(evidence, "burnAllowedPct", "kmSince"),
    },
    // Fuel at rest is still, and the least that counts elsewhere is above what this sender sloshes by.
    {
      cause: "slosh",
      isRuledOut: isSameStand || (pct !== null && leastPct !== null && pct >= leastPct),
      figures: figures(evidence, "pct", "leastPct", "noisePct", "uncertaintyPct"),
    },
    // Between two places a slope is denied by a level at a third, or by more than slopes show.
    {
      cause: "slope",
      isRuledOut: isSameStand || isProven,
      figures: figures(evidence, "isSameStand", "isProven", "kmSince"),
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
