import type { Sample } from "../../contracts/telemetry.ts";

type Fields = Readonly<Record<string, unknown>>;

const isNumber = (value: unknown, min: number, max: number): value is number | undefined =>
  value === undefined || (typeof value === "number" && value >= min && value <= max);
const isBoolean = (value: unknown): value is boolean | undefined =>
  value === undefined || typeof value === "boolean";
const isCount = (value: unknown, max: number): value is number | undefined =>
  value === undefined || (Number.isInteger(value) && isNumber(value, 0, max));
/** Characters as the schema and the database count them: an emoji is one, though two UTF-16 units. */
const isWithin = (text: string, maxChars: number): boolean =>
  text.length <= maxChars || (text.length <= 2 * maxChars && Array.from(text).length <= maxChars);
const isCode = (value: unknown): value is string | undefined =>
  value === undefined || (typeof value === "string" && value.length > 0 && isWithin(value, 64));

/**
 * A sample of the measurements among `fields` when all of them are as the schema `Measurements` wants them, else
 * undefined. Written out, because it runs for every observation and costs a tenth of the schema,
 * which alone says what is wrong; a property test holds the two together.
 */
export const readMeasured = (tsMs: number, fields: Fields): Sample | undefined => {
  const { lat, lon, speedKmh, headingDeg, altitudeM, accuracyM, hdop, satellites } = fields;
  const { ignition, odometerKm, engineHours, fuelPct, fuelLitres, rpm } = fields;
  const { externalV, batteryPct, event } = fields;
  if (
    isNumber(lat, -90, 90) &&
    isNumber(lon, -180, 180) &&
    isNumber(speedKmh, 0, 500) &&
    isNumber(headingDeg, 0, 360) &&
    isNumber(altitudeM, -1_000, 20_000) &&
    isNumber(accuracyM, 0, 1_000_000) &&
    isNumber(hdop, 0, 10_000) &&
    isCount(satellites, 128) &&
    isBoolean(ignition) &&
    isNumber(odometerKm, 0, 10_000_000) &&
    isNumber(engineHours, 0, 1_000_000) &&
    isNumber(fuelPct, 0, 100) &&
    isNumber(fuelLitres, 0, 5_000) &&
    isNumber(rpm, 0, 30_000) &&
    isNumber(externalV, 0, 1_000) &&
    isNumber(batteryPct, 0, 100) &&
    isCode(event)
  ) {
    // prettier-ignore
    return {
      tsMs, lat, lon, speedKmh, headingDeg, altitudeM, accuracyM, hdop, satellites, ignition,
      odometerKm, engineHours, fuelPct, fuelLitres, rpm, externalV, batteryPct, event,
      attributes: undefined,
    };
  }
  return undefined;
};
