import type { Server as HttpServer } from "node:http";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type pg from "pg";
import type { Gauge } from "prom-client";
import { type Namespace, Server, type Socket } from "socket.io";
import {
  type BrowserToServer,
  type ServerToBrowser,
  SocketAuth,
} from "../../../contracts/live-protocol.ts";
import { isAllowed, type Permission, type Role } from "../../../contracts/permissions.ts";
import type { BranchScope } from "../../../db/branches.ts";
import { type BearerId, findBearer } from "../../../operations/bearer.ts";
import { isOwnSocketOrigin } from "../same-origin.ts";
import { tokenFromSocketCookies } from "../session-cookie.ts";

/** Largest message a browser may send, bytes: the handshake, and which cars it watches. */
const MAX_INCOMING_BYTES = 16 * 1024;
/** How long a connection may stay open without having signed in, ms. */
const SIGN_IN_TIMEOUT_MS = 5_000;
/** Time between two pings, ms, and how long an answer may take. */
const PING_INTERVAL_MS = 4_000;
/** A page that gets no ping for the sum of both knows that its link is dead, ms: within 10 s. */
const PING_TIMEOUT_MS = 5_000;

export type PositionEncoding = "json" | "packed";

/** What the server knows about a connection. */
export type SocketViewer = {
  by: BearerId;
  role: Role;
  scope: BranchScope;
  encoding: PositionEncoding;
  /** The first flush whose positions this connection may not have got. */
  missedSinceFlush?: number | undefined;
  /** Since when it has not taken what was sent, ms. */
  blockedSinceMs?: number | undefined;
  /** Cars it wants in full: the flush up to which each was sent. */
  watched?: Map<string, number> | undefined;
};

type Nothing = Record<string, never>;
export type LiveServer = Server<BrowserToServer, ServerToBrowser, Nothing, SocketViewer>;
type LiveNamespace = Namespace<BrowserToServer, ServerToBrowser, Nothing, SocketViewer>;
export type LiveSocket = Socket<BrowserToServer, ServerToBrowser, Nothing, SocketViewer>;

const scopeName = (scope: BranchScope): string => scope ?? "all";

/** Everyone who gets the positions of a scope in one encoding, so that each is encoded once. */
export const positionRoom = (scope: BranchScope, encoding: PositionEncoding): string =>
  `positions:${encoding}:${scopeName(scope)}`;

/** Everyone who sees the vehicles of a scope. */
export const fleetRoom = (scope: BranchScope): string => `fleet:${scopeName(scope)}`;

/** Those of a role who see the vehicles of a scope: what a car says of people depends on it. */
export const roleRoom = (role: Role, scope: BranchScope): string =>
  `role:${role}:${scopeName(scope)}`;

/** What viewers must hold to be told of events. */
export const EVENT_PERMISSIONS = [
  "tracks:view",
  "alerts:view",
  "bookings:view",
  "money:view",
  "commands:view",
  "today:view",
] as const satisfies readonly Permission[];
export type EventPermission = (typeof EVENT_PERMISSIONS)[number];

/** Everyone of a scope who holds a permission. */
export const permissionRoom = (permission: EventPermission, scope: BranchScope): string =>
  `${permission}:${scopeName(scope)}`;

/** Opens Socket.IO on the HTTP server: WebSocket only, and only from this server's own pages. */
export const openLiveServer = (httpServer: HttpServer): LiveServer =>
  new Server(httpServer, {
    transports: ["websocket"],
    serveClient: false,
    // The upgrade router refuses foreign paths; with this left on, Engine.IO would cut MQTT off.
    destroyUpgrade: false,
    perMessageDeflate: false,
    maxHttpBufferSize: MAX_INCOMING_BYTES,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    connectTimeout: SIGN_IN_TIMEOUT_MS,
    allowRequest: ({ headers }, decide) => {
      const isOwn = isOwnSocketOrigin(headers);
      decide(isOwn ? null : "foreign origin", isOwn);
    },
  });

/** What identifies a connection: the session store and the HTTP side's reading of cookies. */
export type SocketIdentityParts = {
  readonly pool: pg.Pool;
  readonly parseCookie: FastifyInstance["parseCookie"];
};

/** Who a connection is, by its token or cookie; an error with a message for the client if nobody. */
const identify = async (
  { pool, parseCookie }: SocketIdentityParts,
  { handshake }: LiveSocket,
): Promise<SocketViewer | Error> => {
  const auth = SocketAuth.safeParse(handshake.auth);
  if (!auth.success) return new Error("auth does not match the protocol");
  const token =
    auth.data.token ?? tokenFromSocketCookies(parseCookie(handshake.headers.cookie ?? ""));
  const bearer = token === undefined ? undefined : await findBearer(pool, token);
  if (!bearer) return new Error("sign in first");
  const { role, branchId } = bearer.user;
  if (!isAllowed(role, "fleet:view")) return new Error(`the role ${role} does not hold fleet:view`);
  return { by: bearer.by, role, scope: branchId, encoding: auth.data.positions };
};

type Gate = {
  /** Resolves to an error with a message for the client where it may not connect. */
  readonly admit: (socket: LiveSocket) => Promise<Error | undefined>;
  readonly log: FastifyBaseLogger;
  /** What is logged when that could not be found out. */
  readonly failed: string;
};

/** Lets connections to a namespace in by what they show of themselves. */
export const admitBy = (namespace: LiveNamespace, { admit, log, failed }: Gate): void => {
  const decide = async (socket: LiveSocket): Promise<Error | undefined> => {
    try {
      return await admit(socket);
    } catch (err) {
      log.error({ err }, failed);
      return new Error("the server failed; try again");
    }
  };
  namespace.use(async (socket, next) => {
    next(await decide(socket));
  });
};

/** Lets only signed-in people and API tokens connect. */
export const requireSession = (
  io: LiveServer,
  parts: SocketIdentityParts,
  log: FastifyBaseLogger,
): void =>
  admitBy(io.sockets, {
    log,
    failed: "a live connection could not be identified",
    admit: async (socket) => {
      const viewer = await identify(parts, socket);
      if (viewer instanceof Error) return viewer;
      socket.data = viewer;
      return undefined;
    },
  });

/** Counts a connection as long as it is open. */
export const countOpen = (socket: LiveSocket, open: Gauge, log: FastifyBaseLogger): void => {
  open.inc();
  socket.on("disconnect", () => open.dec());
  socket.on("error", (err) => log.warn({ err }, "a live connection failed"));
};

/** Puts out whoever sends anything but what it may say: it is no page of ours. */
export const mayOnlySay = (socket: LiveSocket, ...events: (keyof BrowserToServer)[]): void => {
  const said: ReadonlySet<string> = new Set(events);
  socket.onAny((event: string) => {
    if (!said.has(event)) socket.disconnect(true);
  });
};

/** Subscribes a connection to what its role and branch may see. */
export const joinRooms = (socket: LiveSocket): void => {
  const { scope, encoding, role } = socket.data;
  const rooms = [positionRoom(scope, encoding), fleetRoom(scope), roleRoom(role, scope)];
  for (const permission of EVENT_PERMISSIONS)
    if (isAllowed(role, permission)) rooms.push(permissionRoom(permission, scope));
  void socket.join(rooms);
};

/** Cuts a connection in a way that makes its client connect again, with a new snapshot. */
export const cutOff = (socket: LiveSocket): void => {
  socket.conn.close(true);
};
