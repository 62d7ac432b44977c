import { afterAll, beforeAll, expect, test } from "vitest";
import { WHAT_IF_SUBJECT } from "../../contracts/subjects.ts";
import type { WhatIfAnswer } from "../../contracts/what-if.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

let dashboard: TestDashboard;
let vehicleId: string;
beforeAll(async () => {
  dashboard = await startTestDashboard();
  const { branchId } = dashboard;
  const car = { licensePlate: "WHAT-IF-1", model: "Volvo V60", vehicleType: "CAR", branchId };
  const { body } = await dashboard.call("OWNER", "POST", "/api/vehicles", car);
  vehicleId = (body as { id: string }).id;
});
afterAll(() => dashboard.close());

const span = { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" };
const ask = (body: object) =>
  dashboard.call("OWNER", "POST", "/api/detection-rules/what-if", { vehicleId, ...span, ...body });

/** A processor that gives the same answer to everybody. */
const answering = async (answer: WhatIfAnswer) => {
  const subscription = dashboard.nats.subscribe(WHAT_IF_SUBJECT, {
    callback: (_err, message) => void message.respond(JSON.stringify(answer)),
  });
  await dashboard.nats.flush();
  return { [Symbol.dispose]: () => subscription.unsubscribe() };
};

test("a question is answered by a processor", async () => {
  const counts = {
    detections: 0,
    alerting: 0,
    alerts: 0,
    routes: 0,
    distanceKm: 0,
    idlingStops: 0,
  };
  const result = {
    ...{ vehicleId, ...span, observations: 7, today: counts, changed: counts },
    ...{ changes: [], unlisted: 0, unchanged: [] },
  };
  using _processor = await answering({ kind: "result", result });
  const answer = await ask({ options: { speeding: { limitKmh: 90 } } });
  expect(answer).toEqual({ status: 200, body: result });
});

test("while no processor has time the caller is told to come back", async () => {
  expect((await ask({})).status).toBe(503);
  using _processor = await answering({ kind: "busy" });
  expect((await ask({})).status).toBe(503);
});

test("an option or value that is wrong is named, and so is a stretch that is too long", async () => {
  const wrong = { speeding: { colour: 1, limitKmh: "fast" }, clairvoyance: {} };
  expect(await ask({ options: { speeding: { colour: 1 } } })).toMatchObject({
    status: 400,
    body: { errors: [{ field: "options.speeding.colour" }] },
  });
  const { body } = await ask({ options: wrong });
  const fields = (body as { errors: { field: string }[] }).errors.map(({ field }) => field);
  expect(fields).toEqual(
    expect.arrayContaining(["options.speeding.limitKmh", "options.clairvoyance"]),
  );
  expect(await ask({ to: "2026-05-01T00:00:00Z" })).toMatchObject({
    status: 400,
    body: { errors: [{ field: "to" }] },
  });
  using _processor = await answering({ kind: "too-long" });
  expect(await ask({})).toMatchObject({ status: 400, body: { errors: [{ field: "to" }] } });
});

test("a draft of a rule is checked as a rule is, and one for a type twice is refused", async () => {
  const speeding = { type: "speeding", enabled: true, minDurationS: 60 };
  expect(await ask({ rules: [{ ...speeding, severity: "loud" }] })).toMatchObject({
    status: 400,
    body: { errors: [{ field: "rules.0.severity" }] },
  });
  expect(await ask({ rules: [speeding, speeding] })).toMatchObject({
    status: 400,
    body: { errors: [{ field: "rules" }] },
  });
  expect((await ask({ rules: [{ ...speeding, scope: "fleet" }] })).status).toBe(400);
  const counts = {
    detections: 0,
    alerting: 0,
    alerts: 0,
    routes: 0,
    distanceKm: 0,
    idlingStops: 0,
  };
  const result = {
    ...{ vehicleId, ...span, observations: 0, today: counts, changed: counts },
    ...{ changes: [], unlisted: 0, unchanged: [] },
  };
  using _processor = await answering({ kind: "result", result });
  expect((await ask({ rules: [speeding] })).status).toBe(200);
});

test("a vehicle that is not seen is not found", async () => {
  expect((await ask({ vehicleId: "00000000-0000-4000-8000-000000000000" })).status).toBe(404);
});

test("the API says how to ask", async () => {
  const { body } = await dashboard.call("OWNER", "GET", "/api/openapi.json");
  expect(body).toHaveProperty(["paths", "/api/detection-rules/what-if", "post"]);
});
