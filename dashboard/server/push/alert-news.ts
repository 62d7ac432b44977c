import type { JsMsg } from "@nats-io/jetstream";
import type pg from "pg";
import { AlertEvent } from "../../../contracts/alert.ts";
import { PERMISSIONS } from "../../../contracts/permissions.ts";
import { eventSubject } from "../../../contracts/subjects.ts";
import { addPushDeliveries } from "../../../db/push-deliveries.ts";
import { followNews, type NewsParts } from "./push-news.ts";
import { worthTellingMs } from "./push-queue.ts";

/** What brings up to date waits for more of the kind, ms; news does not. */
const GATHERED_MS = 3_000;

const RINGING: ReadonlySet<string> = new Set(["alert:created", "alert:critical"].map(eventSubject));
const UPDATED = eventSubject("alert:updated");

/** Notes who is to be told of an event. What was found too late to be news is told to nobody. */
const take = async (pool: pg.Pool, message: JsMsg): Promise<void> => {
  const rings = RINGING.has(message.subject);
  if (!rings && message.subject !== UPDATED) return;
  const { alert } = AlertEvent.parse(message.json());
  const expiresAtMs = Date.parse(alert.updatedAt) + worthTellingMs(alert);
  if (alert.raisedAt === null || expiresAtMs <= Date.now()) return;
  const roles = PERMISSIONS["alerts:view"];
  const inMs = rings ? 0 : GATHERED_MS;
  await addPushDeliveries(pool, {
    ...{ alert, rings, roles, inMs, expiresAt: new Date(expiresAtMs) },
  });
};

/** Turns what happens to alerts into deliveries. The returned function ends it. */
export const followAlertNews = (parts: NewsParts): (() => Promise<void>) =>
  followNews(parts, {
    durable: "push",
    subjects: [eventSubject("alert:>")],
    take: (message) => take(parts.pool, message),
  });
