import type { Observation } from "../contracts/observation.ts";
import { partitionOf } from "../contracts/subjects.ts";
import { Attributes, type Sample } from "../contracts/telemetry.ts";
import { canonicalJson } from "./canonical-json.ts";
import { createRowWriter, type RowReader, type RowWriter } from "./copy-format.ts";
import { deriveIdInPlace, formatUuid, makeRoomForId, parseUuid } from "./derived-id.ts";

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
/** Where the vehicle stands in a row: behind the number of fields and the time of arrival. */
const VEHICLE_FIELD_AT = 2 + 12;

/** A device in a vehicle: what the observations between two mountings have in common. */
export type Origin = {
  readonly deviceId: string;
  readonly vehicleId: string;
  readonly partition: number;
  /** The fields vehicle, id and device as every row of this origin begins with them. */
  readonly fields: Buffer;
};

/** The origin of a device's observations while it sits in a vehicle. */
export const originOf = (deviceId: string, vehicleId: string): Origin => {
  const writer = createRowWriter();
  writer.uuid(parseUuid(vehicleId));
  const room = Buffer.allocUnsafe(UUID_BYTES);
  makeRoomForId(room, 0);
  writer.uuid(room);
  writer.text(deviceId);
  const fields = Buffer.from(writer.slice(0, writer.length()));
  return { deviceId, vehicleId, partition: partitionOf(vehicleId), fields };
};

/**
 * Writes an observation as the row it will be. Its id is derived from the device and everything
 * measured, so the same message sent again, by any transport, is the same row.
 */
export const writeLocationRow = (
  writer: RowWriter,
  { fields }: Origin,
  sample: Sample,
  receivedAtMs: number,
): void => {
  writer.row(COLUMN_COUNT);
  writer.timestamp(receivedAtMs);
  const idAt = writer.length() + UUID_FIELD_BYTES + 4;
  writer.fields(fields);
  writer.timestamp(sample.tsMs);
  writer.float8(sample.lat);
  writer.float8(sample.lon);
  writer.float8(sample.speedKmh);
  writer.float8(sample.headingDeg);
  writer.float8(sample.altitudeM);
  writer.float8(sample.accuracyM);
  writer.float8(sample.hdop);
  writer.int2(sample.satellites);
  writer.boolean(sample.ignition);
  writer.float8(sample.odometerKm);
  writer.float8(sample.engineHours);
  writer.float8(sample.fuelPct);
  writer.float8(sample.fuelLitres);
  writer.float8(sample.rpm);
  writer.float8(sample.externalV);
  writer.float8(sample.batteryPct);
  writer.text(sample.event);
  writer.jsonb(sample.attributes && canonicalJson(sample.attributes));
  deriveIdInPlace(writer.slice(idAt, writer.length()));
};

/** An observation as ingest received it, with the row that it was sent as. */
export type ReceivedObservation = Observation & {
  readonly receivedAtMs: number;
  /** Holds the row, from `rowStart` up to `rowEnd`. */
  readonly rows: Buffer;
  readonly rowStart: number;
  readonly rowEnd: number;
};

/** Writes a received observation again, its id kept, as a row of another vehicle. */
export const writeRefiledRow = (
  writer: RowWriter,
  { fields }: Origin,
  { rows, rowStart, rowEnd }: ReceivedObservation,
): void => {
  const start = writer.length();
  writer.fields(rows.subarray(rowStart, rowEnd));
  fields.copy(writer.slice(start + VEHICLE_FIELD_AT, writer.length()), 0, 0, UUID_FIELD_BYTES);
};

/** Whose row it is: read from beside the rows, where it stands once for many. */
export type RowOrigin = Pick<Origin, "deviceId" | "vehicleId">;

/** Reads the next row out of `rows`; throws when it is none. */
export const readLocationRow = (
  reader: RowReader,
  rows: Buffer,
  { deviceId, vehicleId }: RowOrigin,
): ReceivedObservation => {
  const rowStart = reader.position();
  reader.row(COLUMN_COUNT);
  const receivedAtMs = reader.timestamp();
  const idAt = reader.position() + UUID_FIELD_BYTES + 4;
  reader.skip(2 * UUID_FIELD_BYTES + 4 + deviceId.length);
  // Every key is there, in one order, so that all observations share one shape.
  return {
    id: formatUuid(rows, idAt),
    deviceId,
    vehicleId,
    tsMs: reader.timestamp(),
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
    receivedAtMs,
    rows,
    rowStart,
    rowEnd: reader.position(),
  };
};

const readAttributes = (value: unknown): Attributes | undefined =>
  value === undefined ? undefined : Attributes.parse(value);
