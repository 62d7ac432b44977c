import type { FastifyBaseLogger } from "fastify";
import type pg from "pg";
import type { VehicleLive } from "../../../contracts/live-protocol.ts";
import { packPositions } from "../../../contracts/packed-positions.ts";
import { SHARED_NAMESPACE, SHARED_PACKED_ID, SharedAuth } from "../../../contracts/share-link.ts";
import {
  findOpenShareLink,
  loadOpenShareLinkIds,
  type OpenShareLink,
} from "../../../db/share-links.ts";
import { sha256 } from "../../../operations/secrets.ts";
import { sharedCar } from "../../../operations/shared-view.ts";
import type { Metrics } from "../metrics.ts";
import { type LiveFleet, liveOf } from "./live-fleet.ts";
import { admitBy, countOpen, type LiveServer, type LiveSocket, mayOnlySay } from "./live-socket.ts";
import { FLUSH_INTERVAL_MS } from "./position-stream.ts";

/** How long a page may go on listening after its link was revoked, ms. */
const LINK_CHECK_INTERVAL_MS = 2_000;

export type SharedFeedParts = {
  readonly pool: pg.Pool;
  readonly io: LiveServer;
  readonly fleet: LiveFleet;
  readonly metrics: Metrics;
  readonly log: FastifyBaseLogger;
};

/** A page of a link: what it may see, and what of it was sent last. */
type Viewer = {
  readonly link: OpenShareLink;
  sent?: VehicleLive | undefined;
};
type Viewers = Map<LiveSocket, Viewer>;

/**
 * The link a page has. Guesses are not slowed down here as over HTTP, where a page asks first: a
 * token is 256 random bits, and behind a proxy all pages would be one address.
 */
const linkOf = async (pool: pg.Pool, socket: LiveSocket): Promise<OpenShareLink | undefined> => {
  const auth = SharedAuth.safeParse(socket.handshake.auth);
  return auth.success ? findOpenShareLink(pool, sha256(auth.data.token)) : undefined;
};

/** Tells a page that its link is over, and hangs up. */
const endLink = (socket: LiveSocket, metrics: Metrics): void => {
  metrics.droppedSockets.inc({ reason: "link" });
  socket.emit("shared:ended");
  socket.disconnect();
};

const greet = ({ fleet }: SharedFeedParts, socket: LiveSocket, viewer: Viewer): void => {
  if (viewer.link.kind !== "live") return;
  const nowMs = Date.now();
  const live = liveOf(fleet, viewer.link.vehicleId);
  if (!live) return;
  viewer.sent = live;
  const car = sharedCar(live, viewer.link, nowMs);
  socket.emit("shared:car", { serverTime: new Date(nowMs).toISOString(), car });
};

/** Sends each page its one car where that has changed; who cannot take it now gets the next one. */
const flush = ({ fleet, metrics }: SharedFeedParts, viewers: Viewers): void => {
  const nowMs = Date.now();
  for (const [socket, viewer] of viewers) {
    const { kind, vehicleId, expiresAt } = viewer.link;
    if (Date.parse(expiresAt) <= nowMs) {
      endLink(socket, metrics);
      continue;
    }
    const live = kind === "live" ? liveOf(fleet, vehicleId) : undefined;
    if (!live || live === viewer.sent || !socket.conn.transport.writable) continue;
    viewer.sent = live;
    socket.emit(
      "positions",
      packPositions([live], () => SHARED_PACKED_ID, nowMs),
    );
  }
};

const checkLinks = async (
  { pool, metrics, log }: SharedFeedParts,
  viewers: Viewers,
): Promise<void> => {
  if (viewers.size === 0) return;
  try {
    const ids = new Set([...viewers.values()].map(({ link }) => link.id));
    const open = await loadOpenShareLinkIds(pool, [...ids]);
    for (const [socket, { link }] of viewers) {
      if (ids.has(link.id) && !open.has(link.id)) endLink(socket, metrics);
    }
  } catch (err) {
    log.error({ err }, "shared links of open pages could not be checked");
  }
};

/** Lets only pages connect whose link holds, to a namespace where there is nothing but their car. */
const admitPages = (parts: SharedFeedParts, viewers: Viewers): void => {
  const { io, pool, metrics, log } = parts;
  const admitted = new WeakMap<LiveSocket, OpenShareLink>();
  const pages = io.of(SHARED_NAMESPACE);
  admitBy(pages, {
    log,
    failed: "a shared link could not be looked up",
    admit: async (socket) => {
      const link = await linkOf(pool, socket);
      if (!link) return new Error("there is no such share link");
      admitted.set(socket, link);
      return undefined;
    },
  });
  pages.on("connection", (socket) => {
    const link = admitted.get(socket);
    if (!link) return;
    countOpen(socket, metrics.sharedSockets, log);
    mayOnlySay(socket);
    const viewer: Viewer = { link };
    viewers.set(socket, viewer);
    socket.on("disconnect", () => viewers.delete(socket));
    greet(parts, socket, viewer);
  });
};

/**
 * Serves the pages of shared links: each its own car as it moves, and word of the link's end within
 * seconds. The returned function ends it.
 */
export const startSharedFeed = (parts: SharedFeedParts): (() => void) => {
  const viewers: Viewers = new Map();
  admitPages(parts, viewers);
  const timers = [
    setInterval(() => flush(parts, viewers), FLUSH_INTERVAL_MS),
    setInterval(() => void checkLinks(parts, viewers), LINK_CHECK_INTERVAL_MS),
  ];
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
};
