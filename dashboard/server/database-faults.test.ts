import { once } from "node:events";
import net from "node:net";
import type pg from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createPool } from "../../db/pool.ts";
import { freshDatabase, type TestDatabase } from "../../db/testing.ts";
import { databaseFault } from "./database-faults.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

/** A way to the database on which, from some moment on, nothing comes through any more. */
const stallableWay = async () => {
  const { hostname, port } = new URL(database.url);
  const sockets = new Set<net.Socket>();
  let isStalled = false;
  const proxy = net.createServer((near) => {
    const far = net.connect(Number(port), hostname);
    for (const socket of [near, far]) sockets.add(socket.on("error", () => {}));
    near.on("data", (bytes) => void (isStalled || far.write(bytes)));
    far.on("data", (bytes) => void (isStalled || near.write(bytes)));
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  onTestFinished(() => {
    proxy.close();
    for (const socket of sockets) socket.destroy();
  });
  const url = new URL(database.url);
  url.port = String((proxy.address() as net.AddressInfo).port);
  return { url: url.href, stall: () => (isStalled = true) };
};

const ask = (pool: pg.Pool): Promise<unknown> =>
  pool.query("select 1").then(
    () => "an answer",
    (error: unknown) => error,
  );

test("a database that has stalled is unavailable, whatever was being waited for", async () => {
  const way = await stallableWay();
  const pool = createPool(
    {
      connectionString: way.url,
      applicationName: "test",
      maxConnections: 1,
      connectTimeoutMs: 1_500,
      statementTimeoutMs: 2_000,
    },
    () => {},
  );
  expect(await ask(pool)).toBe("an answer");
  way.stall();
  // One waits for its answer, one for the connection that this one holds, one for a new connection.
  const [unanswered, waiting] = await Promise.all([ask(pool), ask(pool)]);
  const unconnected = await ask(pool);
  const problems = [unanswered, waiting, unconnected].map(databaseFault);
  expect(problems.map((problem) => problem?.statusCode)).toEqual([503, 503, 503]);
});

test("a mistake in a statement is no such thing", async () => {
  const mistake = await database.pool.query("select nonsense").catch((error: unknown) => error);
  expect(databaseFault(mistake)).toBeUndefined();
  expect(databaseFault(new Error("a bug"))).toBeUndefined();
});
