import type { Msg, NatsConnection, Subscription } from "@nats-io/transport-node";
import type { z } from "zod";
import { LivePositions, VehiclesChanged } from "../../../contracts/live-announcement.ts";
import { LIVE_POSITIONS_SUBJECT, VEHICLES_CHANGED_SUBJECT } from "../../../contracts/subjects.ts";
import type { Metrics } from "../metrics.ts";
import { type FleetKeeperParts, reloadFleet, reloadVehicles, takeStates } from "./fleet-keeper.ts";

/** Announcements may get lost; the database has the last word this often, ms. */
const RELOAD_INTERVAL_MS = 60_000;

export type AnnouncementParts = FleetKeeperParts & {
  readonly nats: NatsConnection;
  readonly metrics: Metrics;
};

/** An announcement as its schema says; undefined, counted and logged, when it is not. */
const read = <Schema extends z.ZodType>(
  schema: Schema,
  message: Msg,
  { log, metrics }: AnnouncementParts,
): z.output<Schema> | undefined => {
  try {
    return schema.parse(message.json());
  } catch (err) {
    metrics.unreadableAnnouncements.inc({ subject: message.subject });
    log.warn({ err, subject: message.subject }, "an announcement could not be read");
    return undefined;
  }
};

const followPositions = async (
  subscription: Subscription,
  parts: AnnouncementParts,
  lookedUp: Set<string>,
): Promise<void> => {
  for await (const message of subscription) {
    const announced = read(LivePositions, message, parts);
    if (!announced) continue;
    parts.metrics.livePositions.inc(announced.vehicles.length);
    await takeStates(parts, announced.vehicles, lookedUp);
  }
};

const followEdits = async (
  subscription: Subscription,
  parts: AnnouncementParts,
  lookedUp: Set<string>,
): Promise<void> => {
  for await (const message of subscription) {
    const announced = read(VehiclesChanged, message, parts);
    if (!announced) continue;
    for (const vehicleId of announced.vehicleIds) lookedUp.delete(vehicleId);
    await reloadVehicles(parts, announced.vehicleIds);
  }
};

/**
 * Keeps the live fleet fresh from announcements, and from the database at the start, after every
 * reconnect and once a minute. The returned function ends it.
 */
export const followAnnouncements = async (
  parts: AnnouncementParts,
): Promise<() => Promise<void>> => {
  const { nats, log } = parts;
  const lookedUp = new Set<string>();
  const reload = async (): Promise<void> => {
    lookedUp.clear();
    await reloadFleet(parts);
  };
  // Subscribed before loading, so that no state falls between the two.
  const positions = nats.subscribe(LIVE_POSITIONS_SUBJECT);
  const edits = nats.subscribe(VEHICLES_CHANGED_SUBJECT);
  const following = [
    followPositions(positions, parts, lookedUp),
    followEdits(edits, parts, lookedUp),
  ];
  const timer = setInterval(() => void reload(), RELOAD_INTERVAL_MS);
  const statuses = nats.status();
  const watching = (async () => {
    for await (const { type } of statuses) {
      if (type === "disconnect") log.warn("the connection to NATS is lost");
      if (type !== "reconnect") continue;
      log.info("the connection to NATS is back");
      await reload();
    }
  })();
  void watching.catch((err: unknown) => log.error({ err }, "NATS can no longer be watched"));
  await reload();
  return async () => {
    clearInterval(timer);
    positions.unsubscribe();
    edits.unsubscribe();
    await Promise.allSettled(following);
  };
};
