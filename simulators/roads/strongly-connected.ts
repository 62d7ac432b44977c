/**
 * The largest set of nodes of which each can reach each other (Tarjan, without recursion: the
 * call stack would not hold a city). `next[node]` lists the nodes one step away.
 */
export const largestStronglyConnected = (next: readonly (readonly number[])[]): Set<number> => {
  const order = new Int32Array(next.length).fill(-1);
  const low = new Int32Array(next.length);
  const tried = new Int32Array(next.length);
  const onStack = new Uint8Array(next.length);
  const stack: number[] = [];
  let visited = 0;
  let largest: number[] = [];

  const enter = (node: number, trail: number[]): void => {
    order[node] = low[node] = visited++;
    onStack[node] = 1;
    stack.push(node);
    trail.push(node);
  };
  const lower = (node: number, value: number): void => {
    low[node] = Math.min(low[node] ?? 0, value);
  };
  const leave = (node: number, trail: number[]): void => {
    trail.pop();
    const parent = trail.at(-1);
    if (parent !== undefined) lower(parent, low[node] ?? 0);
    if (low[node] !== order[node]) return;
    const component = stack.splice(stack.lastIndexOf(node));
    for (const member of component) onStack[member] = 0;
    if (component.length > largest.length) largest = component;
  };

  for (const root of next.keys()) {
    if (order[root] !== -1) continue;
    const trail: number[] = [];
    enter(root, trail);
    for (let node = trail.at(-1); node !== undefined; node = trail.at(-1)) {
      const attempt = tried[node] ?? 0;
      tried[node] = attempt + 1;
      const step = next[node]?.[attempt];
      if (step === undefined) leave(node, trail);
      else if (order[step] === -1) enter(step, trail);
      else if (onStack[step] === 1) lower(node, order[step] ?? 0);
    }
  }
  return new Set(largest);
};
