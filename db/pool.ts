import pg from "pg";

/** Whatever can run a statement: a database for single statements, a connection inside a transaction. */
export type Queryable = {
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    text: string,
    values?: unknown[],
  ): Promise<pg.QueryResult<Row>>;
};

/** A connection that is given back with `release`; with an error, to be closed. */
export type Connection = Queryable & { release(broken?: Error): void };

/** What single statements and transactions are asked of: a pool, or a pool as somebody may use it. */
export type Database = Queryable & {
  connect(): Promise<Connection>;
  /** The statements that a transaction begins with, instead of `begin` alone: one way to the server. */
  readonly begin?: string;
};

const { builtins } = pg.types;
// bigint columns are sequences and counts far below 2^53; numeric ones are sums people read.
pg.types.setTypeParser(builtins.INT8, Number);
pg.types.setTypeParser(builtins.NUMERIC, Number);
// A date is a calendar day in the branch's time zone: text, never an instant.
pg.types.setTypeParser(builtins.DATE, (text) => text);

export type PoolOptions = {
  readonly connectionString: string;
  /** Shows in pg_stat_activity. */
  readonly applicationName: string;
  readonly maxConnections?: number;
  /** Longest to wait for a connection, ms. */
  readonly connectTimeoutMs?: number;
  /** Longest a statement may run, ms. */
  readonly statementTimeoutMs?: number;
};

/**
 * Connections to TimescaleDB, native or embedded. Statements are unnamed and settings local, so
 * that it also works on a pooled server. A lost idle connection goes to `onIdleError`.
 */
export const createPool = (
  {
    connectionString,
    applicationName,
    maxConnections = 4,
    connectTimeoutMs = 10_000,
    statementTimeoutMs = 30_000,
  }: PoolOptions,
  onIdleError: (err: Error) => void,
): pg.Pool => {
  const pool = new pg.Pool({
    connectionString,
    application_name: applicationName,
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    // Sent by the client, not as a session setting: the embedded engine shares its one session.
    query_timeout: statementTimeoutMs,
  });
  pool.on("error", onIdleError);
  return pool;
};

/**
 * Runs `work` in one transaction: commits what it resolves to, rolls back what it throws. A pool's
 * transactions have the whole client, for COPY.
 */
export function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T>;
export function inTransaction<T>(
  database: Database,
  work: (client: Connection) => Promise<T>,
): Promise<T>;
export async function inTransaction<T, Client extends Connection>(
  database: Omit<Database, "connect"> & { connect(): Promise<Client> },
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await database.connect();
  let broken: Error | undefined;
  try {
    await client.query(database.begin ?? "begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((rollbackError: unknown) => {
      broken = rollbackError as Error;
    });
    throw error;
  } finally {
    // A client that could not even roll back must not return to the pool.
    client.release(broken);
  }
}
