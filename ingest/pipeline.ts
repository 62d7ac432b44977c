import { setImmediate as nextTurn } from "node:timers/promises";
import type { NatsConnection } from "@nats-io/transport-node";
import type pg from "pg";
import type { Logger } from "pino";
import {
  clearDeviceConnections,
  forgetReplacedConnections,
  reportDeviceConnections,
} from "../db/device-connections.ts";
import { loadDeviceRegistry } from "../db/device-registry.ts";
import { createBatcher } from "./batcher.ts";
import { createBroker } from "./broker.ts";
import { answeringIntake } from "./commands/answering-intake.ts";
import { openCommandLine } from "./commands/command-line.ts";
import type { Config } from "./config.ts";
import { CONNECTION_LEASE_MS, trackConnections, type Connections } from "./connections.ts";
import { createDeviceRegistry } from "./device-registry.ts";
import { createDurablePublisher } from "./durable-publish.ts";
import { createIntake } from "./intake.ts";
import { createMetrics } from "./metrics.ts";
import { createPace } from "./pace.ts";
import { settledWithin } from "./settled-within.ts";
import { ensureTelemetryStream } from "./telemetry-stream.ts";
import { limitWaitingConnections } from "./waiting-connections.ts";

/** How long accepted messages may take to become durable when the process stops, ms. */
const DRAIN_MS = 4_000;
/** How long each other part may take to end, ms. The starter kills after 10 s in all. */
export const CLOSE_MS = 1_000;
const MS_PER_DAY = 86_400_000;

/** What an ingest process stands on. */
export type Base = {
  readonly config: Config;
  readonly log: Logger;
  readonly pool: pg.Pool;
  readonly nats: NatsConnection;
};

const watchConnections = async ({ config, log, pool }: Base): Promise<Connections> => {
  await clearDeviceConnections(pool, config.INGEST_ID);
  await forgetReplacedConnections(pool);
  return trackConnections({
    report: (changed) =>
      reportDeviceConnections(pool, config.INGEST_ID, CONNECTION_LEASE_MS, changed),
    now: Date.now,
    onReportError: (err) => log.error({ err }, "connection states not stored; tried again"),
  });
};

/** Builds everything between a device's connection and the telemetry stream. */
export const openPipeline = async (base: Base) => {
  const { config, log, pool, nats } = base;
  await ensureTelemetryStream(nats, config.STREAM_MAX_BYTES);
  const registry = createDeviceRegistry(() => loadDeviceRegistry(pool));
  await registry.reload();

  const publisher = createDurablePublisher(nats, log);
  const batcher = createBatcher(publisher.publish);
  const connections = await watchConnections(base);
  const metrics = createMetrics({ sessions: connections.count, pending: batcher.pending });
  const maxAgeMs = config.MAX_AGE_DAYS * MS_PER_DAY;
  const now = () => performance.now();
  const commands = openCommandLine({ pool, nats, log, now });
  const intake = answeringIntake(
    createIntake({ batcher, maxAgeMs, now: Date.now, metrics }),
    commands.answers,
  );
  const pace = createPace(config.DEVICE_MESSAGES_PER_S, Date.now);
  const waiting = limitWaitingConnections(config.CONNECTIONS_PER_ADDRESS);
  const broker = await createBroker({
    registry,
    intake,
    connections,
    pace,
    waiting,
    metrics,
    log,
    now,
    commandSessions: commands.sessions,
  });
  return { registry, publisher, batcher, connections, metrics, intake, pace, broker, commands };
};
export type Pipeline = Awaited<ReturnType<typeof openPipeline>>;

/**
 * Takes no more, makes durable and acknowledges what has been accepted, and closes the sessions.
 * What cannot be stored in time was never acknowledged: the devices send it again.
 */
export const closePipeline = async (
  { log }: Base,
  { intake, batcher, broker, connections, commands }: Pipeline,
): Promise<void> => {
  intake.stop();
  commands.close();
  const drained = await settledWithin(batcher.drain(), DRAIN_MS);
  if (!drained) log.error({ pending: batcher.pending() }, "stopped before everything was stored");
  await nextTurn(); // the acknowledgements are written at the end of this one
  await settledWithin(broker.close(), CLOSE_MS);
  if (drained) await settledWithin(batcher.drain(), CLOSE_MS); // last wills
  await settledWithin(connections.close(), CLOSE_MS);
};
