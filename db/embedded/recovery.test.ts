import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { startEngineProcess, type EngineProcess } from "./testing.ts";

// Several starts a test, one of them from nothing, perhaps on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

let dataDir: string;
const engines: EngineProcess[] = [];

const start = async (port?: number): Promise<EngineProcess> => {
  const engine = await startEngineProcess(dataDir, { durable: true, ...(port && { port }) });
  engines.push(engine);
  return engine;
};

const withClient = async <T>(
  { url }: EngineProcess,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {}); // the engine is killed under it
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "roadledger-recovery-"));
});
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.kill()));
});
afterAll(() => rm(dataDir, { recursive: true }));

test("what a killed first start left behind is thrown away", async () => {
  await mkdir(join(dataDir, "postgres.unfinished", "base"), { recursive: true });
  await writeFile(join(dataDir, "postgres.unfinished", "PG_VERSION"), "17\n");
  const { rows } = await withClient(await start(), (client) => client.query("select 1 as n"));
  expect(rows).toEqual([{ n: 1 }]);
  expect(await readdir(dataDir)).not.toContain("postgres.unfinished");
});

test("a kill in the middle of commits keeps every committed row, and the next start works", async () => {
  const engine = await start();
  let committed = 0;
  await withClient(engine, async (client) => {
    await client.query("create table kept (n int primary key)");
    const killed = new Promise<void>((resolve) => {
      setTimeout(() => void engine.kill().then(resolve), 300);
    });
    for (;;) {
      const stored = await client.query("insert into kept values ($1)", [committed + 1]).then(
        () => true,
        () => false,
      );
      if (!stored) break;
      committed += 1;
    }
    await killed;
  });

  const rows = await withClient(await start(), (client) => client.query("select n from kept"));
  expect(committed).toBeGreaterThan(0);
  // The last insert may have been committed without its answer getting out.
  expect([committed, committed + 1]).toContain(rows.rowCount);
});

test("a clean stop answers with exit code 0, and the data is there at the next start", async () => {
  const engine = await start();
  await withClient(engine, (client) => client.query("create table stopped as select 1 as n"));
  expect(await engine.stop()).toBe(0);
  const { rows } = await withClient(await start(engine.port), (client) =>
    client.query("select n from stopped"),
  );
  expect(rows).toEqual([{ n: 1 }]);
});

test("a second engine on the same data refuses to start", async () => {
  await start();
  await expect(start()).rejects.toThrow(/ended with code 1/);
});
