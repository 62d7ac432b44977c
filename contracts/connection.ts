import type { Connection, VehicleLive } from "./live-protocol.ts";

// Limits for states of releases that did not know the habits of a device.
/** A car with its ignition on reports at least every minute; five missed reports are silence, ms. */
const ACTIVE_SILENCE_MS = 5 * 60_000;
/** A sleeping tracker may report only every 15 to 20 min; two missed reports are silence, ms. */
const PARKED_SILENCE_MS = 30 * 60_000;

/** How long a car may be silent before it counts as offline, by what it was doing, ms. */
const toleratedSilenceMs = (motion: VehicleLive["motion"]): number =>
  motion === "driving" || motion === "idling" ? ACTIVE_SILENCE_MS : PARKED_SILENCE_MS;

/** Whether a car can be heard at `nowMs`; stored states carry the answer of when they were written. */
export const connectionAt = (
  { ts, motion, offlineAfter }: Pick<VehicleLive, "ts" | "motion" | "offlineAfter">,
  nowMs: number,
): Connection => {
  if (ts === null) return "never";
  const limitMs = offlineAfter
    ? Date.parse(offlineAfter)
    : Date.parse(ts) + toleratedSilenceMs(motion);
  return nowMs > limitMs ? "offline" : "online";
};

/** A state as it is heard at `nowMs`. */
export const asHeardAt = <Live extends VehicleLive>(live: Live, nowMs: number): Live => ({
  ...live,
  connection: connectionAt(live, nowMs),
});
