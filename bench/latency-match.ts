/** A car's state reached a viewer: the event time it carried, and the clock's when it came, ms. */
export type Arrival = { readonly tsMs: number; readonly atMs: number };

/** How long each published observation took, ms, and how many never showed. */
export type Matched = { readonly latenciesMs: readonly number[]; readonly unseen: number };

/**
 * Pairs what one car published (event time = publish time) with what a viewer got. Positions are
 * latest-wins, so an observation has arrived with the first state that is as new or newer.
 */
export const matchArrivals = (
  publishedMs: readonly number[],
  arrivals: readonly Arrival[],
): Matched => {
  const published = publishedMs.toSorted((a, b) => a - b);
  const inOrder = arrivals.toSorted((a, b) => a.atMs - b.atMs);
  const latenciesMs: number[] = [];
  let next = 0;
  for (const { tsMs, atMs } of inOrder) {
    for (let sent = published[next]; sent !== undefined && sent <= tsMs; sent = published[next]) {
      latenciesMs.push(atMs - sent);
      next++;
    }
  }
  return { latenciesMs, unseen: published.length - next };
};
