/** How far a device may run ahead of its sustained rate before it is held back, ms. */
const BURST_MS = 2_000;

/** How often devices that no longer run ahead are forgotten, ms. */
const FORGET_EVERY_MS = 60_000;

/** Says how long a device's message must wait, ms; 0 while it keeps to its rate. */
export type Pace = (deviceId: string) => number;

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
  return (deviceId) => {
    const nowMs = now();
    if (nowMs >= forgetAtMs) forget(nowMs);
    const dueMs = Math.max(nowMs, nextAtMs.get(deviceId) ?? 0) + intervalMs;
    nextAtMs.set(deviceId, dueMs);
    return Math.max(0, dueMs - nowMs - BURST_MS);
  };
};
