import { isDeepStrictEqual } from "node:util";
import type { NatsConnection } from "@nats-io/transport-node";
import type pg from "pg";
import type { Logger } from "pino";
import { SETTINGS_CHANGED_SUBJECT } from "../contracts/subjects.ts";
import { loadFleetFacts, type FleetFacts } from "../db/fleet-facts.ts";
import { wakeBy } from "../db/vehicle-states.ts";
import type { FleetSettings } from "./fleet-settings.ts";

/** Announcements may get lost; the database has the last word this often, ms. */
const RELOAD_EVERY_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;

type Ports = {
  readonly pool: pg.Pool;
  readonly nats: NatsConnection;
  readonly settings: FleetSettings;
  readonly log: Logger;
  /** How old an observation may be, days. */
  readonly maxAgeDays: number;
};

/**
 * The vehicles of which silence may mean something else now, also when it has begun already: all where
 * rules or geofences are others or were not known, else those that are described anew.
 */
const concernedBy = (
  { rules, geofences, vehicles }: FleetFacts,
  known: FleetFacts | undefined,
): readonly string[] | "all" => {
  if (!known || !isDeepStrictEqual([rules, geofences], [known.rules, known.geofences]))
    return "all";
  const before = new Set(known.vehicles.map((facts) => JSON.stringify(facts)));
  return vehicles.filter((facts) => !before.has(JSON.stringify(facts))).map(({ id }) => id);
};

/**
 * Keeps the fleet's settings as people entered them: at the start, when a change is announced, and
 * from time to time. Resolves once they are loaded; a reload that fails leaves what was known.
 */
export const watchSettings = async ({ pool, nats, settings, log, maxAgeDays }: Ports) => {
  let known: FleetFacts | undefined;
  let running: Promise<void> | undefined;
  let again = false;

  const load = async (): Promise<void> => {
    const facts = await loadFleetFacts(pool, new Date(Date.now() - maxAgeDays * DAY_MS));
    if (isDeepStrictEqual(facts, known)) return;
    const concerned = concernedBy(facts, known);
    known = facts;
    settings.replace(facts);
    if (concerned === "all" || concerned.length > 0) await wakeBy(pool, new Date(), concerned);
  };

  const reload = async (): Promise<void> => {
    try {
      do {
        again = false;
        await load();
      } while (again);
    } catch (err) {
      log.error({ err }, "settings of detection not reloaded; the ones before stay");
    } finally {
      running = undefined;
    }
  };

  /** One at a time; a change announced meanwhile is loaded after it, and before this resolves. */
  const request = (): Promise<void> => {
    again = true;
    running ??= reload();
    return running;
  };

  const subscription = nats.subscribe(SETTINGS_CHANGED_SUBJECT, {
    // Whoever made the change may wait for it to be in force.
    callback: (_err, message) => void request().then(() => message.respond()),
  });
  await load();
  const timer = setInterval(() => void request(), RELOAD_EVERY_MS);
  return {
    async stop(): Promise<void> {
      clearInterval(timer);
      subscription.unsubscribe();
      await running;
    },
  };
};
