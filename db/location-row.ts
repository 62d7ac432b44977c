import type { Observation } from "../contracts/observation.ts";
import { partitionOf } from "../contracts/subjects.ts";
import { Attributes, type Sample } from "../contracts/telemetry.ts";
import { canonicalJson } from "./canonical-json.ts";
import { RowFormatError, RowWriter } from "./copy-format.ts";
import { deriveIdInPlace, formatUuid, makeRoomForId, parseUuid } from "./derived-id.ts";
import type { PackedReader, PackedWriter } from "./packed-row.ts";

/**
 * Columns of `gps_locations` in the order of a row. What follows the id is what the id is derived
 * from: device, time and everything measured.
 */
export const LOCATION_COLUMNS = `created_at, vehicle_id, id, device_id, "timestamp", latitude,
  longitude, speed, direction, altitude_m, accuracy_m, hdop, satellites, ignition, odometer_km,
  engine_hours, fuel_pct, fuel_litres, rpm, external_v, battery_pct, event, attributes`;
const COLUMN_COUNT = LOCATION_COLUMNS.split(",").length;
/** Bytes of a UUID, and of a field that holds one. */
const UUID_BYTES = 16;
const UUID_FIELD_BYTES = 4 + UUID_BYTES;
/** The last time there is, ms (ECMA-262, Time Values). */
const MAX_TIME_MS = 8.64e15;
/** Where the id stands in the fields of an origin, and the device behind it. */
const ID_IN_FIELDS = UUID_FIELD_BYTES + 4;
const DEVICE_IN_FIELDS = 2 * UUID_FIELD_BYTES;

/** Whose row it is: a device in a vehicle. */
export type RowOrigin = {
  readonly deviceId: string;
  readonly vehicleId: string;
  /** The fields vehicle, id and device as every row of this origin begins with them. */
  readonly fields: Buffer;
};

/** What the observations between two mountings of a device have in common. */
export type Origin = RowOrigin & { readonly partition: number };

/** The origin of a device's observations while it sits in a vehicle. */
export const originOf = (deviceId: string, vehicleId: string): Origin => {
  const writer = new RowWriter();
  writer.uuid(parseUuid(vehicleId));
  const room = Buffer.allocUnsafe(UUID_BYTES);
  makeRoomForId(room, 0);
  writer.uuid(room);
  writer.text(deviceId);
  const fields = Buffer.from(writer.slice(0, writer.length));
  return { deviceId, vehicleId, partition: partitionOf(vehicleId), fields };
};

/** The origin whose rows begin with these fields; throws when they are not those of one. */
export const readOrigin = (fields: Buffer): RowOrigin => {
  const deviceAt = DEVICE_IN_FIELDS + 4;
  const isOne =
    fields.length > deviceAt &&
    fields.readUInt32BE(0) === UUID_BYTES &&
    fields.readUInt32BE(UUID_FIELD_BYTES) === UUID_BYTES &&
    fields.readUInt32BE(DEVICE_IN_FIELDS) === fields.length - deviceAt;
  if (!isOne) throw new RowFormatError("no origin");
  return {
    deviceId: fields.toString("utf8", deviceAt),
    vehicleId: formatUuid(fields, 4),
    fields,
  };
};

/** Takes the fields of a row one after the other. */
type FieldSink = Pick<RowWriter, "float8" | "int2" | "boolean" | "text" | "jsonb">;

/** Everything measured but its time, in the order of the columns. */
const writeMeasured = (sink: FieldSink, sample: Sample, attributes: string | undefined): void => {
  sink.float8(sample.lat);
  sink.float8(sample.lon);
  sink.float8(sample.speedKmh);
  sink.float8(sample.headingDeg);
  sink.float8(sample.altitudeM);
  sink.float8(sample.accuracyM);
  sink.float8(sample.hdop);
  sink.int2(sample.satellites);
  sink.boolean(sample.ignition);
  sink.float8(sample.odometerKm);
  sink.float8(sample.engineHours);
  sink.float8(sample.fuelPct);
  sink.float8(sample.fuelLitres);
  sink.float8(sample.rpm);
  sink.float8(sample.externalV);
  sink.float8(sample.batteryPct);
  sink.text(sample.event);
  sink.jsonb(attributes);
};

// The row that an id is derived from, of one observation at a time.
const scratch = new RowWriter();

/**
 * Packs an observation. Its id is derived from the row it will be, from the device on: the same
 * message sent again, by any transport, is the same row.
 */
export const packObservation = (
  packed: PackedWriter,
  { fields }: RowOrigin,
  sample: Sample,
  receivedAtMs: number,
): void => {
  const attributes = sample.attributes && canonicalJson(sample.attributes);
  scratch.clear();
  scratch.fields(fields);
  scratch.timestamp(sample.tsMs);
  writeMeasured(scratch, sample, attributes);
  const derived = scratch.slice(ID_IN_FIELDS, scratch.length);
  deriveIdInPlace(derived);
  packed.begin(receivedAtMs, sample.tsMs, derived);
  writeMeasured(packed, sample, attributes);
  packed.end();
};

/** An observation as ingest received it. */
export type ReceivedObservation = Observation & { readonly receivedAtMs: number };

/**
 * A packed row of which only whose and when is known: a tenth of what everything measured would take,
 * until there is something to do with it.
 */
export type PackedObservation = {
  readonly origin: RowOrigin;
  readonly tsMs: number;
  /** Stands anywhere in the rows that this one is among. */
  readonly reader: PackedReader;
  readonly rowAt: number;
};

/** The next packed row, unread; throws when there is none. */
export const takePacked = (reader: PackedReader, origin: RowOrigin): PackedObservation => {
  const rowAt = reader.position;
  reader.begin();
  reader.skip();
  return { origin, tsMs: reader.tsMs, reader, rowAt };
};

const open = ({ reader, rowAt }: PackedObservation): PackedReader => {
  reader.begin(rowAt);
  return reader;
};

/** The row as it was packed. */
export const packedRow = (packed: PackedObservation): Buffer => open(packed).row();

export const idOf = (packed: PackedObservation): string => {
  const { bytes, idAt } = open(packed);
  return formatUuid(bytes, idAt);
};

/** Orders observations as their ids are ordered; 0 for one and the same. */
export const compareIds = (a: PackedObservation, b: PackedObservation): number => {
  const aAt = open(a).idAt;
  const bAt = open(b).idAt;
  return a.reader.bytes.compare(b.reader.bytes, bAt, bAt + UUID_BYTES, aAt, aAt + UUID_BYTES);
};

const read = (packed: PackedObservation): ReceivedObservation => {
  const reader = open(packed);
  const { deviceId, vehicleId } = packed.origin;
  if (!isTime(packed.tsMs) || !isTime(reader.receivedAtMs)) throw new RowFormatError("no time");
  // Every key is there, in one order, so that all observations share one shape.
  const observation = {
    id: formatUuid(reader.bytes, reader.idAt),
    deviceId,
    vehicleId,
    tsMs: packed.tsMs,
    lat: reader.float8(),
    lon: reader.float8(),
    speedKmh: reader.float8(),
    headingDeg: reader.float8(),
    altitudeM: reader.float8(),
    accuracyM: reader.float8(),
    hdop: reader.float8(),
    satellites: reader.int2(),
    ignition: reader.boolean(),
    odometerKm: reader.float8(),
    engineHours: reader.float8(),
    fuelPct: reader.float8(),
    fuelLitres: reader.float8(),
    rpm: reader.float8(),
    externalV: reader.float8(),
    batteryPct: reader.float8(),
    event: reader.text(),
    attributes: readAttributes(reader.jsonb()),
    receivedAtMs: reader.receivedAtMs,
  };
  reader.end();
  return observation;
};

/** Whether a number is a time that `Date` and PostgreSQL know, ms; NaN is none. */
const isTime = (ms: number): boolean => Math.abs(ms) <= MAX_TIME_MS;

const areAttributes = (json: unknown): json is Attributes => Attributes.safeParse(json).success;

/** As they were parsed, because the schema would leave out a key `__proto__`. */
const readAttributes = (json: string | undefined): Attributes | undefined => {
  if (json === undefined) return undefined;
  const attributes: unknown = JSON.parse(json);
  if (!areAttributes(attributes)) throw new RowFormatError("attributes that are none");
  return attributes;
};

/** Reads a packed row. Throws `RowFormatError` when it is not what `packObservation` wrote. */
export const readObservation = (packed: PackedObservation): ReceivedObservation => {
  try {
    return read(packed);
  } catch (error) {
    throw error instanceof RowFormatError ? error : new RowFormatError("row", { cause: error });
  }
};

/** Writes a row as COPY takes it: the packed one, and what has been read of it. */
export const copyRow = (
  writer: RowWriter,
  packed: PackedObservation,
  observation: ReceivedObservation,
): void => {
  writer.row(COLUMN_COUNT);
  writer.timestamp(observation.receivedAtMs);
  const idAt = writer.length + ID_IN_FIELDS;
  writer.fields(packed.origin.fields);
  const { bytes, idAt: packedAt } = open(packed);
  writer.overwrite(idAt, bytes, packedAt, UUID_BYTES);
  writer.timestamp(observation.tsMs);
  const { attributes } = observation;
  writeMeasured(writer, observation, attributes && canonicalJson(attributes));
};
