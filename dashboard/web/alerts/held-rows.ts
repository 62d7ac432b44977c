/** A list that keeps its order for a while, and how many rows wait to be in it. */
export type HeldRows<Item> = { readonly rows: readonly Item[]; readonly waiting: number };

/**
 * A list as somebody has it before their eyes: each row as it is now, in the order of `heldIds`. Rows
 * that have left are gone; new ones wait. A row that has gone over to another list stays where it is
 * if it is `among` all that there are.
 */
export const heldRows = <Item>(
  heldIds: readonly string[],
  now: readonly Item[],
  idOf: (item: Item) => string,
  among: readonly Item[] = now,
): HeldRows<Item> => {
  const byId = new Map(among.map((item) => [idOf(item), item]));
  const held = new Set(heldIds);
  return {
    rows: heldIds.flatMap((id) => byId.get(id) ?? []),
    waiting: now.filter((item) => !held.has(idOf(item))).length,
  };
};
