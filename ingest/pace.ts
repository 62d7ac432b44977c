/** How far a device may run ahead of its sustained rate before it is held back, ms. */
const BURST_MS = 2_000;

/** How often devices that no longer run ahead are forgotten, ms. */
const FORGET_EVERY_MS = 60_000;

/** What each device has sent of late, against the rate it may keep up. */
export type Pace = {
  /** How long a message that a device has just sent must wait, ms; 0 while it keeps to its rate. */
  readonly delayMs: (deviceId: string) => number;
  /** Whether a message that a device sent now would have to wait. */
  readonly isAhead: (deviceId: string) => boolean;
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
  const dueMs = (deviceId: string, nowMs: number): number =>
    Math.max(nowMs, nextAtMs.get(deviceId) ?? 0) + intervalMs;

  return {
    delayMs: (deviceId) => {
      const nowMs = now();
      if (nowMs >= forgetAtMs) forget(nowMs);
      const atMs = dueMs(deviceId, nowMs);
      nextAtMs.set(deviceId, atMs);
      return Math.max(0, atMs - nowMs - BURST_MS);
    },
    isAhead: (deviceId) => {
      const nowMs = now();
      return dueMs(deviceId, nowMs) - nowMs > BURST_MS;
    },
  };
};
