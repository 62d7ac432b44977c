/** How far a device may run ahead of its sustained rate before it is held back, ms. */
const BURST_MS = 2_000;

/** Says how long a device's message must wait, ms; 0 while it keeps to its rate. */
export type Pace = (deviceId: string) => number;

/**
 * Holds fast devices back instead of refusing them (GCRA: one number a device). A delayed
 * acknowledgement slows the sender down by MQTT's own flow control, so nothing is lost.
 */
export const createPace = (messagesPerS: number, now: () => number): Pace => {
  const intervalMs = 1_000 / messagesPerS;
  const nextAtMs = new Map<string, number>();
  return (deviceId) => {
    const nowMs = now();
    const dueMs = Math.max(nowMs, nextAtMs.get(deviceId) ?? 0) + intervalMs;
    nextAtMs.set(deviceId, dueMs);
    return Math.max(0, dueMs - nowMs - BURST_MS);
  };
};
