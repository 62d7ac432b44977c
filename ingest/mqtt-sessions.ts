import type { Client } from "aedes";
import type { Logger } from "pino";
import type { RegisteredDevice } from "../db/device-registry.ts";
import type { Connections, SessionEnd } from "./connections.ts";
import type { DeviceRegistry } from "./device-registry.ts";
import type { IngestMetrics } from "./metrics.ts";
import { grantTopics, type TopicGrant } from "./topics.ts";

/**
 * Sessions one device may hold. One more closes its oldest: a device that comes back after a broken
 * link, each time under a new client id, must not be locked out by what it left behind.
 */
const MAX_SESSIONS_PER_DEVICE = 10;

/** An MQTT session of a device that has proved who it is. */
export type Session = { readonly device: RegisteredDevice; readonly grant: TopicGrant };

/** Which connection of the broker speaks for which device. */
export type MqttSessions = {
  /** Ties a connection to the device it signed in as. */
  readonly signIn: (client: Client, device: RegisteredDevice) => void;
  readonly find: (client: Client) => Session | undefined;
  /** The session of a connection that has been welcomed, and is open. */
  readonly findOpen: (client: Client) => Session | undefined;
  /** Counts an attempt on a topic the device has no part in, and logs the session's first one. */
  readonly countForeignTopic: (client: Client, topic: string) => void;
  readonly opened: (client: Client) => void;
  readonly failed: (client: Client, err: Error) => void;
  readonly closed: (client: Client) => void;
  /** Closes sessions whose secret is no longer valid and renews the others' grants. */
  readonly closeRevoked: () => void;
};

type Ports = {
  readonly registry: DeviceRegistry;
  readonly connections: Connections;
  readonly metrics: IngestMetrics;
  readonly log: Logger;
};

type Held = { session: Session; warned: boolean; end: SessionEnd };

const sessionOf = (device: RegisteredDevice): Session => ({ device, grant: grantTopics(device) });

/** Knows no session yet. */
export const createMqttSessions = ({
  registry,
  connections,
  metrics,
  log,
}: Ports): MqttSessions => {
  // Weak: a connection may also end before it ever opened, and then nobody says so.
  const held = new WeakMap<Client, Held>();
  const open = new Set<Client>();
  /** The open ones of each device, oldest first. */
  const byDevice = new Map<string, Set<Client>>();

  const add = (client: Client, deviceId: string): void => {
    open.add(client);
    const clients = byDevice.get(deviceId) ?? new Set();
    byDevice.set(deviceId, clients.add(client));
    const [oldest] = clients;
    if (!oldest || clients.size <= MAX_SESSIONS_PER_DEVICE) return;
    clients.delete(oldest);
    metrics.countDenied("sessions");
    oldest.close();
  };
  const remove = (client: Client, deviceId: string): boolean => {
    const clients = byDevice.get(deviceId);
    clients?.delete(client);
    if (clients?.size === 0) byDevice.delete(deviceId);
    return open.delete(client);
  };

  const renewOrClose = (client: Client): void => {
    const each = held.get(client);
    if (!each) return;
    const { device } = each.session;
    const current = registry.find(device.id);
    if (current?.secretSha256.equals(device.secretSha256)) {
      each.session = sessionOf(current);
    } else {
      each.end = "revoked";
      client.close();
    }
  };

  return {
    signIn: (client, device) =>
      void held.set(client, { session: sessionOf(device), warned: false, end: "closed" }),
    find: (client) => held.get(client)?.session,
    findOpen: (client) =>
      open.has(client) && !client.closed ? held.get(client)?.session : undefined,
    countForeignTopic: (client, topic) => {
      metrics.countDenied("topic");
      const each = held.get(client);
      if (!each || each.warned) return;
      each.warned = true; // a device that misbehaves must not fill the log
      log.warn({ deviceId: each.session.device.id, topic }, "device refused a topic");
    },
    opened: (client) => {
      const each = held.get(client);
      // One that is gone already has been told of as closed: Aedes tells of it as ready after that.
      if (!each || client.closed) return;
      const { id } = each.session.device;
      connections.opened(id);
      add(client, id);
    },
    failed: (client, err) => {
      const each = held.get(client);
      if (each && each.end === "closed") each.end = "error";
      log.debug({ err, deviceId: each?.session.device.id }, "connection ended by an error");
    },
    closed: (client) => {
      const each = held.get(client);
      if (each && remove(client, each.session.device.id)) {
        connections.closed(each.session.device.id, each.end);
      }
    },
    closeRevoked: () => {
      for (const client of open) renewOrClose(client);
    },
  };
};
