import type pg from "pg";
import type { Logger } from "pino";
import { keepFuelBooks } from "../../operations/fuel-books.ts";
import { pause, startTurns } from "./turns.ts";

/** How often changes are looked for, ms; in a small fleet a route is in the figures this soon. */
const EVERY_MS = 5_000;
/** Pause after each vehicle, in times of what it took: live data comes first, books take 5 %. */
const PAUSE_SHARE = 19;

/**
 * Brings fuel efficiency in line with what processors and people write. What changed is marked in
 * the database, so nothing is lost when this dies; several servers may do it, a vehicle at a time.
 */
export const startFuelBookkeeping = (pool: pg.Pool, log: Logger) =>
  startTurns({
    everyMs: EVERY_MS,
    async turn(signal) {
      const booked = await keepFuelBooks(pool, {
        isStopping: () => signal.aborted,
        breathe: (tookMs) => pause(PAUSE_SHARE * tookMs, signal),
        onFailure: (err, vehicleId) =>
          log.error({ err, vehicleId }, "fuel of a vehicle not booked; tried again"),
      });
      return booked > 0;
    },
    onFailure: (err) => log.error({ err }, "fuel books not kept; trying again"),
  });
