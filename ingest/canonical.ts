import type { Sample } from "../contracts/telemetry.ts";
import { derivedId } from "../db/derived-id.ts";

/** JSON with object keys in code-unit order at every depth, so that equal content is equal text. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(",")}}`;
};

const measured = (sample: Sample): string =>
  JSON.stringify([
    sample.tsMs,
    sample.lat,
    sample.lon,
    sample.speedKmh,
    sample.headingDeg,
    sample.altitudeM,
    sample.accuracyM,
    sample.hdop,
    sample.satellites,
    sample.ignition,
    sample.odometerKm,
    sample.engineHours,
    sample.fuelPct,
    sample.fuelLitres,
    sample.rpm,
    sample.externalV,
    sample.batteryPct,
    sample.event,
  ]).slice(1, -1);

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
