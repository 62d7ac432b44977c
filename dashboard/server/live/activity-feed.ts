import type { FastifyBaseLogger } from "fastify";
import type pg from "pg";
import { loadRecentActivities } from "../../../db/activities.ts";
import { startTurns } from "../turns.ts";
import { type LiveServer, permissionRoom } from "./live-socket.ts";

/** How often the database is asked what has become known, ms. */
const LOOK_EVERY_MS = 1_000;
/** Longer than any transaction that tells of something may last, s. */
const LOOK_BACK_S = 60;

export type ActivityFeedParts = {
  readonly pool: pg.Pool;
  readonly io: LiveServer;
  readonly log: FastifyBaseLogger;
};

/**
 * Tells viewers what happened, once each, from now on; what came before is in the list. Asked of the
 * database, because silences and retractions are announced nowhere else. The returned function ends it.
 */
export const startActivityFeed = ({ pool, io, log }: ActivityFeedParts): (() => Promise<void>) => {
  let told: Set<number> | undefined;
  const look = async (): Promise<void> => {
    const recent = await loadRecentActivities(pool, LOOK_BACK_S);
    for (const activity of told === undefined ? [] : recent) {
      if (told?.has(activity.id)) continue;
      const { branchId, returnBranchId, alertId } = activity;
      const scopes = [null, branchId, alertId === null ? returnBranchId : null];
      io.to(scopes.map((scope) => permissionRoom("today:view", scope))).emit("activity:added", {
        activity,
      });
    }
    told = new Set(recent.map(({ id }) => id));
  };
  const turns = startTurns({
    everyMs: LOOK_EVERY_MS,
    turn: async () => {
      await look();
      return false;
    },
    onFailure: (err) => log.warn({ err }, "activities not looked through"),
  });
  return () => turns.stop();
};
