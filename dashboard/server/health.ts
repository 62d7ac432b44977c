import type { NatsConnection } from "@nats-io/transport-node";
import type { FastifyInstance } from "fastify";
import type pg from "pg";

/** How long a dependency may take to answer before it counts as broken, ms. */
const CHECK_TIMEOUT_MS = 3_000;

/** Resolves when the dependency works, rejects with why not. */
export type ReadinessChecks = Readonly<Record<string, () => Promise<unknown>>>;

/** What this server cannot do without. */
export const readinessChecks = (pool: pg.Pool, nats: NatsConnection): ReadinessChecks => ({
  database: () => pool.query("select 1"),
  nats: () => nats.rtt(),
});

const inTime = async (check: () => Promise<unknown>): Promise<string> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), timeout]);
    return "ok";
  } catch (error) {
    return error instanceof Error ? error.message || error.name : String(error);
  } finally {
    clearTimeout(timer);
  }
};

/** `/healthz` says that the process lives; `/readyz` which dependency does not. */
export const serveHealth = (app: FastifyInstance, checks: ReadinessChecks): void => {
  app.get("/healthz", () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await inTime(check)] as const),
    );
    const isReady = results.every(([, result]) => result === "ok");
    return reply
      .code(isReady ? 200 : 503)
      .send({ status: isReady ? "ok" : "unavailable", checks: Object.fromEntries(results) });
  });
};
