import { z } from "zod";
import type { FleetApi } from "../provisioning/fleet-api.ts";
import { createBooking } from "../provisioning/needs.ts";
import { seedOf, unitAt } from "../random.ts";

const Vehicle = z.object({ id: z.string(), licensePlate: z.string() });
const Booking = z.object({
  id: z.string(),
  vehicleId: z.string(),
  status: z.string(),
  dueAt: z.string(),
});
type Booking = z.infer<typeof Booking>;

/** A car somebody drives, and who that is. */
export type RentableCar = {
  readonly licensePlate: string;
  readonly driver: { readonly name: string };
};

/** Of the cars on the road so many are rented; the others are moved by the rental's own people. */
const RENTED_SHARE = 0.8;
const HOUR_MS = 3_600_000;
/** Rentals began within the last two days, and end in two days to ten. */
const SINCE_H = { lowest: 2, highest: 48 };
const UNTIL_H = { lowest: 48, highest: 240 };
/** What is due sooner than this is brought back and begun anew: the demo has no late customers but one. */
const RENEW_BEFORE_MS = 24 * HOUR_MS;

const hoursOf = ({ lowest, highest }: typeof SINCE_H, share: number): number =>
  Math.round(lowest + (highest - lowest) * share);

/** Whether a rental of before goes on; one that nears its end is returned. */
const goesOn = async (
  api: FleetApi,
  { id, status, dueAt }: Booking,
  nowMs: number,
): Promise<boolean> => {
  if (status !== "OUT") return false;
  if (Date.parse(dueAt) > nowMs + RENEW_BEFORE_MS) return true;
  await api.create(`/api/bookings/${id}/return`, {}, Booking);
  return false;
};

/**
 * Rents most of the cars to those who drive them. Repeating it leaves what goes on, so that a demo
 * that is started again after days has no pile of cars that nobody brought back.
 */
export const rentOut = async (
  api: FleetApi,
  cars: readonly RentableCar[],
  nowMs: number,
): Promise<void> => {
  const ids = new Map(
    (await api.list("/api/vehicles", Vehicle)).map(({ licensePlate, id }) => [licensePlate, id]),
  );
  const bookings = await api.list("/api/bookings", Booking);
  for (const { licensePlate, driver } of cars) {
    const seed = seedOf("rental", licensePlate);
    const vehicleId = ids.get(licensePlate);
    if (vehicleId === undefined || unitAt(seed, 0) > RENTED_SHARE) continue;
    const known = bookings.filter((booking) => booking.vehicleId === vehicleId);
    let isOut = false;
    for (const booking of known) isOut = (await goesOn(api, booking, nowMs)) || isOut;
    if (isOut) continue;
    // A second rental cannot begin before the first one ended.
    const sinceMs = known.length > 0 ? 0 : hoursOf(SINCE_H, unitAt(seed, 1)) * HOUR_MS;
    const untilMs = hoursOf(UNTIL_H, unitAt(seed, 2)) * HOUR_MS;
    const times = { outMs: nowMs - sinceMs, dueMs: nowMs + untilMs };
    await createBooking(api, { vehicleId, customerName: driver.name, ...times });
  }
};
