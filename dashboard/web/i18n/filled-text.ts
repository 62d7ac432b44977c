import { isolatedIfTurning } from "./isolated.ts";

const filled = (part: unknown): unknown =>
  typeof part === "string" ? isolatedIfTurning(part) : part;

const partOf = (part: unknown): unknown => {
  if (typeof part !== "function") return filledText(part);
  return (...parts: unknown[]): unknown => Reflect.apply(part, undefined, parts.map(filled));
};

/**
 * Texts whose sentences isolate what is filled into them: no name, however it is written, turns the words
 * of a sentence around. Lists hold whole words, and stay as they are.
 */
export const filledText = <Text>(text: Text): Text => {
  if (typeof text !== "object" || text === null || Array.isArray(text)) return text;
  const sentences = { ...text };
  for (const [name, part] of Object.entries(text)) Reflect.set(sentences, name, partOf(part));
  return sentences;
};
