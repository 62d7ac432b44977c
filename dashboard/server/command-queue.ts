import { NoRespondersError, RequestError, type NatsConnection } from "@nats-io/transport-node";
import type pg from "pg";
import type { Logger } from "pino";
import { commandDueSubject, OUTBOX_WRITTEN_SUBJECT } from "../../contracts/subjects.ts";
import { loadExpiredCommands, takeDueDevices } from "../../db/command-lookups.ts";
import { moveStoredCommand } from "../../db/command-queue.ts";
import { startTurns } from "./turns.ts";

/** How often the queue is looked through, ms: retries and expiries are so exact. */
const EVERY_MS = 1_000;
/** Commands looked at in one turn. */
const BATCH = 200;
/** How long an ingest process may take to send, ms. */
const ASK_WITHIN_MS = 5_000;

const isNotConnected = (err: unknown): boolean =>
  err instanceof NoRespondersError || (err instanceof RequestError && err.isNoResponders());

/**
 * Asks whichever ingest process holds a device's session to send what waits for it. A device that is
 * not connected is no fault: it is told when it connects.
 */
export const askForDevice = async (
  nats: NatsConnection,
  log: Pick<Logger, "warn">,
  deviceId: string,
): Promise<void> => {
  try {
    await nats.request(commandDueSubject(deviceId), undefined, { timeout: ASK_WITHIN_MS });
  } catch (err) {
    if (!isNotConnected(err)) log.warn({ err, deviceId }, "commands not sent yet; asked again");
  }
};

const expireCommands = async (pool: pg.Pool, nats: NatsConnection): Promise<void> => {
  const ids = await loadExpiredCommands(pool, BATCH);
  for (const id of ids) await moveStoredCommand(pool, id, "expire");
  if (ids.length > 0) nats.publish(OUTBOX_WRITTEN_SUBJECT);
};

/**
 * Ends commands whose time is up, and asks again for those that were not answered. Several servers
 * may do it: what to do is decided under the row's lock, and whether to send by ingest.
 */
export const startCommandQueue = (pool: pg.Pool, nats: NatsConnection, log: Logger) =>
  startTurns({
    everyMs: EVERY_MS,
    async turn() {
      await expireCommands(pool, nats);
      const deviceIds = await takeDueDevices(pool, BATCH);
      for (const deviceId of deviceIds) void askForDevice(nats, log, deviceId);
      return false;
    },
    onFailure: (err) => log.error({ err }, "commands not looked through"),
  });
