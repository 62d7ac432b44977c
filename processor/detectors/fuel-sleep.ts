import type { Change, Sender } from "./fuel-state.ts";

/*
 * Many a gauge sleeps while the car is parked: heartbeats repeat what it showed on the road until the
 * key is turned. What has gone meanwhile has gone at some time of the stand, not since the last
 * heartbeat.
 */

/** A sender at rest may read the same once by chance. */
const SLEEPING_REPEATS = 2;

/** Follows whether a sender shows anything but what it read last on the road. */
export const followSleep = (
  sender: Sender,
  pct: number,
  tsMs: number,
  ignition: boolean | undefined,
): void => {
  const { roadMs, repeats } = sender;
  if (ignition === false) {
    sender.asleep = null;
    if (repeats !== null) sender.repeats = pct === sender.roadPct ? repeats + 1 : null;
    return;
  }
  if (roadMs !== null && repeats !== null && repeats >= SLEEPING_REPEATS)
    sender.asleep = { fromMs: roadMs, toMs: tsMs };
  sender.roadMs = tsMs;
  sender.repeats = 0;
};

/** A change with its start where the gauge fell asleep, if it has begun while it slept. */
export const sinceAsleep = (change: Change, { asleep }: Sender): Change => {
  const { startMs, firstMs } = change;
  if (asleep === null || startMs < asleep.fromMs || startMs > asleep.toMs) return change;
  if (firstMs < asleep.toMs) return change;
  return { ...change, startMs: asleep.fromMs, wasAsleep: true };
};
