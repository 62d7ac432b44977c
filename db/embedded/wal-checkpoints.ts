import type { Engine } from "./engine.ts";
import type { SessionQueue } from "./session-queue.ts";

/**
 * How much log to collect before it is written out, bytes. The log on disk stays near twice this,
 * and a start after a crash replays at most about this much.
 */
const MAX_WAL_BYTES = 64 * 1024 * 1024;
/** How often to look, ms. A busy engine writes some 25 MB of log a second. */
const LOOK_EVERY_MS = 2_000;

const WAL_SINCE_CHECKPOINT =
  "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn) from pg_control_checkpoint()";

/** The engine's max_wal_size has no effect: nobody but the server's checkpointer process heeds it. */
export type WalCheckpoints = { readonly stop: () => Promise<void> };

/** Runs a checkpoint whenever enough log has been written, in turn with the clients. */
export const startWalCheckpoints = (
  engine: Engine,
  queue: SessionQueue,
  onEngineFailure: (error: unknown) => void,
): WalCheckpoints => {
  const look = async (): Promise<void> => {
    const release = await queue.acquire();
    try {
      if (Number(await engine.evaluate(WAL_SINCE_CHECKPOINT)) > MAX_WAL_BYTES) {
        await engine.checkpoint();
      }
    } finally {
      release();
    }
  };
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(look).catch(onEngineFailure);
  }, LOOK_EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
};
