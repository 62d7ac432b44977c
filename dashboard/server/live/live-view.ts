import type { FastifyInstance } from "fastify";
import { startActivityFeed } from "./activity-feed.ts";
import { type AnnouncementParts, followAnnouncements } from "./announcements.ts";
import { sendSnapshot } from "./fleet-keeper.ts";
import { emptyFleet } from "./live-fleet.ts";
import { countOpen, joinRooms, mayOnlySay, openLiveServer, requireSession } from "./live-socket.ts";
import { startSharedFeed } from "./shared-feed.ts";
import { startPositionStream } from "./position-stream.ts";
import { followCommittedEvents } from "./committed-events.ts";
import { followWatching } from "./watched-cars.ts";
import { SESSION_CHECK_INTERVAL_MS, watchSessions } from "./session-watch.ts";

export type LiveViewParts = Omit<AnnouncementParts, "io" | "fleet"> & {
  /** How long a revoked session may go on listening, ms. */
  readonly sessionCheckIntervalMs?: number;
};

/**
 * Serves live positions and committed events over Socket.IO on the HTTP server. Resolves once the fleet
 * is loaded; the returned function ends every connection so that clients connect again elsewhere.
 */
export const startLiveView = async (
  app: FastifyInstance,
  { sessionCheckIntervalMs = SESSION_CHECK_INTERVAL_MS, ...liveParts }: LiveViewParts,
): Promise<() => Promise<void>> => {
  const io = openLiveServer(app.server);
  const fleet = emptyFleet();
  const parts = { ...liveParts, io, fleet };
  const stopFollowing = await followAnnouncements(parts);
  requireSession(
    io,
    { pool: parts.pool, parseCookie: (header) => app.parseCookie(header) },
    parts.log,
  );
  io.on("connection", (socket) => {
    countOpen(socket, parts.metrics.sockets, parts.log);
    mayOnlySay(socket, "vehicles:watch");
    followWatching(socket);
    sendSnapshot(fleet, socket);
    joinRooms(socket);
  });
  const stopStream = startPositionStream(parts);
  const stopSharing = startSharedFeed(parts);
  const stopWatching = watchSessions(parts, sessionCheckIntervalMs);
  const stopEvents = followCommittedEvents(parts);
  const stopActivities = startActivityFeed(parts);
  return async () => {
    stopStream();
    stopSharing();
    stopWatching();
    io.engine.close();
    await Promise.all([stopFollowing(), stopEvents(), stopActivities()]);
  };
};
