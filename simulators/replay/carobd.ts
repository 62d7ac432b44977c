import path from "node:path";
import { cell, numberIn, readCsv, type CsvRow } from "./csv-rows.ts";
import type { RecordedMessage } from "./recorded-message.ts";

/** carOBD counts engine minutes and has no calendar; minute 0 of its clock is put here. */
const CLOCK_ZERO_MS = Date.UTC(2019, 5, 1);
/** Sessions whose engine minutes touch still follow each other, by at least this, ms. */
const BETWEEN_SESSIONS_MS = 60_000;

type Session = { readonly startMs: number; readonly rows: readonly CsvRow[] };

const bySession = (samples: readonly CsvRow[]): Map<string, CsvRow[]> => {
  const sessions = new Map<string, CsvRow[]>();
  for (const row of samples) {
    const name = cell(row, "session");
    const rows = sessions.get(name);
    if (rows) rows.push(row);
    else sessions.set(name, [row]);
  }
  return sessions;
};

/** Sessions in chronological order, by the engine-minute clock that ran through all of them. */
const layOutSessions = (sessions: readonly CsvRow[], samples: readonly CsvRow[]): Session[] => {
  const rowsOf = bySession(samples);
  let freeMs = CLOCK_ZERO_MS;
  return sessions
    .toSorted((one, other) => Number(cell(one, "order")) - Number(cell(other, "order")))
    .map((session) => {
      const clockMs = CLOCK_ZERO_MS + Number(cell(session, "tscc_start_min")) * 60_000;
      const startMs = Math.max(freeMs, clockMs);
      freeMs = startMs + Number(cell(session, "duration_s")) * 1_000 + BETWEEN_SESSIONS_MS;
      return { startMs, rows: rowsOf.get(cell(session, "session")) ?? [] };
    });
};

/** Engine run time has whole seconds, rows come faster: rows of one second share it evenly. */
const rowTimes = ({ startMs, rows }: Session): number[] => {
  const seconds = rows.map((row) => numberIn(row, "t_s") ?? 0);
  const counts = new Map<number, number>();
  for (const second of seconds) counts.set(second, (counts.get(second) ?? 0) + 1);
  const used = new Map<number, number>();
  return seconds.map((second) => {
    const nth = used.get(second) ?? 0;
    used.set(second, nth + 1);
    return startMs + second * 1_000 + Math.floor((1_000 * nth) / (counts.get(second) ?? 1));
  });
};

/**
 * The carOBD sessions as native telemetry of one car: speed, fuel level, voltage, no position.
 * Fuel readings are the raw ones, zeros included.
 */
export const readCarObd = async ({ folder }: { folder: string }): Promise<RecordedMessage[]> => {
  const sessions = await readCsv(path.join(folder, "carobd/sessions.csv"));
  const samples = await readCsv(path.join(folder, "carobd/samples.csv"));
  return layOutSessions(sessions, samples).flatMap((session) => {
    const times = rowTimes(session);
    return session.rows.map((row, index): RecordedMessage => {
      const tsMs = times[index] ?? session.startMs;
      const payload = {
        ts: tsMs,
        speedKmh: numberIn(row, "speed_kmh"),
        rpm: numberIn(row, "rpm"),
        fuelPct: numberIn(row, "fuel_pct"),
        externalV: numberIn(row, "battery_v"),
        ignition: true,
        session: cell(row, "session"),
      };
      return { car: "carobd", kind: "native", tsMs, sentAtMs: tsMs, payload };
    });
  });
};
