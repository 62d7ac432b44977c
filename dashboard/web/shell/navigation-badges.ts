import type { PageName } from "../routing/page-route.ts";

/** How much waits on each page, such as alerts that nobody has seen; zero shows nothing. */
export type NavigationBadges = {
  count(page: PageName): number;
  set(page: PageName, count: number): void;
  /** Calls back after each change, until the returned function is called. */
  subscribe(listener: () => void): () => void;
};

/** Starts with nothing waiting anywhere. */
export const createNavigationBadges = (): NavigationBadges => {
  const counts = new Map<PageName, number>();
  const listeners = new Set<() => void>();
  return {
    count: (page) => counts.get(page) ?? 0,
    set(page, count) {
      if (counts.get(page) === count) return;
      counts.set(page, count);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
