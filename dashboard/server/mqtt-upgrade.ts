import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { FastifyBaseLogger } from "fastify";
import { ignoreUpgradeOffer, requestHead } from "../../contracts/request-head.ts";

/** MQTT over WebSocket, as browsers and some phones speak it. */
const MQTT_PATH = "/mqtt";
const SOCKET_IO_PATH = "/socket.io/";
/** How long ingest may take to accept the connection, ms. */
const CONNECT_TIMEOUT_MS = 5_000;

const pathOf = ({ url = "/" }: IncomingMessage): string => url.split("?", 1)[0] ?? "/";

const offersWebSocket = ({ headers: { upgrade } }: IncomingMessage): boolean =>
  upgrade?.toLowerCase() === "websocket";

const refuse = (socket: Duplex, status: number): void => {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\n\r\n`);
};

/** The request as it came, so that ingest does the handshake and sees every header. */
const headForIngest = (request: IncomingMessage): string =>
  requestHead(request, { added: [`x-forwarded-for: ${request.socket.remoteAddress ?? ""}`] });

const pipeToIngest = (
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  ingest: URL,
  log: FastifyBaseLogger,
): void => {
  const upstream: Socket = connect(Number(ingest.port || 80), ingest.hostname);
  upstream.setTimeout(CONNECT_TIMEOUT_MS, () => upstream.destroy(new Error("connect timed out")));
  upstream.once("connect", () => {
    upstream.setTimeout(0).setNoDelay(true);
    upstream.write(headForIngest(request), "latin1");
    upstream.write(head);
    socket.pipe(upstream).pipe(socket);
  });
  upstream.on("error", (err) => {
    // Once it flows, either end may hang up as it likes.
    if (upstream.bytesRead > 0) {
      socket.destroy();
      return;
    }
    log.warn({ err }, "MQTT over WebSocket could not be passed to ingest");
    refuse(socket, 502);
  });
  socket.on("error", () => upstream.destroy());
  socket.on("close", () => upstream.destroy());
};

/**
 * Decides who answers an upgrade: Socket.IO has a listener of its own for its path, `/mqtt` is
 * piped to ingest, and every other WebSocket is refused. The offer of another protocol, such as
 * `h2c`, is ignored.
 */
export const routeUpgrades = (server: Server, ingestUrl: string, log: FastifyBaseLogger): void => {
  const ingest = new URL(ingestUrl);
  server.on("upgrade", (request, socket, head) => {
    const path = pathOf(request);
    if (path.startsWith(SOCKET_IO_PATH)) return;
    if (!offersWebSocket(request)) ignoreUpgradeOffer(server, request, socket, head);
    else if (path === MQTT_PATH) pipeToIngest(request, socket, head, ingest, log);
    else refuse(socket, 404);
  });
};
