/** A list that keeps its order for a while, and how many rows wait to be in it. */
export type HeldRows<Item> = { readonly rows: readonly Item[]; readonly waiting: number };

/**
 * A list as somebody has it before their eyes: each row as it is now, in the order of `heldIds`. Rows
 * that have left are gone; new ones wait.
 */
export const heldRows = <Item extends { readonly id: string }>(
  heldIds: readonly string[],
  now: readonly Item[],
): HeldRows<Item> => {
  const byId = new Map(now.map((item) => [item.id, item]));
  const rows = heldIds.flatMap((id) => byId.get(id) ?? []);
  return { rows, waiting: now.length - rows.length };
};
