import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { openEngine } from "./engine.ts";
import { startFront } from "./front.ts";

test("a transaction left open without a word is ended, because everybody waits for it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "roadledger-idle-"));
  const engine = await openEngine({ dataFolder: join(folder, "postgres"), durable: false });
  const front = await startFront({
    engine,
    port: 0,
    onEngineFailure: (error) => {
      throw error;
    },
    limits: { maxRequestBytes: 1_000_000, idleInTransactionMs: 200 },
  });
  const connectionString = `postgres://postgres@127.0.0.1:${front.port}/postgres`;
  const silent = new pg.Client({ connectionString });
  const reason = new Promise<Error>((resolve) => silent.on("error", resolve));
  const waiting = new pg.Client({ connectionString });
  await Promise.all([silent.connect(), waiting.connect()]);

  await silent.query("begin");
  await silent.query("create table abandoned (n int)");
  const { rows } = await waiting.query("select to_regclass('abandoned') as found");

  expect(rows).toEqual([{ found: null }]);
  expect(await reason).toMatchObject({ code: "25P03" });
  await waiting.end();
  await front.close();
  await engine.close();
  await rm(folder, { recursive: true });
});
