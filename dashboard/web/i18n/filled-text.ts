import { isolatedIfTurning } from "./isolated.ts";

const filled = (part: unknown): unknown =>
  typeof part === "string" ? isolatedIfTurning(part) : part;

/** What has been made of a part, so that the same one comes each time. */
const made = new WeakMap<object, object>();

const madeOnce = (part: object, make: () => object): object => {
  const known = made.get(part) ?? make();
  made.set(part, known);
  return known;
};

const partOf = (part: unknown): unknown => {
  // a list holds whole words, and its own methods are no sentences
  if (Array.isArray(part)) return part;
  if (typeof part === "function") {
    return madeOnce(
      part,
      () =>
        (...parts: unknown[]) =>
          Reflect.apply(part, undefined, parts.map(filled)),
    );
  }
  return typeof part === "object" && part !== null ? madeOnce(part, () => reading(part)) : part;
};

const READ: ProxyHandler<object> = {
  get(text, name, receiver) {
    const part: unknown = Reflect.get(text, name, receiver);
    return Object.hasOwn(text, name) ? partOf(part) : part;
  },
};

const reading = <Part extends object>(part: Part): Part => new Proxy<Part>(part, READ);

/**
 * Texts whose sentences isolate what is filled into them: no name, however it is written, turns the words
 * of a sentence around.
 */
export const filledText = <Text>(text: Text): Text =>
  typeof text === "object" && text !== null ? reading(text) : text;
