/** A binary heap of numbers by cost: cheapest first. */
export const createCostHeap = () => {
  const items: number[] = [];
  const costs: number[] = [];
  const costAt = (slot: number): number => costs[slot] ?? Infinity;

  const swap = (one: number, other: number): void => {
    [items[one], items[other]] = [items[other]!, items[one]!];
    [costs[one], costs[other]] = [costs[other]!, costs[one]!];
  };
  const push = (item: number, cost: number): void => {
    let slot = items.push(item) - 1;
    costs.push(cost);
    for (let parent = (slot - 1) >> 1; slot > 0 && costAt(parent) > cost; parent = (slot - 1) >> 1) {
      swap(slot, parent);
      slot = parent;
    }
  };
  const sink = (): void => {
    for (let slot = 0; ; ) {
      const left = 2 * slot + 1;
      const child = costAt(left + 1) < costAt(left) ? left + 1 : left;
      if (costAt(child) >= costAt(slot)) return;
      swap(slot, child);
      slot = child;
    }
  };
  /** Takes the cheapest item out; undefined when empty. */
  const pop = (): { item: number; cost: number } | undefined => {
    const item = items[0];
    const cost = costs[0];
    if (item === undefined || cost === undefined) return undefined;
    swap(0, items.length - 1);
    items.pop();
    costs.pop();
    sink();
    return { item, cost };
  };
  return { push, pop };
};
