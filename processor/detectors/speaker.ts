import { z } from "zod";
import type { Observation } from "../../contracts/observation.ts";

/** Which of a car's trackers is listened to, and when it last spoke. */
export const Speaker = z.object({ deviceId: z.string(), heardMs: z.number() }).nullable();
export type Speaker = z.infer<typeof Speaker>;

/**
 * A phone may travel in a car with a tracker of its own: readings of one say nothing of the
 * other's. Another is listened to only once this one has been silent for so long, ms.
 */
const GIVEN_UP_AFTER_MS = 3_600_000;

/** Whose an observation is: the speaker's own, a bystander's, or that of a new speaker. */
export const whose = (
  speaker: Speaker,
  { deviceId, tsMs }: Observation,
): "own" | "bystander" | "new" => {
  if (speaker === null) return "new";
  if (speaker.deviceId === deviceId) return "own";
  return tsMs - speaker.heardMs <= GIVEN_UP_AFTER_MS ? "bystander" : "new";
};
