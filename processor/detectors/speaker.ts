import { z } from "zod";
import { findDevice } from "./car-devices.ts";
import type { DetectorInput } from "./detector.ts";

/** Which of a car's devices is listened to, and when it last spoke. */
export const Speaker = z.object({ deviceId: z.string(), heardMs: z.number() }).nullable();
export type Speaker = z.infer<typeof Speaker>;

/**
 * A phone may travel in a car with a tracker of its own: readings of one say nothing of the
 * other's. Another is listened to only once this one has been silent for so long, ms.
 */
export const GIVEN_UP_AFTER_MS = 3_600_000;
/** A phone instead of a wired tracker only once that one does not even sleep any more, ms. */
export const REPLACED_AFTER_MS = 25 * 3_600_000;

/**
 * Whose an observation is: the speaker's own, a bystander's, or that of a new speaker. What is wired to
 * the car goes before what is not.
 */
export const whose = (
  speaker: Speaker,
  { observation: { deviceId, tsMs }, devices }: DetectorInput,
): "own" | "bystander" | "new" => {
  if (speaker === null) return "new";
  if (speaker.deviceId === deviceId) return "own";
  const isWired = findDevice(devices, deviceId)?.isWired === true;
  const wasWired = findDevice(devices, speaker.deviceId)?.isWired === true;
  if (isWired && !wasWired) return "new";
  const patienceMs = wasWired && !isWired ? REPLACED_AFTER_MS : GIVEN_UP_AFTER_MS;
  return tsMs - speaker.heardMs <= patienceMs ? "bystander" : "new";
};

/** The speaker after it has spoken, the same object where it is the same device. */
export const spoken = (
  speaker: Speaker,
  { observation: { deviceId, tsMs } }: DetectorInput,
): Speaker => {
  if (speaker?.deviceId !== deviceId) return { deviceId, heardMs: tsMs };
  speaker.heardMs = tsMs;
  return speaker;
};
