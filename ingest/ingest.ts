import { connect } from "@nats-io/transport-node";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { DEVICES_CHANGED_SUBJECT } from "../contracts/subjects.ts";
import { createPool } from "../db/pool.ts";
import type { Config } from "./config.ts";
import { buildHttpIngest } from "./http.ts";
import {
  listenMqtt,
  listenMqtts,
  portError,
  portOf,
  upgradeMqtt,
  type Listener,
} from "./listeners.ts";
import { CLOSE_MS, closePipeline, openPipeline, type Base, type Pipeline } from "./pipeline.ts";
import { findBrokenPart } from "./readiness.ts";
import { settledWithin } from "./settled-within.ts";

/** A missed `registry.devices` announcement is made good after this long, ms. */
const REGISTRY_RELOAD_MS = 30_000;

/** An ingest process at work. */
export type RunningIngest = {
  readonly mqttPort: number;
  /** Undefined while TLS is off. */
  readonly mqttsPort: number | undefined;
  readonly httpPort: number;
  /** Resolves when the NATS connection is gone for good, so that nothing can be stored any more. */
  readonly cutOff: Promise<unknown>;
  /** Makes durable and acknowledges what has been accepted, then ends; within 9 s whatever fails. */
  readonly stop: () => Promise<void>;
};

const openBase = async (config: Config, log: Logger): Promise<Base> => {
  const servers = config.NATS_URL;
  const nats = await connect({ servers, name: config.INGEST_ID, maxReconnectAttempts: -1 });
  const pool = createPool(
    { connectionString: config.DATABASE_URL, applicationName: "ingest", maxConnections: 3 },
    (err) => log.error({ err }, "idle database connection lost"),
  );
  return { config, log, nats, pool };
};

const closeBase = async ({ nats, pool }: Base): Promise<void> => {
  if (!nats.isClosed()) await settledWithin(nats.drain(), CLOSE_MS / 2);
  await settledWithin(nats.close(), CLOSE_MS / 2);
  await settledWithin(pool.end(), CLOSE_MS);
};

/** Keeps the registry as new as the database; returns what ends that. */
const followRegistry = (
  { nats, log }: Base,
  { registry, broker }: Pick<Pipeline, "registry" | "broker">,
): (() => void) => {
  const reload = async (inForce?: () => void): Promise<void> => {
    try {
      await registry.reload();
      broker.closeRevoked();
      inForce?.();
    } catch (err) {
      log.error({ err }, "device registry not reloaded; the last one stays in force");
    }
  };
  nats.subscribe(DEVICES_CHANGED_SUBJECT, {
    // The answer tells whoever changed a device that the change is in force.
    callback: (_error, message) => void reload(() => message.respond()),
  });
  const timer = setInterval(() => void reload(), REGISTRY_RELOAD_MS);
  return () => clearInterval(timer);
};

const openHttp = async (
  { config, log, pool: db, nats }: Base,
  { publisher: { isStoring }, broker, ...parts }: Pipeline,
): Promise<FastifyInstance> => {
  const brokenPart = () => findBrokenPart({ nats, isStoring, db });
  const http = buildHttpIngest({ ...parts, log, brokenPart });
  if (config.MQTT_WS === "on") upgradeMqtt(http.server, broker);
  const { HOST: host, INGEST_HTTP_PORT: port } = config;
  await http.listen({ host, port }).catch((cause: unknown) => {
    throw portError("INGEST_HTTP_PORT", port, host, cause);
  });
  return http;
};

/** The listener without TLS, then the one with, if any. */
const openListeners = async ({ config, log }: Base, { broker }: Pipeline): Promise<Listener[]> => {
  const { HOST, MQTT_PORT, MQTTS_PORT, TLS_CERT_FILE, TLS_KEY_FILE } = config;
  const { handle } = broker;
  const accept = { handle, onError: (err: Error) => log.error({ err }, "connection not accepted") };
  const plain = await listenMqtt(HOST, MQTT_PORT, accept);
  if (MQTTS_PORT === undefined || !TLS_CERT_FILE || !TLS_KEY_FILE) return [plain];
  const files = { cert: TLS_CERT_FILE, key: TLS_KEY_FILE };
  const secure = listenMqtts(HOST, MQTTS_PORT, files, accept);
  return [plain, await orUndo(secure, plain.close)];
};

/** What `opening` resolves to; when it rejects, what had been opened before is closed first. */
const orUndo = async <T>(opening: Promise<T>, undo: () => void | Promise<void>): Promise<T> => {
  try {
    return await opening;
  } catch (error) {
    await undo();
    throw error;
  }
};

/** Starts an ingest process with these settings. Rejects, with nothing left open, when it cannot. */
export const startIngest = async (config: Config, log: Logger): Promise<RunningIngest> => {
  const base = await openBase(config, log);
  const pipeline = await orUndo(openPipeline(base), () => closeBase(base));
  const unfollow = followRegistry(base, pipeline);
  const undoPipeline = async (http?: FastifyInstance): Promise<void> => {
    unfollow();
    await closePipeline(base, pipeline);
    if (http) await settledWithin(http.close(), CLOSE_MS);
    await closeBase(base);
  };
  const http = await orUndo(openHttp(base, pipeline), undoPipeline);
  const listeners = await orUndo(openListeners(base, pipeline), () => undoPipeline(http));
  const [plain, secure] = listeners;
  const stop = async (): Promise<void> => {
    for (const listener of listeners) listener.close();
    await undoPipeline(http);
  };
  let stopped: Promise<void> | undefined;
  return {
    mqttPort: plain?.port ?? config.MQTT_PORT,
    mqttsPort: secure?.port,
    httpPort: portOf(http.server) ?? config.INGEST_HTTP_PORT,
    cutOff: base.nats.closed(),
    stop: () => (stopped ??= stop()),
  };
};
