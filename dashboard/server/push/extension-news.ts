import type { JsMsg } from "@nats-io/jetstream";
import type pg from "pg";
import { BookingEvent, type Extension } from "../../../contracts/booking.ts";
import { PERMISSIONS } from "../../../contracts/permissions.ts";
import { eventSubject } from "../../../contracts/subjects.ts";
import { addDecisionDeliveries } from "../../../db/decision-deliveries.ts";
import { followNews, type NewsParts } from "./push-news.ts";

/** An extension waits, then it is decided: the two things there are to tell of it. */
const REVISIONS = { asked: 1, decided: 2 } as const;
/** How long a wish is worth telling to a device that was away, ms … */
const ASKED_FOR_MS = 24 * 3_600_000;
/** … and how long that it is decided. */
const DECIDED_FOR_MS = 3_600_000;

const worthTellingUntilMs = ({ requestedAt, decidedAt }: Extension): number =>
  decidedAt === null
    ? Date.parse(requestedAt) + ASKED_FOR_MS
    : Date.parse(decidedAt) + DECIDED_FOR_MS;

/** Notes who is to be told of what is wanted or decided of a booking. */
const take = async (pool: pg.Pool, message: JsMsg): Promise<void> => {
  const { booking } = BookingEvent.parse(message.json());
  const branchIds = [booking.branchId, booking.returnBranchId];
  for (const extension of booking.extensions) {
    const untilMs = worthTellingUntilMs(extension);
    if (untilMs <= Date.now()) continue;
    const rings = extension.status === "PENDING";
    await addDecisionDeliveries(pool, {
      ...{ decision: { of: "extension_id", id: extension.id }, rings },
      revision: rings ? REVISIONS.asked : REVISIONS.decided,
      ...{ roles: PERMISSIONS["extensions:decide"], branchIds, exceptUserId: null },
      expiresAt: new Date(untilMs),
    });
  }
};

/** Turns wishes to keep a car longer, and their ends, into deliveries. The returned function ends it. */
export const followExtensionNews = (parts: NewsParts): (() => Promise<void>) =>
  followNews(parts, {
    durable: "push-extensions",
    // a return ends a wish too
    subjects: [eventSubject("booking:*"), eventSubject("vehicle:returned")],
    take: (message) => take(parts.pool, message),
  });
