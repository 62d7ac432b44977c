import { z } from "zod";

/** What came in together: when its first observation read was received, and how late its latest one was. */
const Delivery = z.object({ receivedMs: z.number(), lateMs: z.number() });

/** The last deliveries of a device, oldest first; none while all of them came at once. */
export const Deliveries = z.array(Delivery);
export type Deliveries = z.infer<typeof Deliveries>;

/** Deliveries that are kept: one backlog among them is no habit, and a habit that ends is soon forgotten. */
const DELIVERIES = 5;
/** What is received within this time of each other is one delivery, ms: a backlog comes in pieces. */
const TOGETHER_MS = 120_000;
/** Delivered at once, ms: three intervals and five minutes leave more than that beside one interval. */
const AT_ONCE_MS = 60_000;
/** The longest wait that can be a habit, ms: one that sends once a day. Older is loaded, not delivered. */
const LONGEST_WAIT_MS = 25 * 3_600_000;

const isForgotten = (deliveries: Deliveries): boolean =>
  deliveries.every(({ lateMs }) => lateMs === 0);

/** How long before it was received something was measured, by the clock of its device, ms; 0 for at once. */
export const lateByMs = (tsMs: number, receivedMs: number): number =>
  receivedMs - tsMs < AT_ONCE_MS ? 0 : receivedMs - tsMs;

/**
 * Takes into account when an observation was received, in place. What was measured a while before it was
 * received waited in a batch, or bears the time of a clock that is slow: both keep the car silent for as
 * long as the oldest of a delivery is late.
 */
export const learnDelivery = (deliveries: Deliveries, tsMs: number, receivedMs: number): void => {
  const lateMs = lateByMs(tsMs, receivedMs);
  if (lateMs > LONGEST_WAIT_MS || (lateMs === 0 && deliveries.length === 0)) return;
  for (const delivery of deliveries) {
    if (Math.abs(receivedMs - delivery.receivedMs) > TOGETHER_MS) continue;
    delivery.lateMs = Math.max(delivery.lateMs, lateMs);
    return;
  }
  deliveries.push({ receivedMs, lateMs });
  if (deliveries.length > DELIVERIES) deliveries.shift();
  if (isForgotten(deliveries)) deliveries.length = 0;
};

/** How late its observations usually are at most, ms: as late as two of its last deliveries were. */
export const usuallyLateMs = (deliveries: Deliveries): number => {
  let mostMs = 0;
  let secondMs = 0;
  for (const { lateMs } of deliveries) {
    secondMs = Math.max(secondMs, Math.min(mostMs, lateMs));
    mostMs = Math.max(mostMs, lateMs);
  }
  return secondMs;
};

/**
 * How slow the clock of a device is, going by how late its last word was, ms. Where something that was
 * delivered with that word was a good deal later, both have waited in a backlog; so has what is loaded.
 */
export const clockSlowMs = (lateMs: number, ...situations: readonly Deliveries[]): number => {
  const hasWaited = situations.some(
    (deliveries) => (deliveries.at(-1)?.lateMs ?? 0) > lateMs + TOGETHER_MS,
  );
  return hasWaited || lateMs > LONGEST_WAIT_MS ? 0 : lateMs;
};
