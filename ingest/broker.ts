import type { Duplex } from "node:stream";
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from "aedes";
import type { Logger } from "pino";
import { MAX_PAYLOAD_BYTES } from "../contracts/telemetry.ts";
import type { RegisteredDevice } from "../db/device-registry.ts";
import type { Connections, SessionEnd } from "./connections.ts";
import { refused, type Decoded } from "./decoders/decoded.ts";
import { decodeNative } from "./decoders/native.ts";
import { decodeOwntracks } from "./decoders/owntracks.ts";
import { decodeTeltonika } from "./decoders/teltonika.ts";
import type { ClockWindow } from "./decoders/timestamp.ts";
import type { DeviceRegistry } from "./device-registry.ts";
import type { Intake } from "./intake.ts";
import type { IngestMetrics } from "./metrics.ts";
import type { Pace } from "./pace.ts";
import { decodePayload } from "./payload.ts";
import { guardConnection, readDrained } from "./packet-guard.ts";
import { grantTopics, type TopicGrant, type TopicUse } from "./topics.ts";

/** How long a connection may take to say CONNECT, ms. */
const CONNECT_TIMEOUT_MS = 5_000;
/** How long a device may leave its socket full before it is cut off, ms. */
const DRAIN_TIMEOUT_MS = 10_000;
/** Longest client id after the user name has been put before it. */
const MAX_CLIENT_ID_CHARS = 200;

/** CONNACK return codes (MQTT 3.1.1 §3.2.2.3). */
const IDENTIFIER_REJECTED = 2;
const BAD_USERNAME_OR_PASSWORD = 4;

type Session = { readonly device: RegisteredDevice; readonly grant: TopicGrant; said: boolean };

const DECODERS: Readonly<Record<TopicUse, (payload: unknown, clock: ClockWindow) => Decoded>> = {
  native: decodeNative,
  owntracks: decodeOwntracks,
  teltonika: decodeTeltonika,
  response: () => refused("payload", "answers a command that was never sent"),
};

type Ports = {
  readonly registry: DeviceRegistry;
  readonly intake: Intake;
  readonly connections: Connections;
  readonly pace: Pace;
  readonly metrics: IngestMetrics;
  readonly log: Logger;
};

/** The MQTT side of ingest. */
export type Broker = {
  /** Takes over a new connection, whatever carries it: TCP, TLS or WebSocket. */
  handle(connection: Duplex): void;
  /** Closes the sessions of devices that may no longer speak; call after a registry reload. */
  closeRevoked(): void;
  close(): Promise<void>;
};

const connackError = (message: string, returnCode: number): AuthenticateError =>
  Object.assign(new Error(message), { returnCode });

/** Aedes without the forwarding of telemetry: it leaves through JetStream, no session wants it. */
class TelemetryBroker extends Aedes {
  override publish(packet: PublishPacket, ...rest: unknown[]): void {
    // Aedes itself passes the publishing client between packet and callback; its types do not say.
    const [client, done] = rest;
    if (typeof client === "object" && typeof done === "function") done();
    else (super.publish as (...args: unknown[]) => void).call(this, packet, ...rest);
  }
}

export const createBroker = async (ports: Ports): Promise<Broker> => {
  const { registry, intake, connections, pace, metrics, log } = ports;
  const sessions = new WeakMap<Client, Session>();
  const open = new Set<Client>();
  const withoutId = new WeakSet<Client>();
  const ends = new WeakMap<Client, SessionEnd>();

  const deny = (session: Session, what: "topic" | "protocol", fields: object): void => {
    metrics.countDenied(what);
    // Once a session: a device that misbehaves must not fill the log.
    if (!session.said) log.warn({ deviceId: session.device.id, ...fields }, "device refused");
    session.said = true;
  };

  const accept = (session: Session, use: TopicUse, packet: PublishPacket, done: () => void) => {
    const payload = packet.payload as Buffer;
    const drained = readDrained(payload);
    const bytes = drained?.bytes ?? payload.length;
    const content = drained?.excerpt ?? payload;
    const source = { transport: "mqtt", format: use, address: packet.topic } as const;
    const decode = (clock: ClockWindow): Decoded =>
      bytes > MAX_PAYLOAD_BYTES
        ? refused("payload", `${bytes} bytes, at most ${MAX_PAYLOAD_BYTES}`)
        : decodePayload(content, (json) => DECODERS[use](json, clock));
    intake.take(
      session.device,
      source,
      { text: () => content.toString("utf8"), bytes },
      decode,
      done,
    );
  };

  const broker = new TelemetryBroker({
    connectTimeout: CONNECT_TIMEOUT_MS,
    drainTimeout: DRAIN_TIMEOUT_MS,
    maxClientsIdLength: MAX_CLIENT_ID_CHARS,

    preConnect(client, packet, done) {
      if (!packet.clientId && !packet.clean) withoutId.add(client);
      // Aedes closes the older session of the same id: prefixed, nobody can evict another device.
      else if (packet.clientId) packet.clientId = `${packet.username ?? ""}/${packet.clientId}`;
      done(null, true);
    },

    authenticate(client, username, password, done) {
      // [MQTT-3.1.3-8]
      if (withoutId.has(client))
        return done(connackError("client id missing", IDENTIFIER_REJECTED), null);
      const device = registry.authenticate(username ?? "", password?.toString("utf8") ?? "");
      if (!device) {
        metrics.countDenied("credentials");
        return done(connackError("unknown device or wrong secret", BAD_USERNAME_OR_PASSWORD), null);
      }
      sessions.set(client, { device, grant: grantTopics(device), said: false });
      done(null, true);
    },

    // Not `published`: Aedes writes the PUBACK between the two, and a PUBACK means stored.
    authorizePublish(client, packet, done) {
      const session = client && sessions.get(client);
      if (!session) return done(new Error("no session"));
      const use = session.grant.publish.get(packet.topic);
      if (!use) {
        deny(session, "topic", { topic: packet.topic });
        return done(new Error(`device may not publish to ${packet.topic}`));
      }
      // A retained observation would be served again as news to whoever subscribes later.
      packet.retain = false;
      const waitMs = pace(session.device.id);
      const stored = () => done(null);
      if (waitMs === 0) accept(session, use, packet, stored);
      else setTimeout(accept, waitMs, session, use, packet, stored);
    },

    authorizeSubscribe(client, subscription, done) {
      const session = sessions.get(client);
      if (session?.grant.subscribe.has(subscription.topic)) return done(null, subscription);
      if (session) deny(session, "topic", { topic: subscription.topic });
      // null answers 0x80, failure, for this filter alone [MQTT-3.9.3]
      done(null, null);
    },

    authorizeForward: (client, packet) =>
      sessions.get(client)?.grant.subscribe.has(packet.topic) ? packet : null,
  });
  await broker.listen();

  broker.on("clientReady", (client) => {
    const session = sessions.get(client);
    if (!session) return;
    open.add(client);
    connections.opened(session.device.id);
  });
  broker.on("clientDisconnect", (client) => {
    const session = sessions.get(client);
    if (session && open.delete(client)) {
      connections.closed(session.device.id, ends.get(client) ?? "closed");
    }
  });
  const ended = (client: Client, err: Error): void => {
    if (!ends.has(client)) ends.set(client, "error");
    log.debug({ err, deviceId: sessions.get(client)?.device.id }, "connection ended by an error");
  };
  broker.on("clientError", ended);
  broker.on("connectionError", ended);

  return {
    handle(connection) {
      guardConnection(connection, (err) => {
        metrics.countDenied("protocol");
        log.warn({ err }, "connection broke a limit");
      });
      broker.handle(connection);
    },
    closeRevoked() {
      for (const client of open) {
        const session = sessions.get(client);
        if (!session) continue;
        const current = registry.find(session.device.id);
        if (current?.secretSha256.equals(session.device.secretSha256)) {
          sessions.set(client, {
            device: current,
            grant: grantTopics(current),
            said: session.said,
          });
          continue;
        }
        ends.set(client, "revoked");
        client.close();
      }
    },
    close: () => new Promise((resolve) => broker.close(resolve)),
  };
};
