import { jetstream, jetstreamManager, StorageType } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import type pg from "pg";
import type { Logger } from "pino";
import { AuditHead } from "../../contracts/audit.ts";
import { AUDIT_HEAD_SUBJECT, AUDIT_HEADS_STREAM } from "../../contracts/subjects.ts";
import { auditHashOf, lastAuditEntry } from "../../db/audit.ts";
import { startTurns } from "./turns.ts";

/** A log that is shortened or written anew within this time of its last entry shows no trace, ms. */
const EVERY_MS = 60_000;
/** Ends kept; the newest is what a log is held against. */
const MOST_HEADS = 10_000;

/** Where the audit log was last known to end, kept outside of the database it stands in. */
export type AuditHeads = {
  /** Undefined before the first one is kept. */
  last(): Promise<AuditHead | undefined>;
  /** Notes where the log ends now, unless it no longer holds what was noted before. */
  keep(pool: pg.Pool): Promise<void>;
};

/** Opens the stream they are kept in, whose messages nobody can delete, and makes it when it is missing. */
export const openAuditHeads = async (nats: NatsConnection): Promise<AuditHeads> => {
  const { streams } = await jetstreamManager(nats);
  await streams.add({
    name: AUDIT_HEADS_STREAM,
    subjects: [AUDIT_HEAD_SUBJECT],
    storage: StorageType.File,
    max_msgs: MOST_HEADS,
    deny_delete: true,
    deny_purge: true,
  });
  const last = async (): Promise<AuditHead | undefined> => {
    const query = { last_by_subj: AUDIT_HEAD_SUBJECT };
    const message = await streams.getMessage(AUDIT_HEADS_STREAM, query);
    return message ? AuditHead.parse(message.json()) : undefined;
  };
  const keep = async (pool: pg.Pool): Promise<void> => {
    const known = await last();
    if (known && (await auditHashOf(pool, known.seq)) !== known.hash)
      throw new Error(`the audit log no longer holds entry ${known.seq} as it was`);
    const now = await lastAuditEntry(pool);
    if (!now || now.seq === known?.seq) return;
    await jetstream(nats).publish(AUDIT_HEAD_SUBJECT, JSON.stringify(now));
  };
  return { last, keep };
};

/** Keeps where the log ends, once a minute, until it is stopped. */
export const startAuditHeads = (
  heads: AuditHeads,
  pool: pg.Pool,
  log: Pick<Logger, "error">,
): ReturnType<typeof startTurns> =>
  startTurns({
    everyMs: EVERY_MS,
    turn: () => heads.keep(pool).then(() => false),
    onFailure: (err) => log.error({ err }, "the end of the audit log could not be kept"),
  });
