import type { Alert } from "../../../contracts/alert.ts";
import { durationText } from "../i18n/figures.ts";
import { isolated } from "../i18n/isolated.ts";
import { storyText } from "./story-text.ts";

type Told = Pick<Alert, "type" | "licensePlate" | "startedAt" | "endedAt" | "evidence">;

/** Shorter than this it was a moment, ms. */
const MOMENT_MS = 1_000;

/** An alert in a sentence: which car, what is wrong, and when; `moment` writes an instant. */
export const alertStory = (
  { type, licensePlate, startedAt, endedAt, evidence }: Told,
  moment: (ms: number) => string,
): string => {
  const t = storyText();
  const fromMs = Date.parse(startedAt);
  const from = moment(fromMs);
  const lengthMs = endedAt === null ? null : Date.parse(endedAt) - fromMs;
  const when = (): string => {
    if (lengthMs === null) return t.lastsSince(from);
    if (lengthMs < MOMENT_MS) return t.wasAt(from);
    if (evidence["wasGaugeAsleep"] === true) return t.wasBetween(from, moment(fromMs + lengthMs));
    return t.lastedFrom(from, durationText(lengthMs / 1_000));
  };
  return t.told(isolated(licensePlate), t.explains[type], when());
};
