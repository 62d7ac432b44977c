import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import type pg from "pg";
import { inTransaction, type Queryable } from "./pool.ts";

/** Advisory lock that keeps two starting processes from migrating at once. Any constant would do. */
const MIGRATION_LOCK = 7_205_759_403;
/** First line of a file whose statements need TimescaleDB's Community licence. */
const COMMUNITY_ONLY = "-- requires: timescaledb.license = timescale";
/** The SQL files stand beside this module in the sources and are copied beside it in `dist`. */
const DIRECTORY = new URL("./migrations/", import.meta.url);

type Migration = { readonly name: string; readonly sql: string; readonly sha256: string };

const readMigrations = async (): Promise<Migration[]> => {
  const names = (await readdir(DIRECTORY)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, DIRECTORY), "utf8");
      return { name, sql, sha256: createHash("sha256").update(sql).digest("hex") };
    }),
  );
};

const hasCommunityLicence = async (db: Queryable): Promise<boolean> => {
  const { rows } = await db.query<{ licence: string | null }>(
    "select current_setting('timescaledb.license', true) as licence",
  );
  return rows[0]?.licence === "timescale";
};

const apply = (pool: pg.Pool, { name, sql, sha256 }: Migration): Promise<void> =>
  inTransaction(pool, async (client) => {
    await client.query("select pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    const { rows } = await client.query<{ sha256: string }>(
      "select sha256 from migrations where name = $1",
      [name],
    );
    if (rows[0]) {
      if (rows[0].sha256 === sha256) return;
      throw new Error(`migration ${name} was edited after it was applied; add a new file instead`);
    }
    await client.query(sql);
    await client.query("insert into migrations (name, sha256) values ($1, $2)", [name, sha256]);
  });

/**
 * Brings a database up to date, each file in a transaction of its own. Safe to call from several
 * processes at once. Throws when an applied file was edited. Community-licence files wait, and are
 * applied by the first run that finds the licence.
 */
export const migrate = async (pool: pg.Pool): Promise<void> => {
  await inTransaction(pool, async (client) => {
    await client.query("select pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    await client.query("create extension if not exists timescaledb");
    await client.query(
      `create table if not exists migrations (
         name varchar(100) primary key, sha256 char(64) not null, applied_at timestamptz not null default now())`,
    );
  });
  const community = await hasCommunityLicence(pool);
  for (const migration of await readMigrations()) {
    if (!community && migration.sql.startsWith(COMMUNITY_ONLY)) continue;
    await apply(pool, migration);
  }
};
