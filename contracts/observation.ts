import { z } from "zod";
import { Attributes, Measurements, type Sample } from "./telemetry.ts";

/**
 * One accepted sample of one vehicle: what `gps_locations` stores and what detectors fold.
 * `id` is derived from device, time and canonical payload, so a duplicate is the same row.
 */
export type Observation = Sample & {
  readonly id: string;
  readonly deviceId: string;
  readonly vehicleId: string;
};

const measure = Measurements.shape;
const wire = <Schema extends z.ZodType>(schema: z.ZodOptional<Schema>) =>
  z.nullable(schema.unwrap());

/**
 * An observation as a fixed-order array: about a third of the bytes of the object form, and its
 * JSON text without the id is the canonical payload the id is derived from.
 */
export const ObservationRecord = z.tuple([
  z.string(), // id
  z.string(), // deviceId
  z.string(), // vehicleId
  z.number(), // tsMs
  wire(measure.lat),
  wire(measure.lon),
  wire(measure.speedKmh),
  wire(measure.headingDeg),
  wire(measure.altitudeM),
  wire(measure.accuracyM),
  wire(measure.hdop),
  wire(measure.satellites),
  wire(measure.ignition),
  wire(measure.odometerKm),
  wire(measure.engineHours),
  wire(measure.fuelPct),
  wire(measure.fuelLitres),
  wire(measure.rpm),
  wire(measure.externalV),
  wire(measure.batteryPct),
  wire(measure.event),
  z.nullable(Attributes),
]);
export type ObservationRecord = z.infer<typeof ObservationRecord>;

/** Why a payload, or one object inside it, was not accepted. Stored in the reject log. */
export const Reject = z.object({
  id: z.string(),
  /** Where it came in: `mqtt`, `http`. */
  transport: z.string(),
  /** Payload format: `native`, `owntracks`, `teltonika`, `osmand`, `traccar`. */
  format: z.string(),
  deviceId: z.string(),
  /** MQTT topic or HTTP path. */
  address: z.string(),
  /** Dotted path of the offending field, `payload` when the whole message is at fault. */
  field: z.string(),
  /** Plain words, starting with the field's name. */
  reason: z.string(),
  /** The payload as text, cut after `REJECT_EXCERPT_CHARS`. */
  excerpt: z.string(),
  payloadBytes: z.int().min(0),
});
export type Reject = z.infer<typeof Reject>;

/** How much of a refused payload the reject log keeps, characters: all of one of legal size. */
export const REJECT_EXCERPT_CHARS = 64 * 1024;

/** One JetStream message: everything one partition received in one micro-batch, in arrival order. */
export const ObservationBatch = z.object({
  v: z.literal(1),
  /** Names the batch in every log from ingest to the dashboard. */
  batchId: z.string(),
  receivedAtMs: z.number(),
  observations: z.array(ObservationRecord),
  rejects: z.array(Reject),
});
export type ObservationBatch = z.infer<typeof ObservationBatch>;

const orUndefined = <T>(value: T | null): T | undefined => (value === null ? undefined : value);

/** Rebuilds the object form. Every key is present so that all observations share one shape. */
export const fromRecord = (record: ObservationRecord): Observation => ({
  id: record[0],
  deviceId: record[1],
  vehicleId: record[2],
  tsMs: record[3],
  lat: orUndefined(record[4]),
  lon: orUndefined(record[5]),
  speedKmh: orUndefined(record[6]),
  headingDeg: orUndefined(record[7]),
  altitudeM: orUndefined(record[8]),
  accuracyM: orUndefined(record[9]),
  hdop: orUndefined(record[10]),
  satellites: orUndefined(record[11]),
  ignition: orUndefined(record[12]),
  odometerKm: orUndefined(record[13]),
  engineHours: orUndefined(record[14]),
  fuelPct: orUndefined(record[15]),
  fuelLitres: orUndefined(record[16]),
  rpm: orUndefined(record[17]),
  externalV: orUndefined(record[18]),
  batteryPct: orUndefined(record[19]),
  event: orUndefined(record[20]),
  attributes: orUndefined(record[21]),
});
