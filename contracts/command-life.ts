import type { CommandName, CommandState } from "./command.ts";
import type { DeviceKind } from "./device.ts";

/** What decides about a command's next step. */
export type CommandStanding = {
  readonly name: CommandName;
  readonly state: CommandState;
  /** How often it was sent. */
  readonly attempts: number;
  readonly expiresAtMs: number;
  /** Not sent again before. */
  readonly sendAfterMs: number;
};

/** What may happen to a command. `refuse`: its conditions do not hold. */
export type CommandMove =
  "confirm" | "cancel" | "send" | "refuse" | "receive" | "complete" | "fail" | "expire";

/** Which devices take which commands. */
const TAKEN_BY: Readonly<Record<CommandName, readonly DeviceKind[]>> = {
  locate: ["native", "teltonika", "owntracks"],
  custom: ["teltonika"],
  immobilise: ["native", "teltonika"],
  release: ["native", "teltonika"],
};

export const takesCommand = (kind: DeviceKind, name: CommandName): boolean =>
  TAKEN_BY[name].includes(kind);

/** How long an immobilisation waits for its second person, s. */
export const CONFIRM_WITHIN_S = 300;
/** How long one that is confirmed may wait for its device, s: the car stands still as of now. */
export const IMMOBILISE_WITHIN_S = 30;

/** The pause after the first attempt, ms; it doubles with each. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;

/** How long to wait for an answer after so many attempts before the next, ms. */
export const retryPauseMs = (attempts: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1));

const isOpen = (state: CommandState): boolean => state === "sent" || state === "delivered";

/** Told twice, other commands do no harm; an engine is cut off once by one decision. */
const maySend = (command: CommandStanding, nowMs: number): boolean => {
  const { name, state, attempts, expiresAtMs, sendAfterMs } = command;
  if (nowMs >= expiresAtMs || nowMs < sendAfterMs) return false;
  if (name === "immobilise" && attempts > 0) return false;
  return state === "queued" || isOpen(state);
};

/** A device may answer late; what it did is true although nobody waits for it any more. */
const mayAnswer = ({ state, attempts }: CommandStanding): boolean =>
  attempts > 0 && (isOpen(state) || state === "expired");

const canCancel = ({ name, state }: CommandStanding): boolean =>
  state === "unconfirmed" || state === "queued" || (isOpen(state) && name !== "immobilise");

const isLive = (state: CommandState): boolean =>
  state === "unconfirmed" || state === "queued" || isOpen(state);

type Rule = {
  readonly isAllowed: (command: CommandStanding, nowMs: number) => boolean;
  readonly to: CommandState;
};

const RULES: Readonly<Record<CommandMove, Rule>> = {
  confirm: {
    isAllowed: ({ state, expiresAtMs }, nowMs) => state === "unconfirmed" && nowMs < expiresAtMs,
    to: "queued",
  },
  cancel: { isAllowed: canCancel, to: "cancelled" },
  send: { isAllowed: maySend, to: "sent" },
  refuse: {
    isAllowed: (command, nowMs) => command.state === "unconfirmed" || maySend(command, nowMs),
    to: "failed",
  },
  receive: { isAllowed: ({ state }) => state === "sent", to: "delivered" },
  complete: { isAllowed: mayAnswer, to: "done" },
  fail: { isAllowed: mayAnswer, to: "failed" },
  expire: {
    isAllowed: ({ state, expiresAtMs }, nowMs) => isLive(state) && nowMs >= expiresAtMs,
    to: "expired",
  },
};

/** Where a move takes a command at that time; undefined when it is not allowed. */
export const moveCommand = (
  command: CommandStanding,
  move: CommandMove,
  nowMs: number,
): CommandState | undefined => {
  const { isAllowed, to } = RULES[move];
  if (!isAllowed(command, nowMs)) return undefined;
  // Sent again, it is still one that the device has said it has.
  return move === "send" && command.state === "delivered" ? "delivered" : to;
};
