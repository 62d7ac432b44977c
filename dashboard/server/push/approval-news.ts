import type { JsMsg } from "@nats-io/jetstream";
import type pg from "pg";
import { CommandEvent } from "../../../contracts/command.ts";
import { PERMISSIONS } from "../../../contracts/permissions.ts";
import { eventSubject } from "../../../contracts/subjects.ts";
import { addDecisionDeliveries } from "../../../db/decision-deliveries.ts";
import { followNews, type NewsParts } from "./push-news.ts";

/** How long a device that was away is still told that nothing waits for its owner any more, ms. */
const SETTLED_FOR_MS = 3_600_000;

/** Notes who is to be told that an immobilisation waits for a second person, or does no longer. */
const take = async (pool: pg.Pool, message: JsMsg): Promise<void> => {
  const { command } = CommandEvent.parse(message.json());
  if (command.name !== "immobilise") return;
  const rings = command.state === "unconfirmed";
  const expiresAtMs = rings
    ? Date.parse(command.expiresAt)
    : Date.parse(command.updatedAt) + SETTLED_FOR_MS;
  if (expiresAtMs <= Date.now()) return;
  await addDecisionDeliveries(pool, {
    ...{ decision: { of: "command_id", id: command.id }, revision: command.revision, rings },
    ...{ roles: PERMISSIONS["immobilisations:confirm"], branchIds: [command.branchId] },
    ...{ exceptUserId: command.requestedBy, expiresAt: new Date(expiresAtMs) },
  });
};

/** Turns immobilisations that wait for a second person into deliveries. The returned function ends it. */
export const followApprovalNews = (parts: NewsParts): (() => Promise<void>) =>
  followNews(parts, {
    durable: "push-approvals",
    subjects: [eventSubject("command:changed")],
    take: (message) => take(parts.pool, message),
  });
