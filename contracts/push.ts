import { z } from "zod";
import { AlertStatus, AlertType, OverdueLevel } from "./alert.ts";
import { ExtensionQuote } from "./booking-account.ts";
import { Extension } from "./booking.ts";
import { Severity } from "./detection/detection.ts";
import { Timestamp } from "./fields.ts";
import { Language } from "./language.ts";

/** By which browsers subscribe to this system alone (RFC 8292): an uncompressed P-256 point, base64url. */
export const PushKey = z.object({ publicKey: z.string() });

const endpoint = z.url().max(1_000);

/** A browser's subscription as it gives it (`PushSubscription.toJSON`), and what it wants to be told. */
export const NewPushSubscription = z.strictObject({
  endpoint,
  keys: z.strictObject({
    /** An uncompressed P-256 point: 65 bytes. */
    p256dh: z.string().regex(/^[\w-]{87}$/, "must be 65 bytes in base64url"),
    /** 16 bytes. */
    auth: z.string().regex(/^[\w-]{22}$/, "must be 16 bytes in base64url"),
  }),
  minSeverity: Severity,
  language: Language,
});
export type NewPushSubscription = z.output<typeof NewPushSubscription>;

/** Which of the caller's devices. */
export const PushEndpoint = z.strictObject({ endpoint });

/** A device that is told. */
export const PushSubscription = z.object({
  id: z.string(),
  minSeverity: Severity,
  language: Language,
  createdAt: Timestamp,
});
export type PushSubscription = z.infer<typeof PushSubscription>;

/** What came of a test: whether the push service took it, and its words if not. */
export const PushTest = z.object({ isTaken: z.boolean(), outcome: z.string() });

/**
 * What a device is told, small enough for every push service. Words are the device's own matter, in
 * the language it wants.
 */
export const PushMessage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("test"), language: Language }),
  z.object({
    kind: z.literal("alert"),
    language: Language,
    /** Whether it is news; else it only brings up to date what is shown. */
    rings: z.boolean(),
    alertId: z.string(),
    type: AlertType,
    licensePlate: z.string(),
    severity: Severity,
    status: AlertStatus,
    level: OverdueLevel.nullable(),
    startedAt: Timestamp,
    lastAt: Timestamp,
    /** Of the car's branch, IANA. */
    timeZone: z.string(),
  }),
  /** An immobilisation that somebody else has asked for. */
  z.object({
    kind: z.literal("approval"),
    language: Language,
    /** Whether it is news; else it only brings up to date what is shown. */
    rings: z.boolean(),
    commandId: z.string(),
    vehicleId: z.string(),
    licensePlate: z.string(),
    requestedByName: z.string(),
    /** Whether a second person's word is still wanted. */
    isWaiting: z.boolean(),
  }),
  /** A wish to keep a car longer. */
  z.object({
    kind: z.literal("extension"),
    language: Language,
    /** Whether it is news; else it only brings up to date what is shown. */
    rings: z.boolean(),
    extensionId: z.string(),
    vehicleId: z.string(),
    licensePlate: z.string(),
    customerName: z.string(),
    status: Extension.shape.status,
    /** Until when the car is wanted. */
    dueAt: Timestamp,
    /** Of the car's branch, IANA. */
    timeZone: z.string(),
    /** What it costs beyond what is charged; null where there is no price. */
    price: ExtensionQuote.nullable(),
    requestedByName: z.string().nullable(),
  }),
]);
export type PushMessage = z.infer<typeof PushMessage>;
