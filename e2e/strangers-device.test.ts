import mqtt from "mqtt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RejectEntry } from "../contracts/reject-entry.ts";
import { mqttTopics } from "../contracts/subjects.ts";
import { makeTestCertificate, type TestCertificate } from "../ingest/testing-certificate.ts";
import { claimPort } from "../starter/ports.ts";
import { eventually } from "./eventually.ts";
import { storedLocations } from "./locations.ts";
import { hasMosquitto, login, mosquittoPub, mosquittoSub } from "./mosquitto.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

/** How long a client whose message is never answered is left to try, ms. */
const PATIENCE_MS = 2_000;
/** How long a subscriber listens, s. */
const LISTEN_S = 3;

const installed = await hasMosquitto();
if (!installed) console.warn("skipped: mosquitto_pub and mosquitto_sub are not installed");

let system: RunningSystem;
let mqttsUrl: string;
let certificate: TestCertificate;
beforeAll(async () => {
  certificate = await makeTestCertificate();
  const port = String(await claimPort("MQTTS_PORT", "127.0.0.1", undefined));
  mqttsUrl = `mqtts://127.0.0.1:${port}`;
  system = await runSystem({
    settings: {
      MQTTS_PORT: port,
      TLS_CERT_FILE: certificate.certFile,
      TLS_KEY_FILE: certificate.keyFile,
    },
  });
});
afterAll(async () => {
  await system.close();
  await certificate.remove();
});

const telemetry = ({ deviceId }: TrackedCar): string[] => ["-t", mqttTopics.telemetry(deviceId)];
let seconds = 0;
/** A message the system has to store; each is of another second. */
const good = (): string => {
  const ts = new Date(Date.now() - 600_000 + ++seconds * 1_000).toISOString();
  return JSON.stringify({ ts, lat: 57.7, lon: 11.97, speedKmh: 30 });
};

describe.skipIf(!installed)("mosquitto_pub and mosquitto_sub", () => {
  test.each(["0", "1", "2"])("the right secret is accepted at QoS %s, and stored", async (qos) => {
    const car = await registerCar(system.api);
    const args = [...login(system.mqttUrl, car), ...telemetry(car), "-q", qos];
    expect(await mosquittoPub(args, [good()])).toMatchObject({ code: 0 });
    expect(await storedLocations(system.api, car, 1)).toMatchObject([
      { latitude: 57.7, speed: 30 },
    ]);
  });

  test("a wrong secret and an unknown device are refused alike", async () => {
    const car = await registerCar(system.api);
    for (const stranger of [
      { ...car, secret: "guessed" },
      { ...car, deviceId: "nobody" },
    ]) {
      const args = [...login(system.mqttUrl, stranger), ...telemetry(car), "-q", "1"];
      const { code, said } = await mosquittoPub(args, [good()]);
      expect({ code, said }).toMatchObject({
        code: 4, // bad user name or password (MQTT 3.1.1 §3.2.2.3)
        said: expect.stringContaining("bad user name or password"),
      });
    }
    const args = [...login(system.mqttUrl, car), ...telemetry(car), "-q", "1"];
    await mosquittoPub(args, [good()]);
    await storedLocations(system.api, car, 1);
  });

  test("another device's topic is never acknowledged and never stored", async () => {
    const car = await registerCar(system.api);
    const victim = await registerCar(system.api);
    const ends = await Promise.all(
      ["0", "1", "2"].map((qos) => {
        const args = [...login(system.mqttUrl, car), ...telemetry(victim), "-q", qos];
        return mosquittoPub(args, [good()], PATIENCE_MS);
      }),
    );
    for (const { said } of ends) {
      expect(said).toContain("sending PUBLISH");
      expect(said).not.toMatch(/received PUB(ACK|REC|COMP)/);
    }
    const args = [...login(system.mqttUrl, victim), ...telemetry(victim), "-q", "1"];
    await mosquittoPub(args, [good()]);
    await storedLocations(system.api, victim, 1);
    await mosquittoPub([...login(system.mqttUrl, car), ...telemetry(car), "-q", "1"], [good()]);
    await storedLocations(system.api, car, 1);
  });

  const at = (ts: string | number) => JSON.stringify({ ts, lat: 57.7, lon: 11.97 });
  test.each([
    ["a payload of 1 MB", "x".repeat(1_000_000), "payload", /1000000 bytes/],
    ["broken JSON", '{"ts": 17', "payload", /not JSON/],
    ["a latitude of 95", JSON.stringify({ ts: Date.now(), lat: 95, lon: 12 }), "lat", /90/],
    ["a time in 2004", at("2004-01-01T00:00:00Z"), "ts", /2004/],
    ["a time an hour ahead", at(Date.now() + 3_600_000), "ts", /ahead/],
  ])(
    "%s ends in the reject log, and the next message is stored",
    async (_what, bad, field, why) => {
      const car = await registerCar(system.api);
      const args = [...login(system.mqttUrl, car), ...telemetry(car), "-q", "1"];
      // Over one connection, which a bad message does not end.
      const { code, said } = await mosquittoPub(args, [bad, good()]);
      expect(code).toBe(0);
      expect(said.match(/sending CONNECT/g)).toHaveLength(1);
      await storedLocations(system.api, car, 1);
      const rejects = await eventually(async () => {
        const path = `/api/rejects?deviceId=${car.deviceId}`;
        const { items } = await system.api.get<{ items: RejectEntry[] }>(path);
        expect(items).toHaveLength(1);
        return items;
      });
      expect(rejects[0]).toMatchObject({ field, count: 1, payloadBytes: bad.length });
      expect(rejects[0]?.reason.startsWith(field)).toBe(true);
      expect(rejects[0]?.reason).toMatch(why);
    },
  );

  test("whoever subscribes to everything, or to a neighbour, hears nothing", async () => {
    const car = await registerCar(system.api);
    const neighbour = await registerCar(system.api);
    const own = mqttTopics.commands(car.deviceId); // keeps the connection open
    const wanted = ["#", "devices/+/telemetry", mqttTopics.telemetry(neighbour.deviceId), own];
    const filters = wanted.flatMap((filter) => ["-t", filter]);
    const listener = await mosquittoSub([...login(system.mqttUrl, car), ...filters], LISTEN_S);
    const args = [...login(system.mqttUrl, neighbour), ...telemetry(neighbour), "-q", "1"];
    await mosquittoPub(args, [good(), good()]);
    await storedLocations(system.api, neighbour, 2);
    const said = await listener.heard();
    expect(said).toContain("128, 128, 128, 0"); // three failures [MQTT-3.9.3]
    expect(said).not.toContain("received PUBLISH");
  });

  test("over TLS, with a certificate the device checks", async () => {
    const car = await registerCar(system.api);
    const args = [...login(mqttsUrl, car), ...telemetry(car), "-q", "1"];
    expect(await mosquittoPub([...args, "--cafile", certificate.certFile], [good()])).toMatchObject(
      {
        code: 0,
      },
    );
    await storedLocations(system.api, car, 1);
    const plain = await mosquittoPub(args, [good()], PATIENCE_MS);
    expect(plain.said).not.toContain("received CONNACK");
  });
});

test("over WebSocket, on the public HTTP port", async () => {
  const car = await registerCar(system.api);
  const url = `${system.httpUrl.replace("http", "ws")}/mqtt`;
  const { deviceId: username, secret: password } = car;
  const options = { username, password, reconnectPeriod: 0 };
  const client = await mqtt.connectAsync(url, options);
  await client.publishAsync(mqttTopics.telemetry(car.deviceId), good(), { qos: 1 });
  await client.endAsync();
  await storedLocations(system.api, car, 1);
  await expect(mqtt.connectAsync(url, { ...options, password: "guessed" })).rejects.toThrow(
    /bad username or password/i,
  );
});
