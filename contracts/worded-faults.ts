import type { Fault } from "./faults.ts";
import { READING_FAULTS } from "./reading-faults.ts";

const escaped = (words: string): string => words.replaceAll(/[.*+?^$()|[\]\\/]/g, "\\$&");

const patternOf = (words: string): RegExp =>
  new RegExp(`^${escaped(words).replaceAll(/\{(\w+)\}/g, "(?<$1>.+?)")}$`, "s");

const paramOf = (text: string): string | number =>
  text === String(Number(text)) ? Number(text) : text;

/**
 * Tells faults by their words, for whoever has nothing else: zod lets most of its checks carry words
 * alone, and so does the log of what was refused of devices.
 */
export const worded = (
  faults: Readonly<Record<string, string>>,
): ((message: string) => Fault | undefined) => {
  const patterns = Object.entries(faults).map(([code, words]) => [code, patternOf(words)] as const);
  return (message) => {
    for (const [code, pattern] of patterns) {
      const found = pattern.exec(message);
      if (!found) continue;
      const named = Object.entries(found.groups ?? {});
      if (named.length === 0) return { code, message };
      const params = Object.fromEntries(named.map(([name, text]) => [name, paramOf(text)]));
      return { code, message, params };
    }
    return undefined;
  };
};

/** Which fault a line of the log of refusals tells of; undefined when it is in nobody's own words. */
export const faultOfReading = worded(READING_FAULTS);
