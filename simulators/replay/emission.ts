import path from "node:path";
import { cell, numberIn, readCsv, type CsvRow } from "./csv-rows.ts";
import type { RecordedMessage } from "./recorded-message.ts";

/** iOS says -1 for what it does not know. */
const known = (row: CsvRow, column: string, factor = 1): number | undefined => {
  const value = numberIn(row, column);
  return value === undefined || value < 0 ? undefined : value * factor;
};

const messageOf = (row: CsvRow): RecordedMessage => {
  const tsMs = Math.round(Number(cell(row, "ts")) * 1_000);
  const payload = {
    ts: tsMs,
    lat: numberIn(row, "lat"),
    lon: numberIn(row, "lon"),
    accuracyM: known(row, "accuracy_m"),
    speedKmh: known(row, "speed_mps", 3.6),
    headingDeg: known(row, "heading_deg"),
    altitudeM: numberIn(row, "altitude_m"),
    platform: cell(row, "platform"),
  };
  const sentAtMs = Math.round(Number(cell(row, "write_ts")) * 1_000);
  return { car: cell(row, "example"), kind: "native", tsMs, sentAtMs, payload };
};

/**
 * Ten phone recordings as native telemetry, in order of arrival: with fixes that are late, out of
 * order, doubled, or have the clock at zero.
 */
export const readEmission = async ({ folder }: { folder: string }): Promise<RecordedMessage[]> => {
  const rows = await readCsv(path.join(folder, "emission/locations.csv"));
  return rows.map(messageOf);
};
