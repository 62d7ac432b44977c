import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { createPool } from "../db/pool.ts";
import { loadDatabaseServer } from "../db/stored-counts.ts";
import { freshDatabase } from "../db/testing.ts";
import { inCheckout } from "../starter/checkout.ts";
import { startSystem, type ProcessName, type System } from "../starter/system.ts";
import type { ProcessGroups } from "./cpu-time.ts";
import { BENCH_OWNER, provisionFleet, type BenchFleet } from "./fleet.ts";

const OWN_PROCESSES: readonly ProcessName[] = ["ingest", "nats-server", "processor", "dashboard"];
/** A count over the rows of a whole run may take a while on a busy machine, ms. */
const STATEMENT_TIMEOUT_MS = 300_000;

/** The whole system on a database of its own, with a fleet in it. */
export type BenchSystem = {
  readonly system: System;
  readonly fleet: BenchFleet;
  readonly pool: pg.Pool;
  /** `native` or `embedded`, and the server's version. */
  readonly engine: string;
  /** Its processes by name; `database` only where they run on this machine. */
  readonly processes: () => Promise<ProcessGroups>;
  /** Ends it and removes its data. */
  readonly stop: () => Promise<void>;
};

type Options = {
  readonly cars: number;
  readonly progress: (line: string) => void;
  readonly interrupted: AbortSignal;
  /** Further settings for every process. */
  readonly settings?: Readonly<Record<string, string>>;
};

const serverUrl = (): string | undefined =>
  process.env["TEST_DATABASE_URL"] ?? process.env["DATABASE_URL"];

const isLocal = (url: string): boolean =>
  ["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname);

const groupsOf = async (system: System, pool: pg.Pool): Promise<ProcessGroups> => {
  const groups: Record<string, number[]> = {};
  for (const name of OWN_PROCESSES) groups[name] = [system.pid(name) ?? []].flat();
  const embedded = system.pid("embedded-db");
  if (embedded !== undefined) groups["database"] = [embedded];
  else if (isLocal(system.databaseUrl)) {
    groups["database"] = [...(await loadDatabaseServer(pool)).pids];
  }
  return groups;
};

/** In the checkout and not in /tmp, which may be memory: an fsync there costs nothing. */
const dataFolder = async (): Promise<string> => {
  await mkdir(inCheckout(".data"), { recursive: true });
  return mkdtemp(join(inCheckout(".data"), "bench-"));
};

/**
 * Starts the system on a new database: on the server that TEST_DATABASE_URL or DATABASE_URL names,
 * else on the embedded engine. Leaves nothing behind when it fails.
 */
export const startBenchSystem = async (options: Options): Promise<BenchSystem> => {
  const { cars, progress, interrupted, settings } = options;
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const database = serverUrl() ? await freshDatabase() : undefined;
    if (database) undo.push(database.close);
    const dataDir = await dataFolder();
    undo.push(() => rm(dataDir, { recursive: true }));
    const system = await startSystem({
      dataDir,
      databaseUrl: database?.url,
      settings: {
        ...settings,
        DEMO: "0",
        OWNER_EMAIL: BENCH_OWNER.email,
        OWNER_PASSWORD: BENCH_OWNER.password,
      },
      progress,
      interrupted,
    });
    undo.push(system.stop);
    const pool = createPool(
      {
        connectionString: system.databaseUrl,
        applicationName: "bench",
        maxConnections: 2,
        statementTimeoutMs: STATEMENT_TIMEOUT_MS,
      },
      () => {},
    );
    undo.push(() => pool.end());
    const fleet = await provisionFleet(system.httpUrl, cars);
    const { version } = await loadDatabaseServer(pool);
    const engine = `${database ? "native" : "embedded"}, ${version}`;
    return { system, fleet, pool, engine, processes: () => groupsOf(system, pool), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
