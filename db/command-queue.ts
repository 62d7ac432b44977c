import {
  IMMOBILISE_WITHIN_S,
  moveCommand,
  retryPauseMs,
  type CommandMove,
  type CommandStanding,
} from "../contracts/command-life.ts";
import type { Command, CommandEvent } from "../contracts/command.ts";
import { fault } from "../contracts/faults.ts";
import type { FieldError } from "../contracts/problem.ts";
import { standstillFaults } from "../contracts/standstill.ts";
import { addCommandStep, findCommand } from "./commands.ts";
import { addToOutbox } from "./outbox.ts";
import { type Database, inTransaction, type Queryable } from "./pool.ts";
import { loadWitnesses } from "./standstill.ts";

/** A command that nobody else can move until the transaction ends, and the time by the database. */
export type LockedCommand = CommandStanding & {
  readonly id: string;
  readonly vehicleId: string;
  readonly deviceId: string;
  readonly requestedBy: string;
  /** Whether its device still sits in its car, and is in use. */
  readonly isMounted: boolean;
  readonly nowMs: number;
};

type Row = Omit<LockedCommand, "expiresAtMs" | "sendAfterMs" | "nowMs"> & {
  readonly expiresAt: Date;
  readonly sendAfter: Date;
  readonly now: Date;
};

/** Locks a command; undefined when there is none. */
export const lockCommand = async (
  db: Queryable,
  id: string,
): Promise<LockedCommand | undefined> => {
  // First the lock, then the clock: whoever waited for it must not decide by an old time.
  await db.query("select from device_commands where id = $1 for update", [id]);
  const { rows } = await db.query<Row>(
    `select c.id, c.vehicle_id as "vehicleId", c.device_id as "deviceId", c.name, c.state,
       c.attempts, c.requested_by as "requestedBy", c.expires_at as "expiresAt",
       c.send_after as "sendAfter", clock_timestamp() as now,
       exists (
         select from device_mountings m join devices d on d.id = m.device_id
         where m.device_id = c.device_id and m.vehicle_id = c.vehicle_id
           and m.unmounted_at is null and d.status = 'ACTIVE'
       ) as "isMounted"
     from device_commands c where c.id = $1`,
    [id],
  );
  const row = rows[0];
  if (!row) return undefined;
  const { expiresAt, sendAfter, now, ...standing } = row;
  return {
    ...standing,
    expiresAtMs: expiresAt.getTime(),
    sendAfterMs: sendAfter.getTime(),
    nowMs: now.getTime(),
  };
};

/** Who moves a command, and what is known of it. */
export type MoveFacts = {
  /** Null for the system and the device. */
  readonly userId?: string | null;
  readonly note?: string | undefined;
  /** What speaks against it; noted in words where there is no other note. */
  readonly faults?: readonly FieldError[] | undefined;
  /** What the device answered, or why it was not told. */
  readonly result?: unknown;
};

/** How each move is called in the history. */
const STEPS: Readonly<Record<CommandMove, string>> = {
  confirm: "confirmed",
  cancel: "cancelled",
  send: "sent",
  refuse: "refused",
  receive: "delivered",
  complete: "done",
  fail: "failed",
  expire: "expired",
};

/** What a move changes besides the state. */
const changesOf = (
  { attempts, nowMs }: LockedCommand,
  move: CommandMove,
  { userId = null, result }: MoveFacts,
): unknown[] => {
  const isSend = move === "send";
  const sendAfter = isSend ? new Date(nowMs + retryPauseMs(attempts + 1)) : null;
  const isAnswer = move === "complete" || move === "fail";
  return [
    move === "confirm" ? userId : null,
    move === "confirm" ? new Date(nowMs + IMMOBILISE_WITHIN_S * 1_000) : null,
    isSend ? 1 : 0,
    isSend ? new Date(nowMs) : null,
    sendAfter,
    isAnswer ? new Date(nowMs) : null,
    result === undefined ? null : JSON.stringify(result),
    new Date(nowMs),
  ];
};

/** Faults as one line of a history. */
const faultsText = (faults: readonly FieldError[]): string =>
  faults.map(({ field, message }) => `${field} ${message}`).join("; ");

const announce = async (db: Queryable, id: string): Promise<Command> => {
  const command = await findCommand(db, null, id);
  if (!command) throw new Error(`command ${id} vanished inside its own transaction`);
  const payload: CommandEvent = { command };
  await addToOutbox(db, [{ event: "command:changed", payload }]);
  return command;
};

/**
 * Writes down that a command was asked for or took a step that moves it nowhere, and tells everybody
 * who watches.
 */
export const noteCommandStep = async (
  db: Queryable,
  commandId: string,
  step: string,
  { userId = null, faults, note = faults && faultsText(faults) }: MoveFacts,
): Promise<Command> => {
  await addCommandStep(db, { commandId, userId, step, note, faults });
  return announce(db, commandId);
};

/**
 * Moves a command that the caller has locked, writes it into its history and tells everybody who
 * watches. Undefined, with nothing changed, when the move is not allowed.
 */
export const applyMove = async (
  db: Queryable,
  locked: LockedCommand,
  move: CommandMove,
  facts: MoveFacts = {},
): Promise<Command | undefined> => {
  const state = moveCommand(locked, move, locked.nowMs);
  if (state === undefined) return undefined;
  await db.query(
    `update device_commands set state = $2, confirmed_by = coalesce($3::uuid, confirmed_by),
       expires_at = coalesce($4::timestamptz, expires_at), attempts = attempts + $5,
       sent_at = coalesce($6::timestamptz, sent_at),
       send_after = coalesce($7::timestamptz, send_after),
       ask_at = coalesce($7::timestamptz, ask_at),
       answered_at = coalesce($8::timestamptz, answered_at), result = coalesce($9::jsonb, result),
       updated_at = $10::timestamptz, revision = revision + 1
     where id = $1`,
    [locked.id, state, ...changesOf(locked, move, facts)],
  );
  return noteCommandStep(db, locked.id, STEPS[move], facts);
};

/** Moves a command in a transaction of its own; undefined when the move is not allowed (any more). */
export const moveStoredCommand = (
  pool: Database,
  id: string,
  move: CommandMove,
  facts: MoveFacts = {},
): Promise<Command | undefined> =>
  inTransaction(pool, async (client) => {
    const locked = await lockCommand(client, id);
    return locked && applyMove(client, locked, move, facts);
  });

/** What speaks against telling a device now. */
export const sendFaults = async (
  db: Queryable,
  { name, vehicleId, deviceId, isMounted, nowMs }: LockedCommand,
): Promise<FieldError[]> => {
  if (!isMounted) return [{ field: "deviceId", ...fault("tracker_moved") }];
  if (name !== "immobilise") return [];
  return standstillFaults(await loadWitnesses(db, vehicleId, deviceId), nowMs);
};

/** The right to send a command once, and how long it holds. */
export type Claim = { readonly command: Command; readonly holdsMs: number };

/** How long an immobilisation's conditions hold once they were looked at, ms. */
const CONDITIONS_HOLD_MS = 2_000;

/**
 * Takes the right to send a command, for this attempt, before it is sent: of all who try, one gets
 * it. Whoever dies with it has used it up. Undefined when it is not due, another has it, or its
 * conditions do not hold; then it has failed.
 */
export const claimCommand = (pool: Database, id: string): Promise<Claim | undefined> =>
  inTransaction(pool, async (client) => {
    const locked = await lockCommand(client, id);
    if (!locked || moveCommand(locked, "send", locked.nowMs) === undefined) return undefined;
    const faults = await sendFaults(client, locked);
    if (faults.length > 0) {
      const facts = { faults, result: { refused: faults } };
      await applyMove(client, locked, "refuse", facts);
      return undefined;
    }
    const command = await applyMove(client, locked, "send", {
      note: `attempt ${locked.attempts + 1}`,
    });
    if (!command) return undefined;
    const leftMs = locked.expiresAtMs - locked.nowMs;
    const isImmobilisation = locked.name === "immobilise";
    return { command, holdsMs: isImmobilisation ? Math.min(leftMs, CONDITIONS_HOLD_MS) : leftMs };
  });
