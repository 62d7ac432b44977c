import type { Duplex } from "node:stream";
import type { AedesOptions, AuthenticateError, Client, PublishPacket } from "aedes";
import type { Logger } from "pino";
import type { CommandSessions } from "./commands/command-sessions.ts";
import type { Connections } from "./connections.ts";
import type { RegisteredDevice } from "../db/device-registry.ts";
import type { DeviceRegistry } from "./device-registry.ts";
import type { Intake } from "./intake.ts";
import type { IngestMetrics } from "./metrics.ts";
import { takePublish } from "./mqtt-payload.ts";
import { createMqttSessions, type MqttSessions } from "./mqtt-sessions.ts";
import type { Pace } from "./pace.ts";
import { guardConnection } from "./packet-guard.ts";
import { createPublishLane, UNSEEN_MS, type PublishLane } from "./publish-lane.ts";
import { TelemetryBroker } from "./telemetry-broker.ts";
import type { WaitingConnections } from "./waiting-connections.ts";

/** How long a connection may take to say CONNECT, ms. */
const CONNECT_TIMEOUT_MS = 5_000;
/** How long a device may leave its socket full before it is cut off, ms. */
const DRAIN_TIMEOUT_MS = 10_000;
/** Longest client id after the user name has been put before it. */
const MAX_CLIENT_ID_CHARS = 200;

/** Aedes waits for so much silence for each second of keep-alive, ms (§3.1.2.10). */
const KEEPALIVE_TOLERANCE_MS = 1_500;

/** CONNACK return codes (MQTT 3.1.1 §3.2.2.3). */
const IDENTIFIER_REJECTED = 2;
const SERVER_UNAVAILABLE = 3;
const BAD_USERNAME_OR_PASSWORD = 4;

type Ports = {
  readonly registry: DeviceRegistry;
  readonly intake: Intake;
  readonly connections: Connections;
  readonly pace: Pace;
  readonly waiting: WaitingConnections;
  readonly metrics: IngestMetrics;
  readonly log: Logger;
  readonly commandSessions: CommandSessions;
  /** A clock that only goes forward, ms. */
  readonly now: () => number;
};
type Hooks = Required<
  Pick<AedesOptions, "preConnect" | "authenticate" | "authorizePublish" | "authorizeSubscribe">
>;

/** The MQTT side of ingest. */
export type Broker = {
  /** Takes over a new connection from an address, whatever carries it: TCP, TLS or WebSocket. */
  readonly handle: (connection: Duplex, address: string) => void;
  /** Closes the sessions of devices that may no longer speak; call after a registry reload. */
  readonly closeRevoked: () => void;
  /** Closes every session; its last wills still reach the intake. */
  readonly close: () => Promise<void>;
};

// Aedes declares the codes as a const enum, which is no value one could import.
const connackError = (message: string, returnCode: 2 | 3 | 4): AuthenticateError =>
  Object.assign(new Error(message), { returnCode }) as Error as AuthenticateError;

/** The device with this secret; one that is not let in may have been registered a moment ago. */
const signIn = async (
  registry: DeviceRegistry,
  deviceId: string,
  secret: string,
): Promise<RegisteredDevice | undefined> => {
  const known = registry.authenticate(deviceId, secret);
  if (known) return known;
  await registry.refresh();
  return registry.authenticate(deviceId, secret);
};

const signInHooks = (
  { registry, waiting, metrics, log }: Ports,
  sessions: MqttSessions,
): Pick<Hooks, "preConnect" | "authenticate"> => {
  const withoutId = new WeakSet<Client>();

  const admit = async (
    client: Client,
    deviceId: string,
    secret: string,
    done: (error: AuthenticateError | null, success: boolean | null) => void,
  ): Promise<void> => {
    try {
      const device = await signIn(registry, deviceId, secret);
      if (device) {
        sessions.signIn(client, device);
        waiting.leave(client.conn);
        return done(null, true);
      }
    } catch (err) {
      log.error({ err, deviceId }, "sign-in not decided");
      return done(connackError("try again later", SERVER_UNAVAILABLE), null);
    }
    metrics.countDenied("credentials");
    done(connackError("unknown device or wrong secret", BAD_USERNAME_OR_PASSWORD), null);
  };

  return {
    preConnect: (client, packet, done) => {
      if (!packet.clientId && !packet.clean) withoutId.add(client);
      // Aedes closes the older session of the same id: prefixed, nobody can evict another device.
      else if (packet.clientId) packet.clientId = `${packet.username ?? ""}/${packet.clientId}`;
      // Nothing is kept of a session, and CONNACK says so [MQTT-3.2.2-2]: a device could otherwise
      // leave as much in memory as it can think of client ids.
      packet.clean = true;
      // What it does not see of a burst must not come off what a device may be silent [MQTT-3.1.2-24].
      if (packet.keepalive) packet.keepalive += UNSEEN_MS / KEEPALIVE_TOLERANCE_MS;
      done(null, true);
    },
    authenticate: (client, username, password, done) => {
      // [MQTT-3.1.3-8]
      if (withoutId.has(client)) {
        return done(connackError("client id missing", IDENTIFIER_REJECTED), null);
      }
      void admit(client, username ?? "", password?.toString("utf8") ?? "", done);
    },
  };
};

/** A message of a connection above QoS 0; a last will has no packet identifier [MQTT-2.3.1-1]. */
const isNumbered = (packet: PublishPacket): boolean =>
  "messageId" in packet && packet.messageId !== undefined;

/** The short way in beside the broker, of each connection. */
type Lanes = WeakMap<Duplex, PublishLane>;

const topicHooks = (
  { intake, pace }: Ports,
  sessions: MqttSessions,
  lanes: Lanes,
): Pick<Hooks, "authorizePublish" | "authorizeSubscribe"> => ({
  // Not `published`: Aedes writes the PUBACK between the two, and a PUBACK means stored.
  authorizePublish: (client, packet, done) => {
    const session = client && sessions.find(client);
    if (!session) return done(new Error("no session"));
    const source = session.grant.publish.get(packet.topic);
    if (!source) {
      sessions.countForeignTopic(client, packet.topic);
      return done(new Error(`device may not publish to ${packet.topic}`));
    }
    const standing = intake.standing();
    if (standing === "full") return done(new Error("too much waits to be stored"));
    // No answer, so that the device sends it again; only the wills of closed sessions still count.
    if (standing === "stopping" && !client.closed) return;
    // A retained observation would be served again as news to whoever subscribes later.
    packet.retain = false;
    const stored = (): void => {
      // A closed connection is told nothing, and Aedes would remember its QoS 2 message for ever.
      if (client.closed && isNumbered(packet)) return;
      lanes.get(client.conn)?.flush();
      done(null);
    };
    const waitMs = pace.delayMs(session.device.id);
    if (waitMs === 0) takePublish(intake, session.device, source, packet, stored);
    else setTimeout(takePublish, waitMs, intake, session.device, source, packet, stored);
  },
  authorizeSubscribe: (client, subscription, done) => {
    if (sessions.find(client)?.grant.subscribe.has(subscription.topic)) {
      return done(null, subscription);
    }
    sessions.countForeignTopic(client, subscription.topic);
    // null answers 0x80, failure, for this filter alone [MQTT-3.9.3]
    done(null, null);
  },
});

/** Tells who listens for commands, and who has got them. */
const followCommands = (
  broker: TelemetryBroker,
  sessions: MqttSessions,
  commands: CommandSessions,
): void => {
  broker.on("subscribe", (subscriptions, client) => {
    const session = sessions.find(client);
    if (session) commands.subscribed(client, session.device, subscriptions);
  });
  broker.on("unsubscribe", (topics, client) => {
    const session = sessions.find(client);
    if (session) commands.unsubscribed(client, session.device, topics);
  });
  broker.on("ack", (_packet, client) => commands.acknowledged(client));
  broker.on("clientDisconnect", (client) => {
    const session = sessions.find(client);
    if (session) commands.closed(client, session.device);
  });
};

/** A broker that takes telemetry in and hands nothing from one device to another. */
export const createBroker = async (ports: Ports): Promise<Broker> => {
  const { waiting, metrics, log } = ports;
  const sessions = createMqttSessions(ports);
  const lanes: Lanes = new WeakMap();
  const broker = new TelemetryBroker({
    connectTimeout: CONNECT_TIMEOUT_MS,
    drainTimeout: DRAIN_TIMEOUT_MS,
    maxClientsIdLength: MAX_CLIENT_ID_CHARS,
    ...signInHooks(ports, sessions),
    ...topicHooks(ports, sessions, lanes),
    // Checked again: a grant may have ended since the subscription.
    authorizeForward: (client, packet) =>
      sessions.find(client)?.grant.subscribe.has(packet.topic) ? packet : null,
  });
  await broker.listen();
  broker.on("clientReady", sessions.opened);
  broker.on("clientError", sessions.failed);
  broker.on("connectionError", sessions.failed);
  broker.on("clientDisconnect", sessions.closed);
  followCommands(broker, sessions, ports.commandSessions);

  return {
    handle: (connection, address) => {
      if (!waiting.enter(connection, address)) {
        metrics.countDenied("connections");
        connection.destroy();
        return;
      }
      let client: Client | undefined;
      const lane = createPublishLane(connection, () => client, { ...ports, sessions });
      lanes.set(connection, lane);
      guardConnection(connection, lane.take, (err) => {
        metrics.countDenied("protocol");
        log.warn({ err }, "connection broke a limit");
      });
      client = broker.handle(connection);
    },
    closeRevoked: sessions.closeRevoked,
    close: () => new Promise((resolve) => broker.close(resolve)),
  };
};
