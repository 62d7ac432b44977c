import { readFile } from "node:fs/promises";
import net from "node:net";
import type { Server as HttpServer } from "node:http";
import type { Duplex } from "node:stream";
import tls from "node:tls";
import { createWebSocketStream, WebSocketServer } from "ws";
import { MAX_PAYLOAD_BYTES } from "../contracts/telemetry.ts";

/** A listening socket that `close` stops accepting on. */
export type Listener = { readonly port: number; close(): Promise<void> };

const listen = async (
  server: net.Server,
  host: string,
  port: number,
  setting: string,
): Promise<Listener> => {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) =>
      reject(new Error(`${setting}=${port} cannot be listened on at ${host}`, { cause })),
    );
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

/** MQTT over TCP. Nagle is off: a PUBACK must not wait for company. */
export const listenMqtt = (host: string, port: number, handle: (connection: Duplex) => void) =>
  listen(net.createServer({ noDelay: true }, handle), host, port, "MQTT_PORT");

/** MQTT over TLS 1.2 or newer, with the given certificate and key files (PEM). */
export const listenMqtts = async (
  host: string,
  port: number,
  files: { readonly cert: string; readonly key: string },
  handle: (connection: Duplex) => void,
) => {
  const [cert, key] = await Promise.all([readFile(files.cert), readFile(files.key)]);
  const server = tls.createServer({ cert, key, minVersion: "TLSv1.2", noDelay: true }, handle);
  return listen(server, host, port, "MQTTS_PORT");
};

/** WebSocket path of MQTT, on the HTTP port. */
const MQTT_PATH = "/mqtt";

/**
 * MQTT over WebSocket on an HTTP server; the client must offer the `mqtt` subprotocol
 * [MQTT-6.0.0-3]. A frame may hold several packets, hence a limit above one payload.
 */
export const upgradeMqtt = (server: HttpServer, handle: (connection: Duplex) => void): void => {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: 16 * MAX_PAYLOAD_BYTES,
    handleProtocols: (offered) =>
      offered.has("mqtt") ? "mqtt" : offered.has("mqttv3.1") && "mqttv3.1",
  });
  server.on("upgrade", (request, socket, head) => {
    const { pathname } = new URL(request.url ?? "/", "http://ingest");
    const offered = request.headers["sec-websocket-protocol"] ?? "";
    if (pathname !== MQTT_PATH || !/\bmqtt(v3\.1)?\b/.test(offered)) {
      socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) =>
      handle(createWebSocketStream(webSocket)),
    );
  });
};
