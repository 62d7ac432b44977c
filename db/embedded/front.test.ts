import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createPool, inTransaction } from "../pool.ts";
import { message, query, readyStatus, SYNC } from "./backend-messages.ts";
import { startEngineProcess, type EngineProcess } from "./testing.ts";

let dataDir: string;
let engine: EngineProcess;
let pool: pg.Pool;

const poolOf = (maxConnections: number): pg.Pool =>
  createPool({ connectionString: engine.url, applicationName: "test", maxConnections }, (error) => {
    process.emitWarning(error);
  });

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "roadledger-front-"));
  engine = await startEngineProcess(dataDir);
});
afterAll(async () => {
  await engine.kill();
  await rm(dataDir, { recursive: true });
});
beforeEach(async () => {
  pool = poolOf(8);
  await pool.query("create table counters (name text primary key, value int not null)");
  await pool.query("insert into counters values ('a', 0), ('b', 0)");
});
afterEach(async () => {
  await pool.query("drop table counters");
  await pool.end();
});

const valueOf = async (name: string): Promise<number | undefined> => {
  const { rows } = await pool.query<{ value: number }>(
    "select value from counters where name = $1",
    [name],
  );
  return rows[0]?.value;
};

/** Reads, then writes what it read plus one: two at once would lose an update. */
const increment = (name: string): Promise<void> =>
  inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ value: number }>(
      "select value from counters where name = $1",
      [name],
    );
    await client.query("update counters set value = $2 where name = $1", [
      name,
      (rows[0]?.value ?? 0) + 1,
    ]);
  });

const failInTransaction = (): Promise<void> =>
  inTransaction(pool, async (client) => {
    await client.query("update counters set value = -1000");
    await client.query("select 1 / $1::int", [0]);
  });

test("many clients that read, change and write lose no update, whatever fails beside them", async () => {
  const errors: unknown[] = [];
  const clients = Array.from({ length: 8 }, async (_, index) => {
    for (let round = 0; round < 50; round += 1) {
      await increment(index % 2 ? "a" : "b");
      if (round % 5 === 0) await failInTransaction().catch((error) => errors.push(error));
    }
  });
  await Promise.all(clients);
  expect([await valueOf("a"), await valueOf("b")]).toEqual([200, 200]);
  expect(errors).toHaveLength(80);
  expect(errors).toEqual(Array(80).fill(expect.objectContaining({ code: "22012" })));
});

const HOLDS_TRANSACTION = `
  const client = new (require("pg").Client)({ connectionString: process.argv[1] });
  client.connect()
    .then(() => client.query("begin"))
    .then(() => client.query("update counters set value = 99"))
    .then(() => console.log("holding"));`;

test("a client killed in a transaction is rolled back and blocks nobody", async () => {
  const child = spawn(process.execPath, ["-e", HOLDS_TRANSACTION, engine.url]);
  await once(child.stdout, "data");
  const waiting = valueOf("a");
  child.kill("SIGKILL");
  expect(await waiting).toBe(0);
});

test("a parameter of 5 MB arrives whole, and so does an answer of 5 MB", async () => {
  const text = "å".repeat(2_500_000);
  const { rows } = await pool.query<{ length: number; text: string }>(
    "select octet_length($1::text) as length, $1::text as text",
    [text],
  );
  expect(rows[0]?.length).toBe(5_000_000);
  expect(rows[0]?.text === text).toBe(true);
});

test.each([
  ["alone", "copy counters from stdin"],
  ["behind another statement", "insert into counters values ('c', 1); copy counters from stdin"],
])("copy from stdin %s is refused and the session lives on", async (_case, sql) => {
  await expect(pool.query(sql)).rejects.toThrow(/takes no rows by copy from stdin/);
  const { rows } = await pool.query("select name from counters order by name");
  expect(rows).toEqual([{ name: "a" }, { name: "b" }]);
});

test("a statement that only speaks of copy from stdin runs", async () => {
  const { rows } = await pool.query("select 'copy counters from stdin' as text");
  expect(rows).toEqual([{ text: "copy counters from stdin" }]);
});

/** A bare connection: what no well-behaved client would send. */
const speak = async (
  messages: readonly Buffer[],
  complete: (heard: Buffer) => boolean,
): Promise<Buffer> => {
  const socket = connect(engine.port, "127.0.0.1");
  const protocol3 = Buffer.from([0, 0, 0, 9, 0, 3, 0, 0, 0]);
  socket.write(Buffer.concat([protocol3, ...messages]));
  let heard = Buffer.alloc(0);
  for await (const chunk of socket) {
    heard = Buffer.concat([heard, chunk as Buffer]);
    if (complete(heard)) break;
  }
  socket.destroy();
  return heard;
};
const closed = (): boolean => false;
const parse = (sql: string): Buffer => message("P", Buffer.from(`\0${sql}\0\0\0`));
const BIND = message("B", Buffer.alloc(8));
const EXECUTE = message("E", Buffer.alloc(5));
const FLUSH = message("H");

test("pipelined requests are answered in order", async () => {
  const heard = await speak(
    [
      query("select 'first'"),
      parse("select 'second'"),
      BIND,
      EXECUTE,
      SYNC,
      query("select 'third'"),
    ],
    (so) => so.includes("third") && readyStatus(so) === "I",
  );
  const text = heard.toString("latin1");
  const order = ["first", "second", "third"].map((word) => text.indexOf(word));
  expect(order).toEqual(order.toSorted((one, other) => one - other));
  expect(order).not.toContain(-1);
});

test("an extended query that is flushed but never synced leaves nothing behind", async () => {
  await speak([parse("update counters set value = 7"), BIND, EXECUTE, FLUSH], (so) =>
    so.includes("UPDATE 2"),
  );
  expect(await valueOf("a")).toBe(0);
});

test("an extended query that fails and is never synced blocks nobody", async () => {
  await speak([parse("selec"), FLUSH], (so) => so.includes("syntax error"));
  expect(await valueOf("a")).toBe(0);
});

test("a message above the limit ends that connection with a reason, and no other", async () => {
  const header = Buffer.from("Q\0\0\0\0", "latin1");
  header.writeInt32BE(1_000_000_000, 1);
  const heard = await speak([header], closed);
  expect(heard.toString("latin1")).toMatch(/FATAL.*54000.*exceeds/s);
  expect(await valueOf("a")).toBe(0);
});

test("what is not the protocol is refused with a reason", async () => {
  const heard = await speak([message("!")], closed);
  expect(heard.toString("latin1")).toMatch(/FATAL.*08P01.*unknown message type/s);
});

test("encryption is declined politely", async () => {
  const socket = connect(engine.port, "127.0.0.1");
  socket.write(Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]));
  const [answer] = (await once(socket, "data")) as [Buffer];
  socket.destroy();
  expect(answer.toString()).toBe("N");
});

/** Around every end of what the engine reads of a request at once, 8 kB. */
const criticalLengths = [1, 2, 3].flatMap((multiple) =>
  Array.from({ length: 200 }, (_, index) => multiple * 8_192 - 150 + index),
);

test("a parameter is answered whatever its length", async () => {
  for (const length of criticalLengths) {
    const { rows } = await pool.query("select length($1)", ["x".repeat(length)]);
    expect(rows).toEqual([{ length }]);
  }
});

test("a statement is answered whatever its length, and copy from stdin refused", async () => {
  for (const length of criticalLengths) {
    const { rows } = await pool.query(`select length('${"x".repeat(length)}')`);
    expect(rows).toEqual([{ length }]);
    const copy = pool.query(`copy counters from stdin -- ${"x".repeat(length)}`);
    await expect(copy).rejects.toThrow("copy from stdin");
  }
});
