import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startNatsServer, type TestNatsServer } from "./testing-nats.ts";

let server: TestNatsServer;

beforeAll(async () => {
  server = await startNatsServer();
});
afterAll(() => server.close());

test("what JetStream acknowledged outlives a kill", async () => {
  const before = await connect({ servers: server.url, reconnect: false });
  const manager = await jetstreamManager(before);
  await manager.streams.add({ name: "KEPT", subjects: ["kept"] });
  await jetstream(before).publish("kept", "one");

  await server.restart();

  const after = await connect({ servers: server.url });
  const { state } = await (await jetstreamManager(after)).streams.info("KEPT");
  expect(state.messages).toBe(1);
  await after.close();
});
