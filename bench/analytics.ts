import { performance } from "node:perf_hooks";
import type pg from "pg";
import { AnalyticsQuery } from "../contracts/analytics.ts";
import { storeLongPast } from "../db/testing-fleet-year.ts";
import { freshDatabase } from "../db/testing.ts";
import { loadAnalytics } from "../operations/analytics.ts";
import type { BenchOptions } from "./bench-options.ts";
import { inOneLine } from "./machine.ts";
import { keep, say, spread, table, whole } from "./report.ts";
import { type Spread, spreadOf } from "./statistics.ts";

/** A year, and the one before it, of a fleet that drives six times a day. */
const CARS = 300;
const DAYS = 730;
const UNTIL = new Date("2026-01-01T00:00:00Z");
/** Longest anybody should wait for a year of the fleet, ms. */
const MOST_MS = 10_000;

const QUESTIONS = [
  { name: "7 days by car", from: "2025-12-25", by: "vehicle" },
  { name: "30 days by car", from: "2025-12-02", by: "vehicle" },
  { name: "a quarter by car", from: "2025-10-01", by: "vehicle" },
  { name: "a year by car", from: "2025-01-01", by: "vehicle" },
  { name: "a year by driver", from: "2025-01-01", by: "driver" },
] as const;

type Answer = { readonly name: string; readonly ms: Spread };

const measure = async (
  pool: pg.Pool,
  { name, from, by }: (typeof QUESTIONS)[number],
  rounds: number,
): Promise<Answer> => {
  const query = AnalyticsQuery.parse({ from, to: "2026-01-01", by });
  const took: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const beganMs = performance.now();
    const { totals } = await loadAnalytics(pool, null, query, UNTIL);
    if (totals.routes === 0) throw new Error(`nothing was counted for ${name}`);
    // the first one warms the caches
    if (round > 0) took.push(performance.now() - beganMs);
  }
  return { name, ms: spreadOf(took) };
};

/**
 * How long the figures of a fleet's year take, the year before it included. Answers false when
 * the slowest takes longer than anybody should wait.
 */
export const benchAnalytics = async ({ rounds, machine }: BenchOptions): Promise<boolean> => {
  const database = await freshDatabase();
  try {
    say(`storing ${CARS} cars and ${DAYS} days`);
    await storeLongPast(database.pool, { cars: CARS, days: DAYS, until: UNTIL });
    const answers: Answer[] = [];
    for (const question of QUESTIONS) answers.push(await measure(database.pool, question, rounds));
    const rows = answers.map(({ name, ms }) => [name, spread(ms)]);
    say(`\n${inOneLine(machine)}\n\n${table(["ms, the period before included", ""], rows)}\n`);
    say(`kept in ${keep("analytics", { machine, cars: CARS, days: DAYS, answers })}`);
    const slowest = Math.max(...answers.map(({ ms }) => ms.median));
    const holds = slowest <= MOST_MS;
    say(`slowest ${whole(slowest)} ms, mark ${whole(MOST_MS)}: ${holds ? "holds" : "MISSED"}`);
    return holds;
  } finally {
    await database.close();
  }
};
