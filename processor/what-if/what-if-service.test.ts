import { connect, type NatsConnection } from "@nats-io/transport-node";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WHAT_IF_SUBJECT } from "../../contracts/subjects.ts";
import { WhatIfAnswer } from "../../contracts/what-if.ts";
import { aVehicle } from "../../db/fixtures.ts";
import { freshDatabase, type TestDatabase } from "../../db/testing.ts";
import { startNatsServer, type TestNatsServer } from "../../db/testing-nats.ts";
import { createFleetSettings } from "../fleet-settings.ts";
import { serveWhatIf } from "./what-if-service.ts";

let database: TestDatabase;
let server: TestNatsServer;
let nats: NatsConnection;
let service: ReturnType<typeof serveWhatIf>;
beforeAll(async () => {
  [database, server] = await Promise.all([freshDatabase(), startNatsServer()]);
  nats = await connect({ servers: server.url });
  const settings = createFleetSettings();
  const log = pino({ level: "silent" });
  service = serveWhatIf({ pool: database.pool, nats, settings, log, now: Date.now });
  await nats.flush();
});
afterAll(async () => {
  service.stop();
  await nats.close();
  await server.close();
  await database.close();
});

const ask = async (question: object): Promise<WhatIfAnswer> => {
  const reply = await nats.request(WHAT_IF_SUBJECT, JSON.stringify(question), { timeout: 10_000 });
  return WhatIfAnswer.parse(reply.json());
};
const span = { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z", options: {} };

test("one question at a time is answered, and nobody waits in vain", async () => {
  const { id: vehicleId } = await aVehicle(database.pool);
  const answers = await Promise.all([ask({ vehicleId, ...span }), ask({ vehicleId, ...span })]);
  expect(answers.map(({ kind }) => kind).sort()).toEqual(["busy", "result"]);
  expect(await ask({ vehicleId, ...span })).toMatchObject({
    kind: "result",
    result: { vehicleId, observations: 0, changes: [] },
  });
});

test("a question that is none gets an answer too, and the next one its own", async () => {
  expect(await ask({ vehicleId: "nobody" })).toEqual({ kind: "failed" });
  const { id: vehicleId } = await aVehicle(database.pool);
  expect((await ask({ vehicleId, ...span })).kind).toBe("result");
});
