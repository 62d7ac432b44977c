import { SIGMA_PER_MAD } from "../../contracts/detection/fuel-gauge.ts";
import type { DetectionType } from "../../contracts/detection/detection.ts";
import { detectionId } from "./detector.ts";
import type { FuelState, Said } from "./fuel-state.ts";
import type { Output } from "./output.ts";

/** Senders stop below full and above empty, % of tank. */
export const CEILING_PCT = 90;
const FLOOR_PCT = 9;

export const sigmaPct = ({ noisePct }: FuelState): number => SIGMA_PER_MAD * noisePct;

/** When what is said at a time was decided: as it was said for the first time, or was confirmed. */
export const decidedAtMs = (
  said: Said | null,
  certainty: Said["certainty"],
  atMs: number,
): number =>
  said && (said.certainty === "confirmed" || certainty === "suspected") ? said.detectedAtMs : atMs;

/** What a detection's id rests on: its start, and its cause where a type has several. */
const causeOf = ({ evidence, startMs }: Said): string | number =>
  typeof evidence["cause"] === "string" ? `${evidence["cause"]}:${startMs}` : startMs;

/** The detection in the form everyone reads. */
export const toOutput = (vehicleId: string, type: DetectionType, said: Said): Output => {
  const { levels, evidence, ...rest } = said;
  const curve = levels.map(([atS, pct]) => ({ atMs: atS * 1_000, pct }));
  return {
    kind: "detection",
    record: {
      id: detectionId(vehicleId, type, causeOf(said)),
      vehicleId,
      type,
      ...rest,
      evidence: curve.length === 0 ? { ...evidence } : { ...evidence, levels: curve },
    },
  };
};

/** Whether a sender may show this level over some consumption or filling. */
export const isInDeadBand = (pct: number): boolean => pct >= CEILING_PCT || pct <= FLOOR_PCT;
