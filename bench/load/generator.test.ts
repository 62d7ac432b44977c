import { afterAll, beforeAll, expect, test } from "vitest";
import { startChild, type Child } from "../child.ts";
import { Listening } from "../serve.ts";
import type { LoadPlan } from "./plan.ts";
import { runLoad } from "./run-load.ts";

let sink: Child;
let bare: Child;
beforeAll(async () => {
  [sink, bare] = await Promise.all([startChild("sink-broker.js"), startChild("bare-broker.js")]);
});
afterAll(async () => {
  await Promise.all([sink.stop(), bare.stop()]);
});

const planFor = (broker: Child, rest: Pick<LoadPlan, "qos" | "pace">): LoadPlan => ({
  host: "127.0.0.1",
  port: Listening.parse(broker.greeting).port,
  devices: ["one", "two", "three"].map((id) => ({ id, secret: "secret" })),
  inFlight: 7,
  warmUpS: 0.2,
  seconds: 1,
  ...rest,
});

test.each(["sink", "bare Aedes"])(
  "in a closed loop the %s acknowledges all that was sent",
  async (name) => {
    const broker = name === "sink" ? sink : bare;
    const pace = { kind: "maximum", firstTsMs: 1_700_000_000_000, stepMs: 1_000 } as const;
    const { acknowledged, devices, ackLatencyMs } = await runLoad(
      planFor(broker, { qos: 1, pace }),
    );
    expect(acknowledged).toBeGreaterThan(100);
    expect(ackLatencyMs.count).toBe(acknowledged);
    for (const { sent, acknowledged, firstTsMs, lastTsMs } of devices) {
      expect(acknowledged).toBe(sent);
      expect(lastTsMs).toBe(firstTsMs + (sent - 1) * 1_000);
    }
  },
);

test("in an open loop it keeps its rate and says when each message was due", async () => {
  const pace = { kind: "fixed", perS: 300 } as const;
  const startedAtMs = Date.now();
  const { devices } = await runLoad(planFor(sink, { qos: 1, pace }));
  const times = devices.flatMap(({ measuredTsMs }) => measuredTsMs);
  expect(times.length).toBeGreaterThan(280);
  expect(times.length).toBeLessThan(320);
  expect(Math.min(...times)).toBeGreaterThanOrEqual(startedAtMs);
  expect(Math.max(...times)).toBeLessThanOrEqual(Date.now());
});

test("at QoS 0 a message counts once it is in the socket", async () => {
  const pace = { kind: "maximum", firstTsMs: 1_700_000_000_000, stepMs: 1_000 } as const;
  const { acknowledged, ackLatencyMs } = await runLoad(planFor(sink, { qos: 0, pace }));
  expect(acknowledged).toBeGreaterThan(100);
  expect(ackLatencyMs.count).toBe(0);
});
