import type { FastifyBaseLogger } from "fastify";
import type pg from "pg";
import { loadValidSessions, touchSessions } from "../../../db/sessions.ts";
import type { Metrics } from "../metrics.ts";
import { cutOff, type LiveServer } from "./live-socket.ts";

/** How long a revoked session may go on listening, ms. */
export const SESSION_CHECK_INTERVAL_MS = 30_000;

export type SessionWatchParts = {
  readonly pool: pg.Pool;
  readonly io: LiveServer;
  readonly metrics: Metrics;
  readonly log: FastifyBaseLogger;
};

/** Cuts off whose session ended, or whose role or branch is no longer what it was. */
const checkSessions = async ({ pool, io, metrics, log }: SessionWatchParts): Promise<void> => {
  const sockets = [...io.sockets.sockets.values()];
  const ids = [...new Set(sockets.map(({ data }) => data.sessionId))];
  if (ids.length === 0) return;
  try {
    await touchSessions(pool, ids);
    const valid = new Map((await loadValidSessions(pool, ids)).map((row) => [row.sessionId, row]));
    for (const socket of sockets) {
      const session = valid.get(socket.data.sessionId);
      if (session?.role === socket.data.role && session.branchId === socket.data.scope) continue;
      metrics.droppedSockets.inc({ reason: "session" });
      cutOff(socket);
    }
  } catch (err) {
    log.error({ err }, "sessions of live connections could not be checked");
  }
};

/** Checks the sessions of all connections from time to time until the returned function is called. */
export const watchSessions = (parts: SessionWatchParts, intervalMs: number): (() => void) => {
  const timer = setInterval(() => void checkSessions(parts), intervalMs);
  return () => clearInterval(timer);
};
