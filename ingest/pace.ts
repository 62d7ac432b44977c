/** How far a device may run ahead of its sustained rate before it is held back, ms. */
const BURST_MS = 2_000;

/** How often devices that no longer run ahead are forgotten, ms. */
const FORGET_EVERY_MS = 60_000;

/** What each device has sent of late, against the rate it may keep up. */
export type Pace = {
  /** How long a message that a device has just sent must wait, ms; 0 while it keeps to its rate. */
  readonly delayMs: (deviceId: string) => number;
  /** Counts a message that a device has just sent if it need not wait; whether it was counted. */
  readonly passes: (deviceId: string) => boolean;
};

/**
 * Holds fast devices back instead of refusing them (GCRA: one number a device). A delayed
 * acknowledgement slows the sender down by MQTT's own flow control, so nothing is lost.
 */
export const createPace = (
  messagesPerS: number,
  now: () => number,
  nextAtMs = new Map<string, number>(),
): Pace => {
  const intervalMs = 1_000 / messagesPerS;
  let forgetAtMs = now() + FORGET_EVERY_MS;
  // One whose time has come is as one that was never heard.
  const forget = (nowMs: number): void => {
    forgetAtMs = nowMs + FORGET_EVERY_MS;
    for (const [deviceId, atMs] of nextAtMs) if (atMs <= nowMs) nextAtMs.delete(deviceId);
  };
  /** Counts a message unless it would have to wait longer than `mostMs`; answers how long it would. */
  const count = (deviceId: string, mostMs: number): number => {
    const nowMs = now();
    if (nowMs >= forgetAtMs) forget(nowMs);
    const dueMs = Math.max(nowMs, nextAtMs.get(deviceId) ?? 0) + intervalMs;
    const delayMs = Math.max(0, dueMs - nowMs - BURST_MS);
    if (delayMs <= mostMs) nextAtMs.set(deviceId, dueMs);
    return delayMs;
  };
  return {
    delayMs: (deviceId) => count(deviceId, Infinity),
    passes: (deviceId) => count(deviceId, 0) === 0,
  };
};
