import { jetstream } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import type pg from "pg";
import type { Logger } from "pino";
import { TELEMETRY_SUBJECT } from "../contracts/subjects.ts";
import { readRefiledFrames, removeRefiledFrames } from "../db/refiled-frames.ts";
import { startCommittedWork, type CommittedWork } from "./committed-work.ts";

/** Frames, of half a megabyte at most, sent between two deletions. */
const FRAMES_AT_ONCE = 16;

/**
 * Puts refiled observations back into the telemetry stream, where the owner of the right car's
 * partition finds them: at least once, and a repeat is the same rows.
 */
export const startRefiler = (pool: pg.Pool, nats: NatsConnection, log: Logger): CommittedWork => {
  const js = jetstream(nats);
  const turn = async () => {
    const frames = await readRefiledFrames(pool, FRAMES_AT_ONCE);
    for (const { frame } of frames) await js.publish(TELEMETRY_SUBJECT, frame);
    await removeRefiledFrames(
      pool,
      frames.map(({ id }) => id),
    );
    return frames.length === FRAMES_AT_ONCE ? "more" : "done";
  };
  return startCommittedWork(turn, log, "refiled observations not sent on; they stay stored");
};
