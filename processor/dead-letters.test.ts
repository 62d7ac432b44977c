import { jetstreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEAD_STREAM, DEAD_SUBJECTS } from "../contracts/subjects.ts";
import { startNatsServer, type TestNatsServer } from "../db/testing-nats.ts";
import { ensureDeadStream, setAside } from "./dead-letters.ts";

let server: TestNatsServer;
let nats: NatsConnection;
beforeAll(async () => {
  server = await startNatsServer();
  nats = await connect({ servers: server.url });
});
afterAll(async () => {
  await nats?.close();
  await server?.close();
});

test("what nobody could read does not fill the disk, in a stream of an older release either", async () => {
  const { streams } = await jetstreamManager(nats);
  await streams.add({ name: DEAD_STREAM, subjects: [DEAD_SUBJECTS] });
  for (const _start of ["first", "second"]) {
    await ensureDeadStream(nats);
    const { config } = await streams.info(DEAD_STREAM);
    expect(config).toMatchObject({ max_bytes: 268_435_456, discard: "old" });
    expect(config.max_age / 1e9).toBe(90 * 86_400);
  }
  await streams.delete(DEAD_STREAM);
  await ensureDeadStream(nats);
  expect((await streams.info(DEAD_STREAM)).config.max_bytes).toBe(268_435_456);
});

test("a message is set aside once, and another of the same sequence beside it", async () => {
  await ensureDeadStream(nats);
  const message = {
    partition: 3,
    sequence: 7,
    messageAtMs: 1_000,
    section: Buffer.from("no frame"),
  };
  await setAside(nats, message, "unreadable");
  await setAside(nats, message, "unreadable"); // the batch was tried again
  await setAside(nats, { ...message, messageAtMs: 2_000 }, "unreadable");
  const { streams } = await jetstreamManager(nats);
  expect((await streams.info(DEAD_STREAM)).state.messages).toBe(2);
});
