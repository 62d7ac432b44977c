import { z } from "zod";
import { JsonValue } from "./json-value.ts";

/** Longest payload a device may send, bytes; a longer one is drained and rejected. */
export const MAX_PAYLOAD_BYTES = 64 * 1024;
/** Most observations one native payload may hold. */
export const MAX_OBSERVATIONS_PER_PAYLOAD = 1_000;
/** How far a device's clock may run ahead of the server, ms. Tighter than Traccar's 24 h. */
export const MAX_CLOCK_AHEAD_MS = 5 * 60_000;
/** A car not heard of for longer than this is driving no more, as far as anybody knows, ms. */
export const SILENCE_LIMIT_MS = 15 * 60_000;

/**
 * The measured part of an observation, in the contract's units, as every decoder produces it.
 * Ranges are physical limits with room to spare: a value outside is a fault, never a car.
 */
export const Measurements = z.object({
  /** WGS 84 degrees; both or neither, and 0,0 has already become neither. */
  lat: z.number().min(-90).max(90).optional(),
  lon: z.number().min(-180).max(180).optional(),
  speedKmh: z.number().min(0).max(500).optional(),
  headingDeg: z.number().min(0).max(360).optional(),
  altitudeM: z.number().min(-1_000).max(20_000).optional(),
  /** Radius of the 68 % circle; phones report tens of kilometres when only a cell is known. */
  accuracyM: z.number().min(0).max(1_000_000).optional(),
  /** Receivers write 500 or 9999 for "unknown". */
  hdop: z.number().min(0).max(10_000).optional(),
  satellites: z.int().min(0).max(128).optional(),
  ignition: z.boolean().optional(),
  odometerKm: z.number().min(0).max(10_000_000).optional(),
  engineHours: z.number().min(0).max(1_000_000).optional(),
  fuelPct: z.number().min(0).max(100).optional(),
  fuelLitres: z.number().min(0).max(5_000).optional(),
  rpm: z.number().min(0).max(30_000).optional(),
  externalV: z.number().min(0).max(1_000).optional(),
  batteryPct: z.number().min(0).max(100).optional(),
  /** Device event code: `crash`, `tow`, `unplugged`, `jamming`, `sos`, … */
  event: z.string().min(1).max(64).optional(),
});
export type Measurements = z.infer<typeof Measurements>;

/** Payload keys that no measurement claims, as the device sent them. */
export const Attributes = z.record(z.string(), JsonValue);
export type Attributes = z.infer<typeof Attributes>;

/** One decoded sample before it is tied to a vehicle. `tsMs` is event time: the device's clock. */
export type Sample = Measurements & {
  /** Time of the fix, ms since the Unix epoch. */
  readonly tsMs: number;
  attributes?: Attributes | undefined;
};
