import { createHash, randomUUID } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { startEngineProcess } from "./embedded/testing.ts";
import { migrate } from "./migrate.ts";
import { createPool } from "./pool.ts";

/** A migrated, empty database that nobody else uses. */
export type TestDatabase = {
  readonly url: string;
  readonly pool: pg.Pool;
  /** Ends the pool and removes the database. */
  readonly close: () => Promise<void>;
};

/** Tests load this file from the sources, benchmarks from `dist`. */
const ROOT = new URL(import.meta.url.endsWith(".ts") ? "../" : "../../", import.meta.url);
const CACHE = fileURLToPath(new URL(".cache/", ROOT));
const PACKAGE = fileURLToPath(new URL("package.json", ROOT));
const MIGRATIONS = fileURLToPath(new URL("./migrations/", import.meta.url));

/** Names what a template was made from: the migrations and the engine's version. */
const templateKey = async (): Promise<string> => {
  const names = (await readdir(MIGRATIONS)).filter((name) => name.endsWith(".sql")).sort();
  const hash = createHash("sha256").update(await readFile(PACKAGE));
  for (const name of names) hash.update(name).update(await readFile(join(MIGRATIONS, name)));
  return hash.digest("hex").slice(0, 16);
};

const openPool = (connectionString: string): pg.Pool =>
  createPool({ connectionString, applicationName: "test", maxConnections: 8 }, (error) => {
    process.emitWarning(error);
  });

const migrateAt = async (url: string): Promise<void> => {
  const pool = openPool(url);
  try {
    await migrate(pool);
  } finally {
    await pool.end();
  }
};

/** Builds the template folder once a checkout. Two builders are harmless: the slower one yields. */
const embeddedTemplate = async (): Promise<string> => {
  const template = join(CACHE, `embedded-template-${await templateKey()}`);
  if (await stat(template).catch(() => undefined)) return template;
  await mkdir(CACHE, { recursive: true });
  const building = await mkdtemp(join(CACHE, "building-"));
  const engine = await startEngineProcess(building);
  await migrateAt(engine.url);
  await engine.stop();
  await rename(building, template).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    return rm(building, { recursive: true });
  });
  return template;
};

/** Lays a migrated, empty database where the embedded engine will look for it. */
export const layEmbeddedDatabase = async (dataDir: string): Promise<void> => {
  const template = join(await embeddedTemplate(), "postgres");
  await cp(template, join(dataDir, "postgres"), { recursive: true });
};

const embeddedDatabase = async (): Promise<TestDatabase> => {
  const dataDir = await mkdtemp(join(tmpdir(), "roadledger-db-"));
  await layEmbeddedDatabase(dataDir);
  const engine = await startEngineProcess(dataDir);
  const pool = openPool(engine.url);
  return {
    url: engine.url,
    pool,
    close: async () => {
      await pool.end();
      await engine.kill();
      await rm(dataDir, { recursive: true });
    },
  };
};

const onDatabase = (serverUrl: string, database: string): string => {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
};

/** Builds the template database once a server and set of migrations; returns its name. */
const nativeTemplate = async (serverUrl: string, admin: pg.Client): Promise<string> => {
  const template = `roadledger_template_${await templateKey()}`;
  const building = `${template}_building`;
  await admin.query("select pg_advisory_lock(hashtext($1))", [template]);
  const { rowCount } = await admin.query("select from pg_database where datname = $1", [template]);
  if (rowCount === 0) {
    await admin.query(`drop database if exists ${building} with (force)`);
    await admin.query(`create database ${building}`);
    await migrateAt(onDatabase(serverUrl, building));
    // TimescaleDB's background workers would connect to it, and a template must have no connection.
    await admin.query(`alter database ${building} with allow_connections false`);
    await admin.query(
      "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = $1",
      [building],
    );
    await admin.query(`alter database ${building} rename to ${template}`);
  }
  await admin.query("select pg_advisory_unlock(hashtext($1))", [template]);
  return template;
};

/** Runs `work` on a connection of its own: databases are not created from a pool's transaction. */
const asAdmin = async <T>(
  serverUrl: string,
  work: (admin: pg.Client) => Promise<T>,
): Promise<T> => {
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
};

const nativeDatabase = async (serverUrl: string): Promise<TestDatabase> => {
  const database = `roadledger_test_${randomUUID().replaceAll("-", "")}`;
  await asAdmin(serverUrl, async (admin) => {
    const template = await nativeTemplate(serverUrl, admin);
    await admin.query(`create database ${database} template ${template}`);
  });
  const url = onDatabase(serverUrl, database);
  const pool = openPool(url);
  return {
    url,
    pool,
    close: async () => {
      await pool.end();
      await asAdmin(serverUrl, (admin) => admin.query(`drop database ${database} with (force)`));
    },
  };
};

/**
 * A database for one test file, cloned from a migrated template: on the server that
 * TEST_DATABASE_URL or DATABASE_URL names, else in an embedded engine of its own. Close it in
 * `afterAll`.
 */
export const freshDatabase = (): Promise<TestDatabase> => {
  const serverUrl = process.env["TEST_DATABASE_URL"] ?? process.env["DATABASE_URL"];
  return serverUrl ? nativeDatabase(serverUrl) : embeddedDatabase();
};
