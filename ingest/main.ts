import { connect } from "@nats-io/transport-node";
import pino from "pino";
import { DEVICES_CHANGED_SUBJECT } from "../contracts/subjects.ts";
import { clearDeviceConnections, upsertDeviceConnections } from "../db/device-connections.ts";
import { loadDeviceRegistry } from "../db/device-registry.ts";
import { createPool } from "../db/pool.ts";
import { createBatcher } from "./batcher.ts";
import { createBroker } from "./broker.ts";
import { readConfig } from "./config.ts";
import { trackConnections } from "./connections.ts";
import { createDeviceRegistry } from "./device-registry.ts";
import { createDurablePublish } from "./durable-publish.ts";
import { buildHttpIngest } from "./http.ts";
import { createIntake } from "./intake.ts";
import { listenMqtt, listenMqtts, upgradeMqtt, type Listener } from "./listeners.ts";
import { createMetrics } from "./metrics.ts";
import { createPace } from "./pace.ts";
import { ensureTelemetryStream } from "./telemetry-stream.ts";

/** A missed `registry.devices` announcement is made good after this long, ms. */
const REGISTRY_RELOAD_MS = 30_000;
const MS_PER_DAY = 86_400_000;

const config = readConfig(process.env);
const log = pino({ name: "ingest", level: config.LOG_LEVEL });

const pool = createPool(
  { connectionString: config.DATABASE_URL, applicationName: "ingest", maxConnections: 3 },
  (err) => log.error({ err }, "idle database connection lost"),
);
const nats = await connect({
  servers: config.NATS_URL,
  name: config.INGEST_ID,
  maxReconnectAttempts: -1,
});
await ensureTelemetryStream(nats, config.STREAM_MAX_BYTES);

const registry = createDeviceRegistry(() => loadDeviceRegistry(pool));
await registry.reload();
await clearDeviceConnections(pool, config.INGEST_ID);

const connections = trackConnections({
  vehicleOf: (deviceId) => registry.find(deviceId)?.mountings.at(-1)?.vehicleId,
  announce: (subject, body) => nats.publish(subject, body),
  store: (changed) => upsertDeviceConnections(pool, config.INGEST_ID, changed),
  now: Date.now,
  onStoreError: (err) => log.error({ err }, "connection states not stored; tried again"),
});
const batcher = createBatcher(createDurablePublish(nats, log), Date.now);
const metrics = createMetrics({ sessions: connections.count, pending: batcher.pending });
const intake = createIntake({
  batcher,
  maxAgeMs: config.MAX_AGE_DAYS * MS_PER_DAY,
  now: Date.now,
  metrics,
});
const pace = createPace(config.DEVICE_MESSAGES_PER_S, Date.now);
const broker = await createBroker({ registry, intake, connections, pace, metrics, log });

const reloadRegistry = async (): Promise<void> => {
  try {
    await registry.reload();
    broker.closeRevoked();
  } catch (err) {
    log.error({ err }, "device registry not reloaded; the last one stays in force");
  }
};
nats.subscribe(DEVICES_CHANGED_SUBJECT, { callback: () => void reloadRegistry() });
const reloadTimer = setInterval(() => void reloadRegistry(), REGISTRY_RELOAD_MS);

const http = await buildHttpIngest({
  registry,
  intake,
  metrics,
  log,
  brokenPart: async () => (nats.isClosed() ? "nats" : undefined),
});
upgradeMqtt(http.server, broker.handle);
await http.listen({ host: config.HOST, port: config.INGEST_HTTP_PORT });
const listeners: Listener[] = [await listenMqtt(config.HOST, config.MQTT_PORT, broker.handle)];
if (config.MQTTS_PORT !== undefined && config.TLS_CERT_FILE && config.TLS_KEY_FILE) {
  const files = { cert: config.TLS_CERT_FILE, key: config.TLS_KEY_FILE };
  listeners.push(await listenMqtts(config.HOST, config.MQTTS_PORT, files, broker.handle));
}
log.info({ mqttPort: listeners[0]?.port, httpPort: config.INGEST_HTTP_PORT }, "ingest serves");
process.send?.({ ready: true });

let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  clearInterval(reloadTimer);
  const closed = listeners.map((listener) => listener.close());
  // What has been accepted is made durable and acknowledged before its session ends.
  await batcher.drain();
  await broker.close();
  await Promise.all(closed);
  await http.close();
  await connections.close();
  await nats.drain();
  await pool.end();
  process.exit(0);
};
process.once("SIGTERM", () => void stop());
process.once("SIGINT", () => void stop());
