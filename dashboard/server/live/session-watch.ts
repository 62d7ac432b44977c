import type { NatsConnection } from "@nats-io/transport-node";
import type { FastifyBaseLogger } from "fastify";
import type pg from "pg";
import { ACCESS_CHANGED_SUBJECT } from "../../../contracts/subjects.ts";
import { loadStandings } from "../../../operations/bearer.ts";
import type { Metrics } from "../metrics.ts";
import { cutOff, type LiveServer } from "./live-socket.ts";

/** How long a revoked session may go on listening when the word of it was lost, ms. */
export const SESSION_CHECK_INTERVAL_MS = 30_000;

export type SessionWatchParts = {
  readonly pool: pg.Pool;
  readonly nats: NatsConnection;
  readonly io: LiveServer;
  readonly metrics: Metrics;
  readonly log: FastifyBaseLogger;
};

/** Cuts off whose session or token ended, or whose role or branch is no longer what it was. */
const checkSessions = async ({ pool, io, metrics, log }: SessionWatchParts): Promise<void> => {
  const sockets = [...io.sockets.sockets.values()];
  try {
    const standings = await loadStandings(
      pool,
      sockets.map(({ data }) => data.by),
    );
    for (const socket of sockets) {
      const { by, role, scope } = socket.data;
      const standing = standings.get(by.id);
      if (standing?.role === role && standing.scope === scope) continue;
      metrics.droppedSockets.inc({ reason: "session" });
      cutOff(socket);
    }
  } catch (err) {
    log.error({ err }, "sessions of live connections could not be checked");
  }
};

/**
 * Checks the sessions and tokens of all connections when any server says that access has changed, and
 * from time to time, until the returned function is called.
 */
export const watchSessions = (parts: SessionWatchParts, intervalMs: number): (() => void) => {
  const timer = setInterval(() => void checkSessions(parts), intervalMs);
  const subscription = parts.nats.subscribe(ACCESS_CHANGED_SUBJECT, {
    callback: () => void checkSessions(parts),
  });
  return () => {
    clearInterval(timer);
    subscription.unsubscribe();
  };
};
