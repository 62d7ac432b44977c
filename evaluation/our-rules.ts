import { tell } from "../processor/detectors/testing.ts";
import type { Case, Happening } from "./happening.ts";

/** What the detectors confirm of a case, folded as the processor folds it. */
export const ourHappenings = ({ observations, settings }: Case): Happening[] => {
  const { routes, detections } = tell(observations, settings);
  const lastMs = observations.at(-1)?.tsMs ?? 0;
  return [
    // A route that the end of the recording cuts off has been driven up to there.
    ...routes.map(({ startMs, endMs }) => ({
      kind: "trip" as const,
      startMs,
      endMs: endMs ?? lastMs,
    })),
    ...detections
      .filter(({ certainty }) => certainty === "confirmed")
      .map(({ type, startMs, endMs, detectedAtMs }) => ({
        kind: type,
        startMs,
        endMs,
        toldAtMs: detectedAtMs,
      })),
  ];
};
