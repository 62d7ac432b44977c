import { existsSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readConfig } from "../config.ts";
import { connectDevice } from "../publishing/device-client.ts";
import { readRecording, type RecordedMessage } from "../recordings.ts";
import { startTestBroker, type TestBroker } from "../testing-broker.ts";
import { replayCars } from "./replay-devices.ts";
import { schedule } from "./schedule.ts";
import { sendRecording } from "./send.ts";

const folder = readConfig(process.env).RECORDINGS_DIR;
const isPresent = existsSync(folder);
if (!isPresent)
  console.warn(`no recordings in ${folder} (RECORDINGS_DIR): replaying them is not tested`);

let broker: TestBroker;
beforeEach(async () => {
  broker = await startTestBroker();
});
afterEach(() => broker.stop());

const replay = async (source: string, messages: readonly RecordedMessage[], speed: number) => {
  const senders = new Map(
    await Promise.all(
      Array.from(replayCars(source, messages), async ([car, { device }]) => {
        const { deviceId } = device;
        const client = await connectDevice({ mqttUrl: broker.url, deviceId, secret: "secret" });
        return [car, { device, client }] as const;
      }),
    ),
  );
  const tally = { sent: 0, acknowledged: 0 };
  await sendRecording(messages, senders, speed, tally);
  await Promise.all(Array.from(senders.values(), ({ client }) => client.close()));
  return tally;
};

describe.skipIf(!isPresent)("replaying the recordings in RECORDINGS_DIR", () => {
  test("every FMC003 message is acknowledged, on the topic of its IMEI", async () => {
    const messages = await readRecording("fmc003", { folder });
    expect(await replay("fmc003", messages, 0)).toEqual({ sent: 762, acknowledged: 762 });
    expect(broker.received).toHaveLength(762);
    expect(broker.received[0]?.topic).toMatch(/^35\d{13}\/data$/);
    expect(JSON.parse(broker.received[0]?.payload ?? "")).toEqual(messages[0]?.payload);
  });

  test("ten phones publish side by side, each in its own order", async () => {
    const messages = await readRecording("emission", { folder });
    expect(await replay("emission", messages, 0)).toEqual({ sent: 4_431, acknowledged: 4_431 });
    expect(new Set(broker.received.map(({ topic }) => topic)).size).toBe(10);
  });
});

test("a speed stretches the recorded pauses", async () => {
  const at = (tsMs: number): RecordedMessage => ({
    car: "a",
    kind: "native",
    tsMs,
    sentAtMs: tsMs,
    payload: { ts: tsMs },
  });
  const messages = schedule([at(1.7e12), at(1.7e12 + 3_000)], { repeat: 1 });
  const beganMs = Date.now();
  await replay("test", messages, 10);
  expect(Date.now() - beganMs).toBeGreaterThanOrEqual(300);
  expect(broker.received).toHaveLength(2);
});
