import type { NatsConnection } from "@nats-io/transport-node";
import type { FastifyBaseLogger } from "fastify";
import type { VehiclesChanged } from "../../contracts/live-announcement.ts";
import { askForDevice } from "./command-queue.ts";
import {
  ACCESS_CHANGED_SUBJECT,
  DEVICES_CHANGED_SUBJECT,
  OUTBOX_WRITTEN_SUBJECT,
  SETTINGS_CHANGED_SUBJECT,
  VEHICLES_CHANGED_SUBJECT,
} from "../../contracts/subjects.ts";

/** How long whoever changed a device or a rule waits for the change to be in force, ms. */
const TAKEN_OVER_WITHIN_MS = 1_000;

/**
 * Tells the other processes what was edited, after the commit. Best effort: ingest and the live
 * views also reload from time to time, so a lost announcement only delays them.
 */
export type ChangeAnnouncer = {
  /** Resolves once an ingest process has taken the change over, or after a second. */
  readonly devicesChanged: () => Promise<void>;
  readonly vehiclesChanged: (vehicleIds: readonly string[]) => void;
  /** Events of a committed change wait in the outbox; lost, they are announced seconds later. */
  readonly eventsWritten: () => void;
  /** A command waits for a device: whoever holds its session sends it now. */
  readonly commandDue: (deviceId: string) => void;
  /** Of detection: resolves once a processor has taken the change over, or after a second. */
  readonly settingsChanged: () => Promise<void>;
  /** Sessions or tokens have ended, or rights have changed: live connections follow at once. */
  readonly accessChanged: () => void;
};

export const createChangeAnnouncer = (
  nats: NatsConnection,
  log: FastifyBaseLogger,
): ChangeAnnouncer => {
  const publish = (subject: string, payload?: string): void => {
    try {
      nats.publish(subject, payload);
    } catch (err) {
      log.warn({ err, subject }, "a change could not be announced");
    }
  };
  const request = async (subject: string, unconfirmed: string): Promise<void> => {
    try {
      await nats.request(subject, undefined, { timeout: TAKEN_OVER_WITHIN_MS });
    } catch (err) {
      log.warn({ err }, unconfirmed);
    }
  };
  return {
    devicesChanged: () =>
      request(DEVICES_CHANGED_SUBJECT, "no ingest process has confirmed a device change"),
    vehiclesChanged: (vehicleIds) => {
      const changed: VehiclesChanged = { v: 1, vehicleIds: [...vehicleIds] };
      publish(VEHICLES_CHANGED_SUBJECT, JSON.stringify(changed));
      publish(SETTINGS_CHANGED_SUBJECT);
    },
    eventsWritten: () => publish(OUTBOX_WRITTEN_SUBJECT),
    commandDue: (deviceId) => void askForDevice(nats, log, deviceId),
    settingsChanged: () =>
      request(SETTINGS_CHANGED_SUBJECT, "no processor has confirmed a change of settings"),
    accessChanged: () => publish(ACCESS_CHANGED_SUBJECT),
  };
};
