import { z } from "zod";
import type { Sample } from "./telemetry.ts";

/**
 * One accepted sample of one vehicle: what `gps_locations` stores and what detectors fold.
 * `id` is derived from device, time and canonical payload, so a duplicate is the same row.
 */
export type Observation = Sample & {
  readonly id: string;
  readonly deviceId: string;
  readonly vehicleId: string;
  /** When it first came in, ms since the epoch; undefined of one that no device has sent. */
  readonly receivedAtMs?: number | undefined;
};

/** Why a payload, or one object inside it, was not accepted. Stored in the reject log. */
export const Reject = z.object({
  id: z.string(),
  /** Where it came in: `mqtt`, `http`; `stream` when it was accepted, and then of no car after all. */
  transport: z.string(),
  /** Payload format: `native`, `owntracks`, `teltonika`, `osmand`, `traccar`; `row` from the stream. */
  format: z.string(),
  deviceId: z.string(),
  /** MQTT topic, HTTP path, or the stream's subject. */
  address: z.string(),
  /** Dotted path of the offending field, `payload` when the whole message is at fault. */
  field: z.string(),
  /** Plain words, starting with the field's name. */
  reason: z.string(),
  /** The payload as text, cut after `REJECT_EXCERPT_CHARS`. */
  excerpt: z.string(),
  payloadBytes: z.int().min(0),
  receivedAtMs: z.number(),
});
export type Reject = z.infer<typeof Reject>;

/** How much of a refused payload the reject log keeps, characters: all of one of legal size. */
export const REJECT_EXCERPT_CHARS = 64 * 1024;
