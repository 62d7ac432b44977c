/** Rows a Page key goes by. */
const PAGE = 8;

/**
 * The id a navigation key leads to from `current`: arrows by one, Page keys by eight, Home and End
 * to the ends, never past them. Undefined for other keys and empty lists.
 */
export const stepIn = (
  ids: readonly string[],
  current: string | undefined,
  key: string,
): string | undefined => {
  const at = current === undefined ? -1 : ids.indexOf(current);
  const last = ids.length - 1;
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? last : at - 1,
    PageDown: at + PAGE,
    PageUp: at - PAGE,
    Home: 0,
    End: last,
  };
  const target = targets[key];
  return target === undefined ? undefined : ids[Math.max(0, Math.min(last, target))];
};

/**
 * The row that takes the place of one that has left a list: the next that is still there, else the
 * one before. Undefined when none is.
 */
export const successorOf = (
  id: string,
  before: readonly string[],
  now: readonly string[],
): string | undefined => {
  const at = before.indexOf(id);
  if (at < 0) return undefined;
  const still = new Set(now);
  const isStill = (each: string): boolean => still.has(each);
  return before.slice(at + 1).find(isStill) ?? before.slice(0, at).findLast(isStill);
};
