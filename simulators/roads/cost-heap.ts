/** A binary heap of numbers by cost: cheapest first. */
export const createCostHeap = () => {
  const items: number[] = [];
  const costs: number[] = [];

  /** Moves the last entry up to where its parent is no dearer. */
  const push = (item: number, cost: number): void => {
    let slot = items.length;
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      if (costs[parent]! <= cost) break;
      items[slot] = items[parent]!;
      costs[slot] = costs[parent]!;
      slot = parent;
    }
    items[slot] = item;
    costs[slot] = cost;
  };

  /** Puts an entry at the top and lets it sink below what is cheaper. */
  const replaceTop = (item: number, cost: number): void => {
    let slot = 0;
    for (let child = 1; child < items.length; child = 2 * slot + 1) {
      if (child + 1 < items.length && costs[child + 1]! < costs[child]!) child += 1;
      if (costs[child]! >= cost) break;
      items[slot] = items[child]!;
      costs[slot] = costs[child]!;
      slot = child;
    }
    items[slot] = item;
    costs[slot] = cost;
  };

  /** Takes the cheapest item out; undefined when empty. */
  const pop = (): { item: number; cost: number } | undefined => {
    const [item, cost] = [items[0], costs[0]];
    const [lastItem, lastCost] = [items.pop(), costs.pop()];
    if (item === undefined || cost === undefined) return undefined;
    if (items.length > 0) replaceTop(lastItem!, lastCost!);
    return { item, cost };
  };
  return { push, pop };
};
