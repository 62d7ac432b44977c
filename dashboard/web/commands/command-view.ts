import { moveCommand } from "../../../contracts/command-life.ts";
import type { Command, CommandStep } from "../../../contracts/command.ts";
import { FieldError } from "../../../contracts/problem.ts";
import { faultWords } from "../faults/fault-words.ts";
import type { Tone } from "../kit/tone-tag.ts";

/** How each state looks. */
export const STATE_TONES: Readonly<Record<Command["state"], Tone>> = {
  ...{ unconfirmed: "warn", queued: "neutral", sent: "accent", delivered: "accent" },
  ...{ done: "good", failed: "danger", expired: "warn", cancelled: "neutral" },
};

/** Commands with one as it is after its latest step: an older step changes nothing. Latest first. */
export const withHeard = (commands: readonly Command[], heard: Command): readonly Command[] => {
  const known = commands.find(({ id }) => id === heard.id);
  if (known && known.revision >= heard.revision) return commands;
  return [heard, ...commands.filter(({ id }) => id !== heard.id)].toSorted((one, other) =>
    other.createdAt.localeCompare(one.createdAt),
  );
};

/** Whether a command can still be taken back. */
export const canCancel = ({ name, state, attempts, expiresAt }: Command, nowMs: number): boolean =>
  moveCommand(
    { name, state, attempts, expiresAtMs: Date.parse(expiresAt), sendAfterMs: 0 },
    "cancel",
    nowMs,
  ) !== undefined;

/** A wish in the form the API takes it in. */
export type Wish = Readonly<Record<string, string>>;

/**
 * The same wish again, for one that came to nothing; undefined for others, and for an immobilisation:
 * that is one decision about one moment.
 */
export const sameWish = ({ name, state, text, reason }: Command): Wish | undefined => {
  const cameToNothing = state === "failed" || state === "expired" || state === "cancelled";
  if (!cameToNothing || name === "immobilise") return undefined;
  return { name, ...(text !== null && { text }), ...(reason !== null && { reason }) };
};

/**
 * What a person, a device or the system said with a step; nothing for a sending, of which the system
 * only notes how many times.
 */
export const stepNote = ({ step, note, faults }: CommandStep): string | null => {
  if (faults) return faults.map(faultWords).join(" ");
  return step === "sent" ? null : note;
};

type Json = Command["result"];

const partText = (value: Json): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/**
 * What a device answered, or why it was never told, a line each; nothing where there is neither. The words
 * of faults have to be loaded.
 */
export const resultLines = (result: Json): readonly string[] => {
  if (result === null) return [];
  if (typeof result !== "object") return [partText(result)];
  if (Array.isArray(result)) return result.flatMap(resultLines);
  const { refused } = result;
  if (refused !== undefined) return resultLines(refused);
  const fault = FieldError.safeParse(result).data;
  if (fault) return [faultWords(fault)];
  return Object.entries(result).map(([name, value]) => `${name}: ${partText(value)}`);
};
