import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import type pg from "pg";
import pino from "pino";
import { PARTITION_COUNT, TELEMETRY_STREAM, TELEMETRY_SUBJECT } from "../contracts/subjects.ts";
import { findBulkLoad } from "../db/location-copy.ts";
import { claimPartitions } from "../db/partitions.ts";
import { defaultPolicies } from "./alerting.ts";
import type { Claim } from "./apply-batch.ts";
import { startBatchLoop } from "./batch-loop.ts";
import { ensureDeadStream } from "./dead-letters.ts";
import { defaultSettings, unchanging, type SettingsHistory } from "./detectors/vehicle-settings.ts";
import { createMetrics } from "./metrics.ts";
import { createMountingMemory } from "./mounting-memory.ts";
import { defaultOverdueRules } from "./overdue-rules.ts";
import { startRefiler } from "./refiler.ts";
import { ensureEventStream, startRelay } from "./relay.ts";
import { createRewinds } from "./rewinds.ts";
import { createTelemetrySource } from "./telemetry-source.ts";
import { createVehicleFaults } from "./vehicle-faults.ts";
import { createVehicleMemory } from "./vehicle-memory.ts";

/** Makes the streams that a processor works with, on a server that has none. */
export const makeStreams = async (nats: NatsConnection): Promise<void> => {
  const { streams } = await jetstreamManager(nats);
  await streams.add({ name: TELEMETRY_STREAM, subjects: [TELEMETRY_SUBJECT] });
  await ensureEventStream(nats);
  await ensureDeadStream(nats);
};

const LEASE_MS = 60_000;
const log = pino({ level: "silent" });

type Options = {
  readonly pool: pg.Pool;
  readonly nats: NatsConnection;
  readonly owner: string;
  /** How many partitions it takes, of those that are free. */
  readonly partitions?: number;
  readonly settingsOf?: (vehicleId: string) => SettingsHistory;
};

const claimAs = async ({ pool, owner, partitions }: Options) => {
  const owned = await claimPartitions(pool, owner, LEASE_MS, partitions ?? PARTITION_COUNT);
  const claim: Claim = {
    owner,
    streamCreatedAt: new Date(0),
    bulkLoad: await findBulkLoad(pool),
    epochs: new Map(owned.map(({ partition, epoch }) => [partition, epoch])),
  };
  return { owned, claim };
};

/** A processor that runs on a real database and a real stream; stop it in `afterAll`. */
export const startProcessorLoop = async (options: Options) => {
  const { pool, nats, settingsOf = () => unchanging(defaultSettings) } = options;
  const { owned, claim } = await claimAs(options);
  const source = createTelemetrySource(nats, log, (err) => {
    throw err;
  });
  const faults = createVehicleFaults(log, Date.now);
  const memory = createVehicleMemory(Date.now, settingsOf, faults);
  const relay = startRelay(pool, nats, log);
  const refiler = startRefiler(pool, nats, log);
  const none = { partitions: () => 0, vehicles: () => 0, rewinds: () => 0, faults: () => 0 };
  const loop = startBatchLoop({
    pool,
    nats,
    source,
    memory,
    mountings: createMountingMemory(),
    rewinds: createRewinds(pool, memory, defaultPolicies, faults),
    faults,
    policies: { ...defaultPolicies, ...defaultOverdueRules },
    relay,
    refiler,
    metrics: createMetrics(none),
    log,
    claim: () => claim,
    resync: () => Promise.resolve(),
    now: Date.now,
  });
  for (const { partition, streamSequence } of owned) source.open(partition, streamSequence);
  return {
    partitions: new Set(claim.epochs.keys()),
    async stop(): Promise<void> {
      await loop.stop();
      await source.stop();
      await relay.stop();
      await refiler.stop();
    },
  };
};
