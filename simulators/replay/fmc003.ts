import path from "node:path";
import { cell, numberIn, readCsv, type CsvRow } from "./csv-rows.ts";
import { hasClock, type RecordedMessage } from "./recorded-message.ts";

/** AVL ids of the columns (wiki.teltonika-gps.com); values are as on the wire but for HDOP. */
const AVL_IDS = {
  239: "ignition",
  240: "movement",
  303: "instant_movement",
  250: "device_trip",
  16: "odometer_m",
  199: "trip_odometer_m",
  66: "ext_voltage_mv",
  67: "battery_voltage_mv",
  69: "gnss_status",
  21: "gsm_signal",
  636: "cell_id",
} as const;
/** The wire has HDOP in tenths; the file has it scaled. */
const HDOP_ID = 182;

const messageOf = (row: CsvRow): RecordedMessage => {
  const tsMs = Number(cell(row, "ts_ms"));
  const values = Object.entries(AVL_IDS).map(([id, column]) => [id, numberIn(row, column)]);
  const reported = {
    ...Object.fromEntries(values),
    [HDOP_ID]: Math.round(10 * (numberIn(row, "hdop") ?? 0)),
    latlng: `${cell(row, "lat")},${cell(row, "lon")}`,
    ts: tsMs,
    alt: numberIn(row, "alt"),
    ang: numberIn(row, "angle"),
    sat: numberIn(row, "sat"),
    sp: numberIn(row, "speed_kmh"),
  };
  return {
    car: "fmc003",
    kind: "teltonika",
    tsMs,
    sentAtMs: tsMs,
    payload: { state: { reported } },
  };
};

/**
 * The log of a Teltonika FMC003 that lay on a bench, as the codec JSON it had sent, in its order.
 * A message with an unset clock counts as sent together with the next one that has one.
 */
export const readFmc003 = async ({ folder }: { folder: string }): Promise<RecordedMessage[]> => {
  const rows = await readCsv(path.join(folder, "teltonika-mqtt/fmc003.csv"));
  const messages = rows.map(messageOf);
  let sentAtMs = Infinity;
  return messages
    .toReversed()
    .map((message) => {
      if (hasClock(message)) sentAtMs = message.tsMs;
      return Object.assign(message, { sentAtMs });
    })
    .toReversed();
};
