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
