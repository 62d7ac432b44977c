import type { Fix } from "./fix.ts";

/** How far the higher of the speeds shown at two fixes leads in the time between them, m. */
export const shownWayM = (from: Fix, to: Fix): number =>
  (Math.max(from.speedKmh ?? 0, to.speedKmh ?? 0) / 3.6) * ((to.atMs - from.atMs) / 1_000);
