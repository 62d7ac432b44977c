import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import pino from "pino";
import { OUTBOX_WRITTEN_SUBJECT, partitionOf, TELEMETRY_STREAM } from "../contracts/subjects.ts";
import { findBulkLoad } from "../db/location-copy.ts";
import { loadOwned, type OwnedPartition } from "../db/partitions.ts";
import { createPool } from "../db/pool.ts";
import { loadRewinds } from "../db/vehicle-states.ts";
import type { Claim } from "./apply-batch.ts";
import { startBatchLoop } from "./batch-loop.ts";
import { readConfig } from "./config.ts";
import { ensureDeadStream } from "./dead-letters.ts";
import { createFleetSettings } from "./fleet-settings.ts";
import { listenHealth } from "./http.ts";
import { startMaintenance } from "./maintenance.ts";
import { createMetrics } from "./metrics.ts";
import { createMountingMemory } from "./mounting-memory.ts";
import { createOwnership, RENEW_EVERY_MS, type OwnershipChange } from "./ownership.ts";
import { startRefiler } from "./refiler.ts";
import { ensureEventStream, startRelay } from "./relay.ts";
import { createRewinds } from "./rewinds.ts";
import { watchSettings } from "./settings-watch.ts";
import { ensureContinuity, watchContinuity } from "./stream-continuity.ts";
import { loadStreetLimits } from "./streets/street-file.ts";
import { createTelemetrySource } from "./telemetry-source.ts";
import { awaitTelemetryStream } from "./telemetry-stream.ts";
import { createVehicleFaults } from "./vehicle-faults.ts";
import { createVehicleMemory } from "./vehicle-memory.ts";
import { serveWhatIf } from "./what-if/what-if-service.ts";

const config = readConfig(process.env);
const log = pino({ name: "processor", level: config.LOG_LEVEL });
const owner = config.PROCESSOR_ID;

const pool = createPool(
  { connectionString: config.DATABASE_URL, applicationName: "processor", maxConnections: 4 },
  (err) => log.error({ err }, "idle database connection lost"),
);
const nats = await connect({ servers: config.NATS_URL, name: owner, maxReconnectAttempts: -1 });
await ensureEventStream(nats);
await ensureDeadStream(nats);
const manager = await jetstreamManager(nats);
const streamCreatedAt = await awaitTelemetryStream(manager, TELEMETRY_STREAM);

/** A new process finds out what the stream holds, and where to read it from. */
const startOver = (err: unknown): never => {
  log.fatal({ err }, "the telemetry stream is not the one read so far; starting over");
  process.exit(1);
};
const stream = { pool, nats, manager, log };
await ensureContinuity(stream, streamCreatedAt);
watchContinuity(stream, streamCreatedAt, startOver).catch(startOver);

const bulkLoad = await findBulkLoad(pool);

const source = createTelemetrySource(nats, log, startOver);
const settings = createFleetSettings(await loadStreetLimits(config.STREETS_FILE));
const settingsWatch = await watchSettings({
  pool,
  nats,
  settings,
  log,
  maxAgeDays: config.MAX_AGE_DAYS,
});
const faults = createVehicleFaults(log, Date.now);
const memory = createVehicleMemory(Date.now, settings.settingsOf, faults);
const mountings = createMountingMemory();
const rewinds = createRewinds(pool, memory, settings, faults);
const relay = startRelay(pool, nats, log);
const refiler = startRefiler(pool, nats, log);
const ownership = createOwnership(pool, owner);
const metrics = createMetrics({
  partitions: () => ownership.epochs.size,
  vehicles: () => memory.size(),
  rewinds: () => rewinds.size(),
  faults: () => faults.size(),
});

const openReader = ({
  partition,
  streamSequence,
  streamCreatedAt: countedIn,
}: OwnedPartition): void => {
  // Sequences of a stream that has been created anew begin at 1 again.
  const sameStream = countedIn?.getTime() === streamCreatedAt.getTime();
  source.open(partition, sameStream ? streamSequence : 0);
};

const adoptChange = async ({ gained, lost }: OwnershipChange): Promise<void> => {
  for (const partition of lost) source.close(partition);
  if (gained.length + lost.length === 0) return;
  const held = new Set(ownership.epochs.keys());
  const fresh = new Set(gained.map(({ partition }) => partition));
  memory.retain((id) => held.has(partitionOf(id)) && !fresh.has(partitionOf(id)));
  rewinds.retain((id) => held.has(partitionOf(id)) && !fresh.has(partitionOf(id)));
  for (const each of gained) openReader(each);
  for (const { vehicleId, rewindFromMs } of await loadRewinds(pool)) {
    if (fresh.has(partitionOf(vehicleId))) rewinds.note(vehicleId, rewindFromMs ?? 0, Date.now());
  }
  log.info(
    { owned: held.size, gained: gained.length, lost: lost.length },
    "partitions changed hands",
  );
};

// One at a time: the timer and a fenced batch may both ask for it.
let renewing: Promise<void> | undefined;
const renew = (): Promise<void> => {
  renewing ??= ownership
    .renew()
    .then(adoptChange)
    .finally(() => {
      renewing = undefined;
    });
  return renewing;
};
let leasesFail = false;
const renewLeases = async (): Promise<void> => {
  if (renewing) return; // who began it hears of its failure
  try {
    await renew();
    leasesFail = false;
  } catch (err) {
    if (!leasesFail) log.error({ err }, "partition leases not renewed; tried again every second");
    leasesFail = true;
  }
};

const resync = async (partitions: ReadonlySet<number>): Promise<void> => {
  await renew();
  for (const each of await loadOwned(pool, owner)) {
    if (!partitions.has(each.partition) || ownership.epochs.get(each.partition) !== each.epoch)
      continue;
    source.close(each.partition);
    openReader(each);
  }
};

await renew();
const loop = startBatchLoop({
  pool,
  nats,
  source,
  memory,
  mountings,
  rewinds,
  faults,
  policies: settings,
  relay,
  refiler,
  metrics,
  log,
  claim: (): Claim => ({ owner, streamCreatedAt, bulkLoad, epochs: ownership.epochs }),
  resync,
  now: Date.now,
});
const whatIfService = serveWhatIf({ pool, nats, settings, log, now: Date.now });
const renewTimer = setInterval(() => void renewLeases(), RENEW_EVERY_MS);
const maintenance = startMaintenance({
  pool,
  manager,
  log,
  streamCreatedAt,
  discontinued: startOver,
  maxAgeDays: config.MAX_AGE_DAYS,
  retentionDays: config.RETENTION_DAYS,
});
const health = await listenHealth(
  config.HOST,
  config.PROCESSOR_HTTP_PORT,
  metrics.registry,
  async () => {
    if (nats.isClosed()) return "nats";
    return pool.query("select 1").then(
      () => undefined,
      () => "database",
    );
  },
);
log.info({ owner }, "processor runs");
process.send?.({ ready: true });

// Best effort: the relay also looks by itself every few seconds.
const outboxWritten = nats.subscribe(OUTBOX_WRITTEN_SUBJECT, { callback: () => relay.poke() });

let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  clearInterval(renewTimer);
  outboxWritten.unsubscribe();
  whatIfService.stop();
  await settingsWatch.stop();
  maintenance.stop();
  await loop.stop();
  await source.stop();
  await relay.stop();
  await refiler.stop();
  await ownership.release();
  health.close();
  await nats.close();
  await pool.end();
  process.exit(0);
};
process.once("SIGTERM", () => void stop());
process.once("SIGINT", () => void stop());
