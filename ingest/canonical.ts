import type { Sample } from "../contracts/telemetry.ts";
import { derivedId } from "../db/derived-id.ts";

/** JSON with object keys in code-unit order at every depth, so that equal content is equal text. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(",")}}`;
};

/** A value as JSON; the numbers and booleans of a checked sample need no escaping. */
const plain = (value: number | boolean | undefined): string =>
  value === undefined ? "null" : String(value);

/** The measurements in the order of `ObservationRecord`: the hot path, hence no generic encoder. */
const measured = (sample: Sample): string =>
  `${sample.tsMs},${plain(sample.lat)},${plain(sample.lon)},${plain(sample.speedKmh)},` +
  `${plain(sample.headingDeg)},${plain(sample.altitudeM)},${plain(sample.accuracyM)},` +
  `${plain(sample.hdop)},${plain(sample.satellites)},${plain(sample.ignition)},` +
  `${plain(sample.odometerKm)},${plain(sample.engineHours)},${plain(sample.fuelPct)},` +
  `${plain(sample.fuelLitres)},${plain(sample.rpm)},${plain(sample.externalV)},` +
  `${plain(sample.batteryPct)},${sample.event === undefined ? "null" : JSON.stringify(sample.event)}`;

/**
 * A sample as the JSON text of an `ObservationRecord`. Its id is derived from the device and
 * everything measured, so the same message sent again, by any transport, is the same row.
 */
export const toRecordJson = (deviceId: string, vehicleId: string, sample: Sample): string => {
  const attributes = sample.attributes ? canonicalJson(sample.attributes) : "null";
  const canonical = `${measured(sample)},${attributes}`;
  const id = derivedId(`observation:${deviceId}:${canonical}`);
  return `["${id}","${deviceId}","${vehicleId}",${canonical}]`;
};
