import type pg from "pg";
import { findBooking, findBookingOfExtension } from "../../../db/bookings.ts";
import type { ClaimedDelivery } from "../../../db/push-deliveries.ts";
import { findUser } from "../../../db/users.ts";
import { quoteExtension } from "../../../operations/booking-accounts.ts";
import { decisionManner, type Push } from "./approval-push.ts";

/** Tells that somebody wants to keep a car longer, with what it costs, or that this is decided. */
export const extensionPush = async (
  pool: pg.Pool,
  { rings, language, expiresAt, timeZone }: ClaimedDelivery,
  extensionId: string,
): Promise<Push> => {
  const bookingId = await findBookingOfExtension(pool, extensionId);
  const booking = bookingId && (await findBooking(pool, null, bookingId));
  const extension = booking && booking.extensions.find(({ id }) => id === extensionId);
  if (!extension) throw new Error(`extension ${extensionId} of a delivery is gone`);
  const { vehicleId, licensePlate, customerName } = booking;
  const { status, dueAt, requestedBy } = extension;
  const price = (await quoteExtension(pool, booking, extension)) ?? null;
  const asker = requestedBy === null ? undefined : await findUser(pool, null, requestedBy);
  return {
    message: {
      ...{ kind: "extension", language, rings, extensionId, vehicleId, licensePlate, customerName },
      ...{ status, dueAt, timeZone, price, requestedByName: asker?.name ?? null },
    },
    manner: decisionManner(extensionId, expiresAt),
    obsolete: rings && status !== "PENDING" ? `the extension is ${status}` : undefined,
  };
};
