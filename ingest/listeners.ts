import { readFile } from "node:fs/promises";
import net from "node:net";
import type { IncomingMessage, Server as HttpServer } from "node:http";
import type { Duplex } from "node:stream";
import tls from "node:tls";
import { createWebSocketStream, WebSocketServer } from "ws";
import { ignoreUpgradeOffer } from "../contracts/request-head.ts";
import { MAX_PAYLOAD_BYTES } from "../contracts/telemetry.ts";
import { splitFrames } from "./frame-splitter.ts";
import { gatherWrites } from "./gathered-writes.ts";

/** A listening socket. */
export type Listener = {
  readonly port: number;
  /** Stops accepting; open connections stay. */
  readonly close: () => void;
};

/** What to do with a connection once it stands, and with a listener that fails later. */
export type Accept = {
  readonly handle: (connection: Duplex, address: string) => void;
  readonly onError: (error: Error) => void;
};

/** Names the setting to change when a port cannot be listened on. */
export const portError = (setting: string, port: number, host: string, cause: unknown): Error =>
  new Error(`${setting}=${port} cannot be listened on at ${host}`, { cause });

/** The port a server listens on; undefined before it does. */
export const portOf = (server: net.Server): number | undefined => {
  const address = server.address();
  return typeof address === "object" ? address?.port : undefined;
};

const listen = async (
  server: net.Server,
  { onError }: Accept,
  host: string,
  port: number,
  setting: string,
): Promise<Listener> => {
  await new Promise<void>((resolve, reject) => {
    const fail = (cause: Error): void => reject(portError(setting, port, host, cause));
    server.once("error", fail);
    server.listen(port, host, () => {
      server.off("error", fail);
      server.on("error", onError); // no descriptors left, for one; it goes on accepting
      resolve();
    });
  });
  return {
    port: portOf(server) ?? port,
    close: () => void server.close(),
  };
};

/** MQTT over TCP. Nagle is off: a PUBACK must not wait for company. */
export const listenMqtt = (host: string, port: number, accept: Accept): Promise<Listener> =>
  listen(
    net.createServer({ noDelay: true }, (socket) => {
      gatherWrites(socket);
      accept.handle(socket, socket.remoteAddress ?? "");
    }),
    accept,
    host,
    port,
    "MQTT_PORT",
  );

/** How long a TLS handshake may take, ms. */
const HANDSHAKE_TIMEOUT_MS = 10_000;

/** MQTT over TLS 1.2 or newer, with the given certificate and key files (PEM). */
export const listenMqtts = async (
  host: string,
  port: number,
  files: { readonly cert: string; readonly key: string },
  accept: Accept,
): Promise<Listener> => {
  const [cert, key] = await Promise.all([readFile(files.cert), readFile(files.key)]);
  const server = tls.createServer(
    { cert, key, minVersion: "TLSv1.2", noDelay: true, handshakeTimeout: HANDSHAKE_TIMEOUT_MS },
    (socket) => accept.handle(socket, socket.remoteAddress ?? ""),
  );
  return listen(server, accept, host, port, "MQTTS_PORT");
};

/** WebSocket path of MQTT, on the HTTP port. */
const MQTT_PATH = "/mqtt";
/** Longest WebSocket message that is read whole, bytes; larger ones have been cut before. */
const MAX_MESSAGE_BYTES = 2 * MAX_PAYLOAD_BYTES;

/** Where a request comes from: the dashboard server, which passes it on, says so last. */
const addressOf = ({ headers, socket }: IncomingMessage): string => {
  const forwarded = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",").at(-1)?.trim();
  return forwarded || (socket.remoteAddress ?? "");
};

const refuse = (socket: Duplex): void => {
  socket.on("error", () => {}); // it may already be gone
  socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
};

/**
 * MQTT over WebSocket on an HTTP server; the client must offer the `mqtt` subprotocol
 * [MQTT-6.0.0-3]. Any other WebSocket is answered with 400; the offer of another protocol, such as
 * `h2c`, is ignored.
 */
export const upgradeMqtt = (server: HttpServer, { handle }: Pick<Accept, "handle">): void => {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: (offered) =>
      offered.has("mqtt") ? "mqtt" : offered.has("mqttv3.1") && "mqttv3.1",
  });
  server.on("upgrade", (request, socket, head) => {
    if (request.headers.upgrade?.toLowerCase() !== "websocket") {
      ignoreUpgradeOffer(server, request, socket, head);
      return;
    }
    const [path] = (request.url ?? "").split("?");
    const offered = request.headers["sec-websocket-protocol"] ?? "";
    if (path !== MQTT_PATH || !/\bmqtt(v3\.1)?\b/.test(offered)) {
      refuse(socket);
      return;
    }
    sockets.handleUpgrade(request, socket, splitFrames(socket, head), (webSocket) =>
      handle(createWebSocketStream(webSocket), addressOf(request)),
    );
  });
};
