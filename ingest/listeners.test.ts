import { request as sendRaw, type IncomingMessage } from "node:http";
import net from "node:net";
import tls from "node:tls";
import { once } from "node:events";
import mqtt, { type IClientOptions } from "mqtt";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { startNatsServer, type TestNatsServer } from "../db/testing-nats.ts";
import { eventually } from "./eventually.ts";
import type { RunningIngest } from "./ingest.ts";
import { makeTestCertificate, type TestCertificate } from "./testing-certificate.ts";
import { addDevice, addVehicle, readStored, startTestIngest, type TestDevice } from "./testing.ts";

const TOPIC = "devices/car/telemetry";

let database: TestDatabase;
let nats: TestNatsServer;
let ingest: RunningIngest;
let car: TestDevice;
let certificate: TestCertificate;

beforeAll(async () => {
  [database, nats] = await Promise.all([freshDatabase(), startNatsServer()]);
  car = await addDevice(database.pool, await addVehicle(database.pool), "car");
  certificate = await makeTestCertificate();
  ingest = await startTestIngest(database, nats, {
    MQTTS_PORT: "0",
    TLS_CERT_FILE: certificate.certFile,
    TLS_KEY_FILE: certificate.keyFile,
  });
});
afterAll(async () => {
  await ingest?.stop();
  await Promise.all([database?.close(), nats?.close(), certificate?.remove()]);
});

const connectTo = async (url: string, options: IClientOptions = {}) => {
  const credentials = { username: car.id, password: car.secret };
  const client = await mqtt.connectAsync(url, { ...credentials, reconnectPeriod: 0, ...options });
  onTestFinished(() => void client.end(true));
  return client;
};
const tcp = () => connectTo(`mqtt://127.0.0.1:${ingest.mqttPort}`);
const secure = () => connectTo(`mqtts://localhost:${ingest.mqttsPort}`, { ca: certificate.ca });
const webSocket = () => connectTo(`ws://127.0.0.1:${ingest.httpPort}/mqtt`);

test.each([
  ["TCP", tcp],
  ["TLS", secure],
  ["WebSocket", webSocket],
])(
  "over %s a message is stored at each QoS, and an oversize one refused",
  async (name, connect) => {
    const client = await connect();
    for (const qos of [0, 1, 2] as const) {
      const event = `${name} ${qos}`;
      await client.publishAsync(TOPIC, JSON.stringify({ ts: Date.now(), event }), { qos });
    }
    for (const bytes of [1_000_000, 3_000_000]) {
      await client.publishAsync(TOPIC, Buffer.alloc(bytes), { qos: 1 });
    }

    const { observations, rejects } = await readStored(nats, "car");
    const events = observations.filter(({ event }) => event?.startsWith(name));
    expect(events.map(({ event }) => event)).toEqual([`${name} 0`, `${name} 1`, `${name} 2`]);
    expect(rejects.slice(-2)).toMatchObject([
      { field: "payload", payloadBytes: 1_000_000 },
      { field: "payload", payloadBytes: 3_000_000 },
    ]);
    expect(client.connected).toBe(true);
  },
);

test("TLS older than 1.2 is refused", async () => {
  const port = ingest.mqttsPort ?? 0;
  const socket = tls.connect({
    port,
    ca: certificate.ca,
    minVersion: "TLSv1",
    maxVersion: "TLSv1.1",
  });
  const [error] = (await once(socket, "error")) as [Error];
  expect(error.message).toMatch(/protocol|alert/i);
});

test("a wrong secret is refused over TLS and WebSocket too", async () => {
  const wrong = { password: "wrong", ca: certificate.ca };
  const urls = [`mqtts://localhost:${ingest.mqttsPort}`, `ws://127.0.0.1:${ingest.httpPort}/mqtt`];
  for (const url of urls) await expect(connectTo(url, wrong)).rejects.toMatchObject({ code: 4 });
});

test("one unauthenticated connection cannot make the broker hold what it sends", async () => {
  const socket = net.connect(ingest.mqttPort, "127.0.0.1");
  socket.on("error", () => {}); // the broker cuts it off while it still writes
  socket.write(Buffer.of(0x10, 0x80, 0x80, 0x80, 0x5f)); // a CONNECT of 190 MB
  const closed = new Promise((resolve) => socket.once("close", resolve));
  const chunk = Buffer.alloc(64 * 1024);
  let sent = 0;
  await eventually("the broker cuts it off", () => {
    if (socket.destroyed || socket.closed) return true;
    for (let index = 0; index < 10 && socket.write(chunk); index++) sent += chunk.length;
    return false;
  });
  await closed;
  expect(sent).toBeLessThan(190e6);
});

/** The status of an upgrade request, for whatever stands where the address belongs. */
const upgrade = (
  path: string,
  protocol: string,
  { httpPort: port } = ingest,
): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = {
      connection: "upgrade",
      upgrade: "websocket",
      "sec-websocket-protocol": protocol,
    };
    sendRaw({ port, path, headers })
      .once("response", ({ statusCode }) => resolve(statusCode))
      .once("error", reject)
      .end();
  });

test.each([
  ["//", "mqtt"],
  ["http://[", "mqtt"],
  ["/", "mqtt"],
  ["/mqtt/x", "mqtt"],
  ["/mqtt", "chat"],
])("an upgrade of %s to %s is refused, and ingest goes on", async (path, protocol) => {
  expect(await upgrade(path, protocol)).toBe(400);
  expect((await fetch(`http://127.0.0.1:${ingest.httpPort}/healthz`)).status).toBe(200);
});

test("observations of a sender that offers HTTP/2 are stored, in as many pieces as they come", async () => {
  const event = "x".repeat(60);
  const body = JSON.stringify(
    Array.from({ length: 500 }, (_, ts) => ({ ts: Date.now() - ts, event })),
  );
  const sender = sendRaw({
    port: ingest.httpPort,
    path: "/api/gps-locations",
    method: "POST",
    auth: `${car.id}:${car.secret}`,
    headers: {
      connection: "Upgrade, HTTP2-Settings",
      upgrade: "h2c",
      "http2-settings": "AAMAAABk",
    },
  });
  const answered = once(sender, "response") as Promise<[IncomingMessage]>;
  for (let from = 0; from < body.length; from += 7_000) {
    sender.write(body.slice(from, from + 7_000));
    await new Promise(setImmediate);
  }
  sender.end();
  const [answer] = await answered;
  expect(answer.statusCode).toBe(200);
  expect(JSON.parse((await answer.toArray()).join(""))).toMatchObject({ accepted: 500 });
});

test.each(["MQTT_PORT", "MQTTS_PORT", "INGEST_HTTP_PORT"])(
  "a %s that is taken is an error that names it",
  async (setting) => {
    const settings = {
      MQTTS_PORT: "0",
      TLS_CERT_FILE: certificate.certFile,
      TLS_KEY_FILE: certificate.keyFile,
      INGEST_ID: "another",
      [setting]: String(ingest.mqttPort),
    };
    await expect(startTestIngest(database, nats, settings)).rejects.toThrow(
      `${setting}=${ingest.mqttPort} cannot be listened on at 127.0.0.1`,
    );
  },
);

test("MQTT_WS=off leaves no MQTT on the HTTP port, and all else as it is", async () => {
  const other = await startTestIngest(database, nats, { MQTT_WS: "off", INGEST_ID: "other" });
  onTestFinished(() => other.stop());
  expect(await upgrade("/mqtt", "mqtt", other)).toBe(404);
  expect((await fetch(`http://127.0.0.1:${other.httpPort}/healthz`)).status).toBe(200);
  await (await connectTo(`mqtt://127.0.0.1:${other.mqttPort}`)).endAsync();
});
