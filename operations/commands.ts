import { CONFIRM_WITHIN_S, moveCommand } from "../contracts/command-life.ts";
import { fault } from "../contracts/faults.ts";
import type { Command, NewCommand } from "../contracts/command.ts";
import { loadLiveSwitches, lockCommandsOf } from "../db/command-lookups.ts";
import {
  applyMove,
  lockCommand,
  noteCommandStep,
  sendFaults,
  type LockedCommand,
} from "../db/command-queue.ts";
import { findCommand, insertCommand, type CommandRequest } from "../db/commands.ts";
import { type Database, inTransaction, type Queryable } from "../db/pool.ts";
import { findVehicle } from "../db/vehicles.ts";
import type { Actor } from "./actor.ts";
import { chooseTracker } from "./command-target.ts";
import { conflict, conflicts, forbidden, isRefusal, type Refusal } from "./refusal.ts";

const locked = async (db: Queryable, id: string): Promise<LockedCommand> => {
  const command = await lockCommand(db, id);
  if (!command) throw new Error(`command ${id} vanished inside its own transaction`);
  return command;
};

/** An engine is not switched both ways at once: the later word waits for the end of a release. */
const immobiliseFault = async (db: Queryable, vehicleId: string): Promise<Refusal | undefined> => {
  const [live] = await loadLiveSwitches(db, vehicleId);
  if (!live) return undefined;
  return live.name === "release"
    ? conflict("name", "release_under_way")
    : conflict("name", "command_under_way");
};

/** A release takes back what has not been sent yet. */
const withdrawImmobilisations = async (
  db: Queryable,
  vehicleId: string,
  userId: string,
): Promise<void> => {
  for (const { id, name } of await loadLiveSwitches(db, vehicleId)) {
    if (name !== "immobilise") continue;
    await applyMove(db, await locked(db, id), "cancel", {
      userId,
      note: "a release was asked for",
      faults: [{ field: "state", ...fault("release_wanted") }],
    });
  }
};

const requestOf = (
  vehicleId: string,
  deviceId: string,
  { userId }: Actor,
  request: NewCommand,
): CommandRequest => ({
  vehicleId,
  deviceId,
  name: request.name,
  text: request.name === "custom" ? request.text : null,
  reason: request.reason ?? null,
  state: request.name === "immobilise" ? "unconfirmed" : "queued",
  requestedBy: userId,
  validS: request.name === "immobilise" ? CONFIRM_WITHIN_S : request.validS,
});

/** A wish that is refused stays on record: it was a wish to stop a car that was not safe to stop. */
const refuseUnsafe = async (db: Queryable, id: string): Promise<Refusal | undefined> => {
  const command = await locked(db, id);
  const faults = await sendFaults(db, command);
  if (faults.length === 0) return undefined;
  await applyMove(db, command, "refuse", {
    faults,
    result: { refused: faults },
  });
  return conflicts(faults);
};

/**
 * Asks for a command. All but an immobilisation wait for the device from then on; that waits for a
 * second person, and is refused at once while the car is not known to stand. Undefined when the
 * actor sees no such vehicle.
 */
export const askCommand = (
  pool: Database,
  actor: Actor,
  vehicleId: string,
  request: NewCommand,
): Promise<Command | Refusal | undefined> =>
  inTransaction(pool, async (client) => {
    if (!(await findVehicle(client, actor.scope, vehicleId))) return undefined;
    await lockCommandsOf(client, vehicleId);
    const { name } = request;
    const tracker = await chooseTracker(client, vehicleId, name, request.deviceId);
    if (isRefusal(tracker)) return tracker;
    const fault = name === "immobilise" ? await immobiliseFault(client, vehicleId) : undefined;
    if (fault) return fault;
    if (name === "release") await withdrawImmobilisations(client, vehicleId, actor.userId);
    const id = await insertCommand(client, requestOf(vehicleId, tracker.id, actor, request));
    const facts = { userId: actor.userId, note: request.reason };
    const asked = await noteCommandStep(client, id, "requested", facts);
    return (name === "immobilise" && (await refuseUnsafe(client, id))) || asked;
  });

/** Moves one command that the actor sees, under its lock; undefined when there is none. */
const change = (
  pool: Database,
  { scope }: Actor,
  id: string,
  apply: (db: Queryable, command: LockedCommand) => Promise<Command | Refusal>,
): Promise<Command | Refusal | undefined> =>
  inTransaction(pool, async (client) => {
    const command = await lockCommand(client, id);
    if (!command || !(await findCommand(client, scope, id))) return undefined;
    return apply(client, command);
  });

const isNow = (
  { state }: LockedCommand,
  code: "command_unconfirmable" | "command_uncancellable",
): Refusal => conflict("state", code, { state });

/**
 * The word of the second person: the car is cut off within seconds, or not at all. Refused with what
 * is missing while the car is not known to stand; that may be tried again until the wish expires.
 */
export const confirmCommand = (
  pool: Database,
  actor: Actor,
  id: string,
  note: string | undefined,
) =>
  change(pool, actor, id, async (db, command) => {
    const { userId } = actor;
    if (moveCommand(command, "confirm", command.nowMs) === undefined)
      return isNow(command, "command_unconfirmable");
    if (command.requestedBy === userId) return forbidden("confirmedBy", "second_person");
    const faults = await sendFaults(db, command);
    const refusal = conflicts(faults);
    if (refusal) {
      await noteCommandStep(db, id, "confirmation_refused", { userId, faults });
      return refusal;
    }
    const confirmed = await applyMove(db, command, "confirm", { userId, note });
    return confirmed ?? isNow(command, "command_unconfirmable");
  });

/** Takes a command back: it is not sent any more. An immobilisation only until it was sent. */
export const cancelCommand = (pool: Database, actor: Actor, id: string, note: string | undefined) =>
  change(pool, actor, id, async (db, command) => {
    const cancelled = await applyMove(db, command, "cancel", { userId: actor.userId, note });
    return cancelled ?? isNow(command, "command_uncancellable");
  });
