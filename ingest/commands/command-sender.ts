import type pg from "pg";
import type { Logger } from "pino";
import { claimCommand, moveStoredCommand, type Claim } from "../../db/command-queue.ts";
import type { Answers } from "./answers.ts";
import type { CommandSession } from "./command-sessions.ts";
import { encodeCommand } from "./encode-command.ts";
import { createOverdueAcks } from "./overdue-acks.ts";

export type SenderPorts = {
  readonly pool: pg.Pool;
  readonly log: Logger;
  /** A clock that only goes forward, ms. */
  readonly now: () => number;
  /** Called after a command has taken a step. */
  readonly changed: () => void;
};

/** Sends commands to sessions, each after its claim. */
export type CommandSender = {
  /** Sends one command if it is due and nobody else sends it. */
  readonly send: (commandId: string, session: CommandSession) => Promise<void>;
  /** Takes back what must not arrive late. */
  readonly close: () => void;
};

/** Why a command that was claimed cannot go out after all; undefined when it can. */
const lastFault = (
  { command, holdsMs }: Claim,
  session: CommandSession,
  tookMs: number,
): string | undefined => {
  if (tookMs >= holdsMs) return "not sent: it took too long to decide";
  if (!session.isOpen()) return "not sent: the connection was lost";
  return command.name === "immobilise" && !session.acknowledges
    ? "not sent: the device must subscribe with QoS 1"
    : undefined;
};

/** Writes steps into the queue; one that is lost is made good by the next attempt or the expiry. */
const createNotes = ({ pool, log, changed }: SenderPorts) => {
  const note = async (id: string, move: "receive" | "fail", why?: string): Promise<void> => {
    try {
      const facts = why === undefined ? {} : { note: why, result: why };
      await moveStoredCommand(pool, id, move, facts);
      changed();
    } catch (err) {
      log.error({ err, commandId: id }, "a command's step was not stored");
    }
  };
  return {
    received: (id: string) => void note(id, "receive"),
    failed: (id: string, why: string) => void note(id, "fail", why),
  };
};

/** A sender that has nothing under way. */
export const createCommandSender = (ports: SenderPorts, answers: Answers): CommandSender => {
  const { pool, log, now, changed } = ports;
  const overdue = createOverdueAcks();
  const notes = createNotes(ports);

  /** What lies on the way to a device might reach it minutes later, when the car drives again. */
  const orTakeBack = (id: string, session: CommandSession): (() => void) =>
    overdue.expect(() => {
      session.reset();
      notes.failed(id, "not acknowledged in time: the connection was reset");
    });

  const sendClaimed = ({ command }: Claim, session: CommandSession): void => {
    const { id, name, deviceId } = command;
    const { kind } = session.device;
    const inTime = name === "immobilise" ? orTakeBack(id, session) : () => undefined;
    if (kind === "owntracks") answers.awaitLocation(deviceId, id, Date.now());
    session.send(encodeCommand(kind, command), () => {
      inTime();
      notes.received(id);
    });
  };

  return {
    send: async (commandId, session) => {
      const startedMs = now();
      const claim = await claimCommand(pool, commandId);
      changed();
      if (!claim) return;
      const fault = lastFault(claim, session, now() - startedMs);
      if (fault === undefined) return sendClaimed(claim, session);
      log.warn({ commandId, deviceId: session.device.id }, fault);
      // The others are sent again.
      if (claim.command.name === "immobilise") notes.failed(commandId, fault);
    },
    close: overdue.close,
  };
};
