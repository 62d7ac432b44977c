import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openEngine, type Engine } from "./engine.ts";
import { startFront, type Front } from "./front.ts";

let folder: string;
let engine: Engine;
let front: Front;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roadledger-limits-"));
  engine = await openEngine({ dataFolder: join(folder, "postgres"), durable: false });
  front = await startFront({
    engine,
    port: 0,
    password: "correct",
    onEngineFailure: (error) => {
      throw error;
    },
    limits: { maxRequestBytes: 1_000_000, idleInTransactionMs: 200 },
  });
});
afterAll(async () => {
  await front.close();
  await engine.close();
  await rm(folder, { recursive: true });
});

const url = (password: string): string =>
  `postgres://postgres:${password}@127.0.0.1:${front.port}/postgres`;

test("a client without the password is refused", async () => {
  const client = new pg.Client({ connectionString: url("guessed") });
  await expect(client.connect()).rejects.toMatchObject({ code: "28P01" });
});

test("a transaction left open without a word is ended, because everybody waits for it", async () => {
  const connectionString = url("correct");
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
});
