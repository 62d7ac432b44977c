import { connect } from "@nats-io/transport-node";
import { createPool } from "../db/pool.ts";

/** How long a NATS server may take to answer, ms. */
const NATS_TIMEOUT_MS = 5_000;

/** What went wrong below, in words; several addresses of one name fail with one error each. */
const reasonOf = (error: unknown): string => {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message : String(error);
};

/** The address in a server's URL, without the account that stands before it. */
const addressOf = (url: string): string => new URL(url).host;

/** Throws an error that names DATABASE_URL and its address, never the password in it. */
export const reachDatabase = async (databaseUrl: string): Promise<void> => {
  const pool = createPool(
    { connectionString: databaseUrl, applicationName: "starter" },
    () => {}, // the query below tells
  );
  try {
    await pool.query("select 1");
  } catch (cause) {
    throw new Error(
      `DATABASE_URL: cannot use the database at ${addressOf(databaseUrl)}: ${reasonOf(cause)}`,
      { cause },
    );
  } finally {
    await pool.end();
  }
};

/** Throws an error that names NATS_URL and its address, never the password in it. */
export const reachNats = async (natsUrl: string): Promise<void> => {
  try {
    const nats = await connect({ servers: natsUrl, timeout: NATS_TIMEOUT_MS, reconnect: false });
    await nats.close();
  } catch (cause) {
    throw new Error(
      `NATS_URL: cannot use the NATS server at ${addressOf(natsUrl)}: ${reasonOf(cause)}`,
      { cause },
    );
  }
};
