/** A detection that somebody would be told of. */
export type Telling = {
  readonly cause: string;
  readonly startMs: number;
  /** Null while it lasts. */
  readonly endMs: number | null;
  readonly cooldownS: number;
};

/**
 * How many alerts detections of one vehicle make, were each closed as soon as its cause has ended:
 * what begins before the end of the one before, and of its cooldown, counts on that one.
 */
export const countAlerts = (tellings: readonly Telling[]): number => {
  const lastMs = new Map<string, number>();
  let alerts = 0;
  for (const { cause, startMs, endMs, cooldownS } of tellings.toSorted(
    (one, other) => one.startMs - other.startMs,
  )) {
    const beforeMs = lastMs.get(cause);
    if (beforeMs === undefined || startMs > beforeMs + cooldownS * 1_000) alerts++;
    lastMs.set(cause, Math.max(beforeMs ?? startMs, endMs ?? Infinity));
  }
  return alerts;
};
