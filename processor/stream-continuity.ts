import type { JetStreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import type pg from "pg";
import type { Logger } from "pino";
import { TELEMETRY_STREAM } from "../contracts/subjects.ts";
import { forgetPositions, lastCountedMessage } from "../db/partitions.ts";

/** Pause before the next look when one has failed, ms. */
const LOOK_AGAIN_MS = 250;

/**
 * The telemetry stream is not the one read so far: it has been created anew, or is back in an earlier
 * state. What it holds behind the position of a reader need not be what the reader has not had yet.
 */
export class DiscontinuedStreamError extends Error {
  override name = "DiscontinuedStreamError";

  constructor() {
    super("the telemetry stream does not hold what was read of it last");
  }
}

type Parts = { readonly pool: pg.Pool; readonly manager: JetStreamManager };

/** Whether the stream holds this very message, and not another one under its sequence. */
export const holdsMessage = async (
  { streams }: JetStreamManager,
  sequence: number,
  messageAtMs: number,
): Promise<boolean> => {
  const message = await streams.getMessage(TELEMETRY_STREAM, { seq: sequence });
  return message?.time.getTime() === messageAtMs;
};

/**
 * Whether the stream is still the one that was created at that time, with the message that is
 * counted last in it: then it holds everything before it that has not been purged, and what follows
 * has not been counted. The purge leaves that message there.
 */
export const isContinued = async (
  { pool, manager }: Parts,
  streamCreatedAt: Date,
): Promise<boolean> => {
  const last = await lastCountedMessage(pool, streamCreatedAt);
  const { created, state } = await manager.streams.info(TELEMETRY_STREAM);
  if (new Date(created).getTime() !== streamCreatedAt.getTime()) return false;
  if (!last) return true;
  const { streamSequence, streamMessageAt } = last;
  // Counted by a release that neither noted the time nor spared the message: only the end tells.
  if (!streamMessageAt) return state.last_seq >= streamSequence;
  return holdsMessage(manager, streamSequence, streamMessageAt.getTime());
};

/**
 * To be called before partitions are claimed. Of a stream that has gone back all positions are
 * forgotten: it is read from its beginning, and observations that are stored already are the same
 * rows.
 */
export const ensureContinuity = async (
  parts: Parts & { readonly log: Logger },
  streamCreatedAt: Date,
): Promise<void> => {
  if (await isContinued(parts, streamCreatedAt)) return;
  parts.log.error(
    { streamCreatedAt },
    "the telemetry stream has lost what was read of it last; reading it from its beginning",
  );
  await forgetPositions(parts.pool, streamCreatedAt);
};

/** Looks until it can tell: after a power cut the database may come back later than the stream. */
const findOut = async (
  parts: Parts & { readonly log: Logger },
  streamCreatedAt: Date,
): Promise<boolean> => {
  for (let failing = false; ; failing = true) {
    try {
      return await isContinued(parts, streamCreatedAt);
    } catch (err) {
      if (!failing)
        parts.log.warn({ err }, "the telemetry stream cannot be looked at; trying again");
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }
};

/** Looks after every reconnect, until the connection closes or the stream does not go on: says so once. */
export const watchContinuity = async (
  parts: Parts & { readonly nats: NatsConnection; readonly log: Logger },
  streamCreatedAt: Date,
  discontinued: (err: Error) => void,
): Promise<void> => {
  for await (const { type } of parts.nats.status()) {
    if (type !== "reconnect") continue;
    if (await findOut(parts, streamCreatedAt)) continue;
    discontinued(new DiscontinuedStreamError());
    return;
  }
};
