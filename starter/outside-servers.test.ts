import { expect, test } from "vitest";
import { freshDatabase } from "../db/testing.ts";
import { startNatsServer } from "../db/testing-nats.ts";
import { reachDatabase, reachNats } from "./outside-servers.ts";
import { claimPort } from "./ports.ts";

const nobody = async (): Promise<string> =>
  `127.0.0.1:${await claimPort("UNUSED", "127.0.0.1", undefined)}`;

test("a database that nobody serves is named by its setting and address, without the password", async () => {
  const address = await nobody();
  const failure = reachDatabase(`postgres://ann:hidden@${address}/fleet`);
  await expect(failure).rejects.toThrow(`DATABASE_URL: cannot use the database at ${address}: `);
  await expect(failure).rejects.toThrow(/ECONNREFUSED/);
  await expect(failure).rejects.not.toThrow(/hidden/);
});

test("a NATS server that nobody serves is named by its setting and address", async () => {
  const address = await nobody();
  await expect(reachNats(`nats://ann:hidden@${address}`)).rejects.toThrow(
    `NATS_URL: cannot use the NATS server at ${address}: `,
  );
});

test("servers that answer are fine", async () => {
  const [database, nats] = await Promise.all([freshDatabase(), startNatsServer()]);
  try {
    await reachDatabase(database.url);
    await reachNats(nats.url);
  } finally {
    await Promise.all([database.close(), nats.close()]);
  }
});
