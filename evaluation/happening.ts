import type { DetectionType } from "../contracts/detection/detection.ts";
import type { Observation } from "../contracts/observation.ts";
import type { SettingsHistory } from "../processor/detectors/vehicle-settings.ts";

/** What is looked for: a trip, or one of the detections. */
export type Kind = DetectionType | "trip";

/** Something that happened, or that a rule says has happened. */
export type Happening = {
  readonly kind: Kind;
  readonly startMs: number;
  /** Null where it lasts, or where nobody knows when it ended. */
  readonly endMs: number | null;
  /** When a rule first said so, where it keeps that. */
  readonly toldAtMs?: number;
};

/** The truth of it; `isWithin` where only the period is known in which it happened. */
export type Truth = Happening & { readonly isWithin?: true };

/** One car's observations with what truly happened in them. */
export type Case = {
  /** Under which heading its figures are summed up. */
  readonly source: string;
  readonly observations: readonly Observation[];
  readonly settings: SettingsHistory;
  readonly truths: readonly Truth[];
  /** The kinds whose truth is known: of others nothing is said. Null for all. */
  readonly known: ReadonlySet<Kind> | null;
};
