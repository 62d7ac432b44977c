import { afterEach, expect, test } from "vitest";
import { startTestBroker, type TestBroker } from "../testing-broker.ts";
import { connectDevice, DeviceRefused } from "./device-client.ts";

let broker: TestBroker | undefined;
afterEach(async () => {
  await broker?.stop();
  broker = undefined;
});

const messages = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    topic: "devices/a/telemetry",
    payload: `${index}`,
  }));

test("publishes in order and resolves when acknowledged", async () => {
  broker = await startTestBroker();
  const client = await connectDevice({ mqttUrl: broker.url, deviceId: "car-a", secret: "secret" });
  await Promise.all(messages(500).map(client.publish));
  await client.close();
  expect(broker.received.map(({ payload }) => payload)).toEqual(
    messages(500).map(({ payload }) => payload),
  );
});

test("a wrong secret is refused by name", async () => {
  broker = await startTestBroker();
  const login = { mqttUrl: broker.url, deviceId: "car-a", secret: "guess" };
  await expect(connectDevice(login)).rejects.toThrow(DeviceRefused);
});

test("nothing acknowledged late is lost when the broker goes away and comes back", async () => {
  broker = await startTestBroker();
  const { port, received } = broker;
  const client = await connectDevice({ mqttUrl: broker.url, deviceId: "car-a", secret: "secret" });
  await client.publish(messages(1)[0]!);
  await broker.stop();
  const sending = Promise.all(messages(100).map(client.publish));
  broker = await startTestBroker(port, received);
  await sending;
  await client.close();
  const arrived = new Set(received.map(({ payload }) => Number(payload)));
  expect([...arrived].toSorted((one, other) => one - other)).toEqual([...Array(100).keys()]);
});
