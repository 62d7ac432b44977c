import path from "node:path";
import { cell, numberIn, readCsv, type CsvRow } from "./csv-rows.ts";
import type { RecordedMessage } from "./recorded-message.ts";

/** Some bearings run past 360 (averaged around the wrap); the direction is what is left. */
const bearing = (row: CsvRow): number | undefined => {
  const degrees = numberIn(row, "bearing_deg");
  return degrees === undefined ? undefined : ((degrees % 360) + 360) % 360;
};

const messageOf = (row: CsvRow, ignition: boolean | undefined): RecordedMessage => {
  const tsMs = Date.parse(cell(row, "time"));
  const payload = {
    ts: tsMs,
    lat: numberIn(row, "lat"),
    lon: numberIn(row, "lon"),
    speedKmh: numberIn(row, "gps_speed_kmh"),
    headingDeg: bearing(row),
    altitudeM: numberIn(row, "alt_m"),
    accuracyM: numberIn(row, "accuracy_m"),
    hdop: numberIn(row, "hdop"),
    rpm: numberIn(row, "rpm"),
    ignition,
    obdSpeedKmh: numberIn(row, "obd_speed_kmh"),
    consumptionLph: numberIn(row, "consumption_lph"),
  };
  return { car: cell(row, "sensor_id"), kind: "native", tsMs, sentAtMs: tsMs, payload };
};

/**
 * The enviroCar trips as native telemetry of one car. There is no ignition channel: `known` makes
 * one that is true on all points but each track's last.
 */
export const readEnviroCar = async ({
  folder,
  ignition = "known",
}: {
  folder: string;
  ignition?: "known" | "none";
}): Promise<RecordedMessage[]> => {
  const rows = await readCsv(path.join(folder, "envirocar/points.csv"));
  const messages = rows.map((row, index) => {
    const isLastOfTrack = rows[index + 1]?.["track_id"] !== row["track_id"];
    return messageOf(row, ignition === "known" ? !isLastOfTrack : undefined);
  });
  return messages.sort((one, other) => one.tsMs - other.tsMs);
};
