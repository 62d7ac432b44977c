import type { Alert, AlertStep } from "../../../contracts/alert.ts";
import type { Severity } from "../../../contracts/detection/detection.ts";
import type { Tone } from "../kit/tone-tag.ts";
import { alertText } from "./text.ts";

export const TONES: Readonly<Record<Severity, Tone>> = {
  critical: "danger",
  warning: "warn",
  info: "accent",
};

/** An alert in a line: what, and which car. */
export const alertTitle = ({ type, licensePlate }: Alert): string =>
  alertText().raised(alertText().types[type], licensePlate);

/** A name of the interface as words, where there are no better ones. */
export const spaced = (name: string): string =>
  name.replaceAll("_", " ").replaceAll(/([a-z])([A-Z])/g, (_, end: string, start: string) => {
    return `${end} ${start.toLowerCase()}`;
  });

/** What was said with a step; the level a return was raised to is a word of the system. */
export const stepNoteText = ({ action, note }: AlertStep): string | null => {
  if (note === null || action !== "raised") return note;
  return Object.entries(alertText().levels).find(([level]) => level === note)?.[1] ?? note;
};

/** A step of an alert's life. */
export const stepText = (action: string): string =>
  Object.entries(alertText().steps).find(([known]) => known === action)?.[1] ?? spaced(action);
