import path from "node:path";
import { readCsv, cell, numberIn } from "../simulators/replay/csv-rows.ts";

/** What is known of the stand before a session. */
export type StandTruth = {
  readonly session: string;
  /** Level at its start less level at the end of the one before, percentage points. */
  readonly jumpPct: number;
  /** The engine ran this long without being recorded, min. */
  readonly unloggedMinutes: number;
  readonly isRefuel: boolean;
};

/** The stands between the recorded sessions, in order. Refuels are derived, not labelled. */
export const readCarObdTruth = async (folder: string): Promise<StandTruth[]> => {
  const rows = await readCsv(path.join(path.resolve(folder), "carobd/sessions.csv"));
  return rows
    .toSorted((one, other) => Number(cell(one, "order")) - Number(cell(other, "order")))
    .slice(1)
    .map((row) => ({
      session: cell(row, "session"),
      jumpPct: numberIn(row, "jump_before_pp") ?? 0,
      unloggedMinutes: numberIn(row, "unlogged_engine_min_before") ?? 0,
      isRefuel: cell(row, "derived_refuel_before") === "1",
    }));
};
