import net from "node:net";
import type { Client, Subscription } from "aedes";
import type { RegisteredDevice } from "../../db/device-registry.ts";
import { commandTopicOf } from "../topics.ts";

/** A session that listens for the commands of its device. */
export type CommandSession = {
  readonly device: RegisteredDevice;
  readonly topic: string;
  /** Whether the device acknowledges what it gets. */
  readonly acknowledges: boolean;
  readonly isOpen: () => boolean;
  /** Sends a command. `acknowledged` runs when the device has it, in the order of sending. */
  readonly send: (payload: string, acknowledged: () => void) => void;
  /** Ends the connection, and takes back what the device has not got yet. */
  readonly reset: () => void;
};

/** Knows which sessions listen for commands. */
export type CommandSessions = {
  readonly subscribed: (
    client: Client,
    device: RegisteredDevice,
    subscriptions: readonly Subscription[],
  ) => void;
  readonly unsubscribed: (
    client: Client,
    device: RegisteredDevice,
    topics: readonly string[],
  ) => void;
  readonly acknowledged: (client: Client) => void;
  readonly closed: (client: Client, device: RegisteredDevice) => void;
  /** The latest session of a device that listens. */
  readonly find: (deviceId: string) => CommandSession | undefined;
};

type Ports = {
  /** The first session of a device listens now, or the last one no longer does. */
  readonly onReachable: (deviceId: string, isReachable: boolean) => void;
  /** A session of a device has begun to listen. */
  readonly onListening: (deviceId: string) => void;
};

/** Anything above is the return code of a refused filter (MQTT 3.1.1 §3.9.3). */
const MAX_QOS = 2;

/** What is on its way to one connection: PUBACKs come in the order of sending [MQTT-4.6.0-2]. */
type Unacknowledged = WeakMap<Client, (() => void)[]>;

const openSession = (
  client: Client,
  device: RegisteredDevice,
  { topic, qos }: Subscription,
  unacknowledged: Unacknowledged,
): CommandSession => ({
  device,
  topic,
  acknowledges: qos > 0,
  isOpen: () => !client.closed,
  send: (payload, acknowledged) => {
    if (qos > 0) {
      const waiting = unacknowledged.get(client) ?? [];
      waiting.push(acknowledged);
      unacknowledged.set(client, waiting);
    }
    const packet = { cmd: "publish", topic, payload, qos: 1, dup: false, retain: false } as const;
    client.publish(packet, () => undefined); // a write that fails closes the session
  },
  reset: () => {
    if (client.conn instanceof net.Socket) client.conn.resetAndDestroy();
    else client.conn.destroy();
  },
});

/** Knows no session yet. */
export const createCommandSessions = ({ onReachable, onListening }: Ports): CommandSessions => {
  const byDevice = new Map<string, Map<Client, CommandSession>>();
  const unacknowledged: Unacknowledged = new WeakMap();

  const leave = (client: Client, { id }: RegisteredDevice): void => {
    const sessions = byDevice.get(id);
    if (!sessions?.delete(client) || sessions.size > 0) return;
    byDevice.delete(id);
    onReachable(id, false);
  };

  return {
    subscribed: (client, device, subscriptions) => {
      const topic = commandTopicOf(device);
      const own = subscriptions.find((each) => each.topic === topic && each.qos <= MAX_QOS);
      if (!own || client.closed) return;
      const sessions = byDevice.get(device.id) ?? new Map<Client, CommandSession>();
      sessions.delete(client); // the latest goes to the end
      sessions.set(client, openSession(client, device, own, unacknowledged));
      byDevice.set(device.id, sessions);
      onReachable(device.id, true);
      onListening(device.id);
    },
    unsubscribed: (client, device, topics) => {
      const topic = commandTopicOf(device);
      if (topic !== undefined && topics.includes(topic)) leave(client, device);
    },
    acknowledged: (client) => unacknowledged.get(client)?.shift()?.(),
    closed: leave,
    find: (deviceId) => [...(byDevice.get(deviceId)?.values() ?? [])].at(-1),
  };
};
