import type { FieldError } from "../contracts/problem.ts";
import { randomUUID } from "node:crypto";
import type { Command, CommandName, CommandState, CommandStep } from "../contracts/command.ts";
import type { Page, PageQuery } from "../contracts/paging.ts";
import type { BranchScope } from "./branches.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import { wireRow, wireRows } from "./wire-row.ts";

const SELECT = `select c.id, c.vehicle_id as "vehicleId", v.license_plate as "licensePlate",
    v.branch_id as "branchId", c.device_id as "deviceId", c.name, c.text, c.reason, c.state,
    c.requested_by as "requestedBy", r.name as "requestedByName",
    c.confirmed_by as "confirmedBy", f.name as "confirmedByName", c.created_at as "createdAt",
    c.expires_at as "expiresAt", c.attempts, c.sent_at as "sentAt",
    c.answered_at as "answeredAt", c.result, c.updated_at as "updatedAt", c.revision
  from device_commands c
  join vehicles v on v.id = c.vehicle_id
  join users r on r.id = c.requested_by
  left join users f on f.id = c.confirmed_by`;

/** Commands of a vehicle that the viewer sees, latest first. */
export const listCommands = async (
  db: Queryable,
  scope: BranchScope,
  vehicleId: string,
  page: PageQuery,
): Promise<Page<Command>> => {
  const result = await db.query<Command>(
    `${SELECT}
     where c.vehicle_id = $1 and ($2::uuid is null or v.branch_id = $2)
       and ($3::timestamptz is null or (c.created_at, c.id) < ($3, $4::uuid))
     order by c.created_at desc, c.id desc limit $5`,
    [vehicleId, scope, ...keyAfter(page.cursor, "time"), page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ createdAt, id }) => [createdAt, id]);
};

/** Immobilisations that wait for a second person, of vehicles that the viewer sees, oldest first. */
export const listUnconfirmedCommands = async (
  db: Queryable,
  scope: BranchScope,
  page: PageQuery,
): Promise<Page<Command>> => {
  const result = await db.query<Command>(
    `${SELECT}
     where c.state = 'unconfirmed' and c.expires_at > now()
       and ($1::uuid is null or v.branch_id = $1)
       and ($2::timestamptz is null or (c.created_at, c.id) > ($2, $3::uuid))
     order by c.created_at, c.id limit $4`,
    [scope, ...keyAfter(page.cursor, "time"), page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ createdAt, id }) => [createdAt, id]);
};

export const findCommand = async (
  db: Queryable,
  scope: BranchScope,
  id: string,
): Promise<Command | undefined> =>
  wireRow(
    await db.query<Command>(
      `${SELECT} where c.id = $1 and ($2::uuid is null or v.branch_id = $2)`,
      [id, scope],
    ),
  );

/** The life of a command, oldest step first. */
export const loadCommandHistory = async (
  db: Queryable,
  commandId: string,
): Promise<CommandStep[]> =>
  wireRows(
    await db.query<CommandStep>(
      `select h.at, h.user_id as "userId", u.name as "userName", h.step, h.note,
         h.faults
       from command_history h left join users u on u.id = h.user_id
       where h.command_id = $1 order by h.id`,
      [commandId],
    ),
  );

/** A command as it is asked for. */
export type CommandRequest = {
  readonly vehicleId: string;
  readonly deviceId: string;
  readonly name: CommandName;
  readonly text: string | null;
  readonly reason: string | null;
  readonly state: CommandState;
  readonly requestedBy: string;
  /** How long it may wait, s. */
  readonly validS: number;
};

/** Adds a command; answers its id. Times are the database's. */
export const insertCommand = async (db: Queryable, request: CommandRequest): Promise<string> => {
  const id = randomUUID();
  const { vehicleId, deviceId, name, text, reason, state, requestedBy, validS } = request;
  await db.query(
    // Milliseconds, as cursors carry them.
    `insert into device_commands (id, vehicle_id, device_id, name, text, reason, state,
       requested_by, created_at, expires_at, send_after, ask_at, updated_at)
     select $1, $2, $3, $4, $5, $6, $7, $8, t, t + $9 * interval '1 second', t, t, t
     from (select date_trunc('milliseconds', clock_timestamp()) as t) clock`,
    [id, vehicleId, deviceId, name, text, reason, state, requestedBy, validS],
  );
  return id;
};

/** A step to be written down. */
export type NewCommandStep = {
  readonly commandId: string;
  /** Null for the system and the device. */
  readonly userId: string | null;
  readonly step: string;
  readonly note?: string | null | undefined;
  /** What the system objected to. */
  readonly faults?: readonly FieldError[] | undefined;
};

/** Adds to the history of a command. */
export const addCommandStep = async (
  db: Queryable,
  { commandId, userId, step, note = null, faults }: NewCommandStep,
): Promise<void> => {
  await db.query(
    `insert into command_history (command_id, user_id, step, note, faults, at)
     values ($1, $2, $3, left($4, 1000), $5, clock_timestamp())`,
    [commandId, userId, step, note, faults ? JSON.stringify(faults) : null],
  );
};
