import { connect } from "@nats-io/transport-node";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { createPool } from "../../db/pool.ts";
import { seedDemo } from "../../operations/demo-fleet.ts";
import { ensureFirstOwner } from "../../operations/first-owner.ts";
import { makeSetupCode } from "../../operations/setup-code.ts";
import { buildApp } from "./app.ts";
import { openAuditHeads, startAuditHeads } from "./audit-heads.ts";
import { createChangeAnnouncer } from "./change-announcer.ts";
import { startCommandQueue } from "./command-queue.ts";
import { readConfig } from "./config.ts";
import { startFuelBookkeeping } from "./fuel-bookkeeping.ts";
import { readinessChecks } from "./health.ts";
import { startLiveView } from "./live/live-view.ts";
import { createMetrics } from "./metrics.ts";
import { routeUpgrades } from "./mqtt-upgrade.ts";
import { followAlertNews } from "./push/alert-news.ts";
import { followApprovalNews } from "./push/approval-news.ts";
import { followExtensionNews } from "./push/extension-news.ts";
import { startPushQueue } from "./push/push-queue.ts";
import { createPushSender } from "./push/push-sender.ts";
import { createWhatIfClient } from "./what-if-client.ts";

const config = readConfig(process.env);
const log = pino({ name: "dashboard", level: config.LOG_LEVEL });

const pool = createPool(
  { connectionString: config.DATABASE_URL, applicationName: "dashboard", maxConnections: 8 },
  (err) => log.error({ err }, "idle database connection lost"),
);
const nats = await connect({
  servers: config.NATS_URL,
  name: "dashboard",
  maxReconnectAttempts: -1,
});
const metrics = createMetrics();

const { OWNER_EMAIL: email, OWNER_PASSWORD: password } = config;
if (config.DEMO === "1") await seedDemo(pool);
if (email !== undefined && password !== undefined) {
  if (await ensureFirstOwner(pool, { email, password })) log.info({ email }, "first owner created");
}
const code = await makeSetupCode(pool);
// A warning, so that it is printed also where only what needs somebody is.
if (code !== undefined)
  log.warn({ code }, "no owner yet: open /setup and enter this one-time code");

const pushSender = createPushSender({
  pool,
  contact: config.PUSH_CONTACT,
  allowsLoopback: config.PUSH_LOOPBACK === "1",
});

const auditHeads = await openAuditHeads(nats);
const app = await buildApp({
  pool,
  auditHeads,
  pushSender,
  metrics,
  log,
  changes: createChangeAnnouncer(nats, log),
  askWhatIf: createWhatIfClient(nats),
  checks: readinessChecks(pool, nats),
  ingestUrl: config.INGEST_URL,
  mqtt: {
    host: config.MQTT_HOST ?? null,
    port: config.MQTT_PORT,
    tlsPort: config.MQTTS_PORT || null,
  },
  maxAgeDays: config.MAX_AGE_DAYS,
  trustProxy: config.TRUST_PROXY,
  baseMap: config.BASEMAP,
  baseMapAttribution: config.BASEMAP_ATTRIBUTION,
  webRoot: fileURLToPath(new URL("../web/", import.meta.url)),
  basemapRoot: fileURLToPath(new URL("../../basemap/", import.meta.url)),
});
const stopLiveView = await startLiveView(app, { pool, nats, metrics, log });
routeUpgrades(app.server, config.INGEST_URL, log);
const address = await app
  .listen({ host: config.HOST, port: config.HTTP_PORT })
  .catch((cause: unknown) => {
    throw new Error(`cannot listen on HOST ${config.HOST}, HTTP_PORT ${config.HTTP_PORT}`, {
      cause,
    });
  });
const fuelBookkeeping = startFuelBookkeeping(pool, log);
const commandQueue = startCommandQueue(pool, nats, log);
const pushQueue = startPushQueue({ pool, sender: pushSender, log });
const auditHeadsKept = startAuditHeads(auditHeads, pool, log);
const stopAlertNews = followAlertNews({ pool, nats, log });
const stopApprovalNews = followApprovalNews({ pool, nats, log });
const stopExtensionNews = followExtensionNews({ pool, nats, log });
log.info({ address }, "serving");
process.send?.({ ready: true });

let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  await Promise.all([fuelBookkeeping.stop(), commandQueue.stop(), pushQueue.stop()]);
  await auditHeadsKept.stop();
  await Promise.all([stopAlertNews(), stopApprovalNews(), stopExtensionNews()]);
  await stopLiveView();
  await app.close();
  await nats.drain();
  await pool.end();
  // An IPC channel to the starter would keep the process alive.
  if (process.connected) process.disconnect();
};
const stopOrFail = (): void => {
  stop().catch((err: unknown) => {
    log.error({ err }, "could not stop cleanly");
    process.exit(1);
  });
};
process.on("SIGTERM", stopOrFail).on("SIGINT", stopOrFail);
