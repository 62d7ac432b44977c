import { z } from "zod";
import { Instant, Status, Timestamp, text } from "./fields.ts";
import { PageQuery } from "./paging.ts";
import { DEVICE_ID_PATTERN } from "./subjects.ts";

export const DeviceKind = z.enum(["native", "owntracks", "teltonika", "osmand", "traccar"]);
export type DeviceKind = z.infer<typeof DeviceKind>;

export const DeviceId = z
  .string()
  .regex(DEVICE_ID_PATTERN, "must be 3 to 64 letters, digits, _ or -");

/** A tracker's time in one car. An observation belongs to the car at its event time. */
export const Mounting = z.object({
  vehicleId: z.string(),
  licensePlate: z.string(),
  mountedAt: Timestamp,
  unmountedAt: Timestamp.nullable(),
});
export type Mounting = z.infer<typeof Mounting>;

export const Device = z.object({
  id: z.string(),
  kind: DeviceKind,
  externalId: z.string().nullable(),
  status: Status,
  /** The car it sits in, by its latest mounting. */
  vehicleId: z.string(),
  licensePlate: z.string(),
  mountedAt: Timestamp,
  /** Whether an MQTT session is open; null for a device that never opened one. */
  connected: z.boolean().nullable(),
  /** Open MQTT sessions, over all ingest processes. */
  sessions: z.number(),
  connectionChangedAt: Timestamp.nullable(),
  /** Why the last session ended: closed, error, revoked, or crash of the ingest process. */
  disconnectReason: z.string().nullable(),
  /** Event time of its latest stored observation in that car. */
  lastSeenAt: Timestamp.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Device = z.infer<typeof Device>;

/** `GET /api/devices/:id`: with every car it sat in, latest first. */
export const DeviceWithHistory = Device.extend({ mountings: z.array(Mounting) });
export type DeviceWithHistory = z.infer<typeof DeviceWithHistory>;

/** The only answer that ever holds the secret; afterwards only its hash is left. */
export const DeviceWithSecret = Device.extend({ secret: z.string() });
export type DeviceWithSecret = z.infer<typeof DeviceWithSecret>;

/** What each kind of device is known by outside; null where its own id is enough. */
const EXTERNAL_ID_RULES: Record<DeviceKind, { pattern: RegExp; message: string } | null> = {
  native: null,
  owntracks: { pattern: /^[^/+#\s]+\/[^/+#\s]+$/, message: "must be <user>/<device>" },
  teltonika: { pattern: /^\d{15}$/, message: "must be the IMEI, 15 digits" },
  osmand: null,
  traccar: null,
};

/** `id` is generated when left out; `mountedAt` says since when the tracker sits in the car. */
export const NewDevice = z
  .strictObject({
    id: DeviceId.optional(),
    vehicleId: z.uuid(),
    kind: DeviceKind,
    externalId: text(128).nullable().default(null),
    mountedAt: Instant.optional(),
  })
  .superRefine(({ kind, externalId }, context) => {
    const rule = EXTERNAL_ID_RULES[kind];
    if (rule && !rule.pattern.test(externalId ?? "")) {
      context.addIssue({
        code: "custom",
        path: ["externalId"],
        message: `${rule.message} for a device of kind ${kind}`,
      });
    }
  });
export type NewDevice = z.output<typeof NewDevice>;

/** `vehicleId` moves the tracker, from `from` (default now) on; `status` turns it off or on. */
export const DevicePatch = z
  .strictObject({
    vehicleId: z.uuid().optional(),
    from: Instant.optional(),
    status: Status.optional(),
  })
  .refine(({ from, vehicleId }) => from === undefined || vehicleId !== undefined, {
    path: ["from"],
    message: "only goes with vehicleId",
  });
export type DevicePatch = z.output<typeof DevicePatch>;

export const DeviceParams = z.object({ id: DeviceId });
export const DeviceQuery = PageQuery.extend({
  vehicleId: z.uuid().optional(),
  status: Status.optional(),
});
