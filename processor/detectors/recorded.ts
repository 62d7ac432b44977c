import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Observation } from "../../contracts/observation.ts";
import { anObservation } from "../../contracts/testing.ts";

/** Folder with the recordings; tests that need them fail where it is not, naming the setting. */
const RECORDINGS_DIR = process.env["RECORDINGS_DIR"] ?? "../shared/data";

/** Clocks of before were never set: the ingest rejects them. */
const CLOCK_SET_MS = Date.UTC(2010, 0, 1);

type Row = (column: string) => string;

const readRows = async (file: string): Promise<Row[]> => {
  const text = await readFile(path.join(RECORDINGS_DIR, file), "utf8").catch((cause: unknown) => {
    throw new Error(`no recording ${file} in ${RECORDINGS_DIR}: set RECORDINGS_DIR`, { cause });
  });
  const [header = "", ...lines] = text.trim().split("\n");
  const columns = new Map(header.split(",").map((column, index) => [column, index]));
  return lines.map((line) => {
    const cells = line.split(",");
    return (column) => cells[columns.get(column) ?? -1] ?? "";
  });
};

const numberIn = (row: Row, column: string): number | undefined =>
  row(column) === "" ? undefined : Number(row(column));

/** Seven trips of a car by a phone, a fix every 5 s; its ignition is off at each trip's last one. */
export const enviroCar = async (ignition: "known" | "none"): Promise<Observation[]> => {
  const rows = await readRows("envirocar/points.csv");
  const observations = rows.map((row, index) => {
    const last = rows[index + 1]?.("track_id") !== row("track_id");
    return anObservation({
      tsMs: Date.parse(row("time")),
      lat: numberIn(row, "lat"),
      lon: numberIn(row, "lon"),
      speedKmh: numberIn(row, "gps_speed_kmh"),
      headingDeg: ((numberIn(row, "bearing_deg") ?? 0) + 360) % 360,
      accuracyM: numberIn(row, "accuracy_m"),
      hdop: numberIn(row, "hdop"),
      rpm: numberIn(row, "rpm"),
      ...(ignition === "known" && { ignition: !last }),
    });
  });
  return observations.toSorted((a, b) => a.tsMs - b.tsMs);
};

/** A tracker that lay on a bench, as the ingest accepts its messages. */
export const fmc003 = async (): Promise<Observation[]> => {
  const rows = await readRows("teltonika-mqtt/fmc003.csv");
  const observations = rows.map((row) => {
    const hasFix = Number(row("lat")) !== 0;
    return anObservation({
      tsMs: Number(row("ts_ms")),
      lat: hasFix ? numberIn(row, "lat") : undefined,
      lon: hasFix ? numberIn(row, "lon") : undefined,
      speedKmh: numberIn(row, "speed_kmh"),
      headingDeg: numberIn(row, "angle"),
      satellites: numberIn(row, "sat"),
      hdop: numberIn(row, "hdop"),
      ignition: row("ignition") === "1",
      odometerKm: Number(row("odometer_m")) / 1_000,
      externalV: Number(row("ext_voltage_mv")) / 1_000,
    });
  });
  return observations
    .filter(({ tsMs }) => tsMs >= CLOCK_SET_MS)
    .toSorted((a, b) => a.tsMs - b.tsMs);
};
