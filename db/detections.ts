import type { Certainty, DetectionType, Evidence } from "../contracts/detection/detection.ts";

/** A detection to be written; the same id again replaces what was said before. */
export type DetectionVersion = {
  /** Derived from vehicle, type and cause, so that a replay says the same again. */
  readonly id: string;
  readonly vehicleId: string;
  readonly type: DetectionType;
  readonly certainty: Certainty;
  /** When it began to happen, event time, ms; backdated to the cause. */
  readonly startMs: number;
  /** When it ended; null while it lasts. What has no duration ends when it starts. */
  readonly endMs: number | null;
  /** Event time of the observation that decided it, ms. */
  readonly detectedAtMs: number;
  /** Where; null when no position was known. */
  readonly lat: number | null;
  readonly lon: number | null;
  readonly evidence: Evidence;
};
