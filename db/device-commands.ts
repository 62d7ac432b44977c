import type { CommandName } from "../contracts/command.ts";
import { applyMove, lockCommand } from "./command-queue.ts";
import { type Database, inTransaction, type Queryable } from "./pool.ts";

/** Commands of these devices that may be sent now: first what switches an engine, then the oldest. */
export const loadDueCommands = async (
  db: Queryable,
  deviceIds: readonly string[],
): Promise<{ readonly id: string; readonly deviceId: string }[]> => {
  const { rows } = await db.query<{ id: string; deviceId: string }>(
    `select id, device_id as "deviceId" from device_commands
     where device_id = any($1::text[]) and state in ('queued', 'sent', 'delivered')
       and send_after <= clock_timestamp() and expires_at > clock_timestamp()
     order by name not in ('immobilise', 'release'), created_at, id`,
    [deviceIds],
  );
  return rows;
};

/** A command that its device may answer. */
export type Answerable = {
  readonly id: string;
  readonly name: CommandName;
  readonly sentAtMs: number;
};

/** How late an answer may come, s: what a device did is true although nobody waits any more. */
const ANSWER_WITHIN_S = 600;

/** What a device was told and has not answered, longest first. */
export const loadAnswerable = async (db: Queryable, deviceId: string): Promise<Answerable[]> => {
  const { rows } = await db.query<Omit<Answerable, "sentAtMs"> & { readonly sentAt: Date }>(
    `select id, name, sent_at as "sentAt" from device_commands
     where device_id = $1 and sent_at is not null and (state in ('sent', 'delivered')
       or state = 'expired' and expires_at > clock_timestamp() - $2 * interval '1 second')
     order by sent_at, id`,
    [deviceId, ANSWER_WITHIN_S],
  );
  return rows.map(({ sentAt, ...row }) => ({ ...row, sentAtMs: sentAt.getTime() }));
};

/**
 * Notes what a device has said of a command. False when it was never told that one; true also for an
 * answer that comes again, or too late to change anything.
 */
export const answerCommand = (
  pool: Database,
  deviceId: string,
  id: string,
  move: "receive" | "complete" | "fail",
  result?: unknown,
): Promise<boolean> =>
  inTransaction(pool, async (client) => {
    const command = await lockCommand(client, id);
    if (command?.deviceId !== deviceId || command.attempts === 0) return false;
    await applyMove(client, command, move, { result });
    return true;
  });
