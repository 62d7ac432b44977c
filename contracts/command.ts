import { z } from "zod";
import { text, Timestamp } from "./fields.ts";
import { JsonValue } from "./json-value.ts";
import { PageQuery } from "./paging.ts";
import { FieldError } from "./problem.ts";

/**
 * What a device can be told. `custom` is text in a Teltonika's own language that only asks;
 * `immobilise` keeps an engine from starting, and `release` lets it start again.
 */
export const CommandName = z.enum(["locate", "custom", "immobilise", "release"]);
export type CommandName = z.infer<typeof CommandName>;

/**
 * `unconfirmed` waits for a second person, `queued` for the device; `sent` is on its way to it, and
 * `delivered` once the device has said that it has it. The others are ends.
 */
export const CommandState = z.enum([
  ...["unconfirmed", "queued", "sent", "delivered"],
  ...["done", "failed", "expired", "cancelled"],
] as const);
export type CommandState = z.infer<typeof CommandState>;

/** Something a device was told, or is to be. */
export const Command = z.object({
  id: z.string(),
  vehicleId: z.string(),
  licensePlate: z.string(),
  branchId: z.string(),
  deviceId: z.string(),
  name: CommandName,
  /** Of `custom`. */
  text: z.string().nullable(),
  /** Why it was asked for. */
  reason: z.string().nullable(),
  state: CommandState,
  requestedBy: z.string(),
  requestedByName: z.string(),
  confirmedBy: z.string().nullable(),
  confirmedByName: z.string().nullable(),
  createdAt: Timestamp,
  /** It is never sent at or after this. */
  expiresAt: Timestamp,
  /** How often it was sent; an immobilisation once at most. */
  attempts: z.number(),
  /** The latest time that it was sent. */
  sentAt: Timestamp.nullable(),
  answeredAt: Timestamp.nullable(),
  /** What the device answered, or why it was never sent. */
  result: JsonValue.nullable(),
  updatedAt: Timestamp,
  revision: z.number(),
});
export type Command = z.infer<typeof Command>;

/** A step of a command's life. `userId` is null where the system or the device took it. */
export const CommandStep = z.object({
  at: Timestamp,
  userId: z.string().nullable(),
  userName: z.string().nullable(),
  step: z.string(),
  note: z.string().nullable(),
  /** What the system objected to, where it did; the note says the same in English. */
  faults: z.array(FieldError).nullable().default(null),
});
export type CommandStep = z.infer<typeof CommandStep>;

/** `GET /api/commands/:id`: with every step, oldest first. */
export const CommandDetail = Command.extend({ history: z.array(CommandStep) });
export type CommandDetail = z.infer<typeof CommandDetail>;

/** Longest a command may wait for its device, s: a day. */
const MAX_VALID_S = 86_400;
/** How long one waits unless told otherwise, s: a tracker that sleeps wakes up within. */
const DEFAULT_VALID_S = 1_800;

/** Why; an immobilisation must say it. */
const Reason = text(500);
const common = {
  /** The tracker to tell; without, the one of the car that takes the command and was heard last. */
  deviceId: z.string().max(64).optional(),
};
const waiting = {
  ...common,
  reason: Reason.optional(),
  validS: z.int().min(10).max(MAX_VALID_S).default(DEFAULT_VALID_S),
};

/**
 * What `custom` may say, by its first word: queries of Teltonika's command list. Nothing that sets,
 * switches or restarts, so that it is no way round the conditions of an immobilisation.
 */
const CUSTOM_QUERY =
  /^(get(ver|info|status|gps|io|ops|imeiccid|param)|read(io|status)|ggps|battery)( [\w:,.-]+)*$/;

export const NewCommand = z.discriminatedUnion("name", [
  z.strictObject({ name: z.literal("locate"), ...waiting }),
  z.strictObject({ name: z.literal("release"), ...waiting }),
  z.strictObject({
    name: z.literal("custom"),
    text: text(200).regex(CUSTOM_QUERY, "must be a query, such as getver or getparam 2001"),
    ...waiting,
  }),
  z.strictObject({ name: z.literal("immobilise"), ...common, reason: Reason }),
]);
export type NewCommand = z.output<typeof NewCommand>;

export const CommandNote = z.strictObject({ note: text(1_000).optional() }).prefault({});
export type CommandNote = z.output<typeof CommandNote>;

/** Commands of a car, latest first. */
export const CommandQuery = PageQuery;

/** Payload of `command:changed`: one was asked for, or took a step. */
export const CommandEvent = z.object({ command: Command });
export type CommandEvent = z.infer<typeof CommandEvent>;
