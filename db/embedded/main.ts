import { pino } from "pino";
import { readConfig } from "./config.ts";
import { openDataFolder } from "./data-folder.ts";
import { startFront } from "./front.ts";
import { startWalCheckpoints } from "./wal-checkpoints.ts";

const config = readConfig(process.env);
const log = pino({ name: "embedded-db", level: config.LOG_LEVEL });

/** A dead engine cannot be revived in place: the data is safe, and a new process recovers it. */
const onEngineFailure = (err: unknown): void => {
  log.fatal({ err }, "the engine died");
  process.exit(1);
};

const engine = await openDataFolder(config.DATA_DIR, config.EMBEDDED_DB_DURABLE);
const front = await startFront({
  engine,
  port: config.EMBEDDED_DB_PORT,
  password: config.EMBEDDED_DB_PASSWORD,
  onEngineFailure,
});
const checkpoints = startWalCheckpoints(engine, front.queue, onEngineFailure);

let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  await checkpoints.stop();
  await front.close();
  await engine.close();
  log.info("stopped");
  process.exit(0);
};
const onSignal = (): void => void stop().catch(onEngineFailure);
process.on("SIGTERM", onSignal).on("SIGINT", onSignal);
process.on("disconnect", onSignal); // the parent is gone, and with it whoever would end this

log.info({ port: front.port, dataDir: config.DATA_DIR }, "embedded TimescaleDB is ready");
process.send?.({ ready: true, port: front.port });
