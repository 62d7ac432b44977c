// Brings the database that DATABASE_URL names up to date and ends: a step of its own in deployments.
import { z } from "zod";
import { migrate } from "../db/migrate.ts";
import { createPool } from "../db/pool.ts";
import { reachDatabase } from "./outside-servers.ts";

/** A migration may rewrite a large table, ms. */
const STATEMENT_TIMEOUT_MS = 3_600_000;

const { DATABASE_URL } = z.object({ DATABASE_URL: z.url() }).parse(process.env);
try {
  await reachDatabase(DATABASE_URL);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
const pool = createPool(
  {
    connectionString: DATABASE_URL,
    applicationName: "migrate",
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  },
  () => {},
);
try {
  await migrate(pool);
  process.stdout.write("the database is up to date\n");
} finally {
  await pool.end();
}
