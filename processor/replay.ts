import { isDeepStrictEqual } from "node:util";
import type { Observation } from "../contracts/observation.ts";
import { FIRST_ID, LAST_ID, type LogPosition } from "../db/locations.ts";
import type { ReplayStart } from "../db/log-cuts.ts";
import type { Output } from "./detectors/output.ts";
import { offerRecent, type VehicleChange } from "./vehicle-change.ts";
import { foldObservation, openOutputs } from "./vehicle-fold.ts";

/** A vehicle that is being rewound, between two pages of its log. */
export type Job = {
  readonly change: VehicleChange;
  /** Time of the checkpoint or cut of the log it began at; null for the beginning of a whole log. */
  readonly startMs: number | null;
  readonly fromMs: number;
  /** Stored checkpoints behind the last late observation, by time. */
  readonly comparable: ReadonlyMap<number, unknown>;
  /** How far the log went when it began. */
  readonly headMs: number;
  cursor: LogPosition | null;
  /** Oldest observation that has come in since it began. */
  arrivedMs: number;
};

/** Where a replay met what was stored before: from there on nothing differs. */
export type Agreement = {
  readonly atMs: number;
  /** Records as the replay had them there. */
  readonly outputs: ReadonlyMap<string, Output>;
  /** Records still open there: what became of them since is stored and stays true. */
  readonly openIds: ReadonlySet<string>;
};

/** Where the log is read from. */
export const cursorAt = ({ checkpoint, cutMs }: ReplayStart): LogPosition | null => {
  if (checkpoint) return { atMs: checkpoint.atMs, id: LAST_ID };
  return cutMs === null ? null : { atMs: cutMs, id: FIRST_ID };
};

/** What came in behind the reading position calls for a new start. */
export const isOutdated = ({ cursor, arrivedMs }: Job): boolean =>
  cursor !== null && arrivedMs <= cursor.atMs;

/**
 * Folds a page. Stops where it meets a checkpoint that is unchanged, behind all late observations, which
 * go up to `untilMs`.
 */
export const replayPage = (
  job: Job,
  untilMs: number,
  page: readonly Observation[],
): Agreement | undefined => {
  const { vehicle, checkpoints, outputs } = job.change;
  for (const observation of page) {
    let agreement: Agreement | undefined;
    offerRecent(vehicle, observation, job.headMs);
    const said = foldObservation(vehicle.state, observation, vehicle.settings, (atMs, state) => {
      const stateJson = JSON.stringify(state);
      const stored = atMs >= untilMs && job.comparable.get(atMs);
      if (stored && isDeepStrictEqual(JSON.parse(stateJson), stored)) {
        const open = openOutputs(state, vehicle.id).map(({ record }) => record.id);
        agreement = { atMs, outputs: new Map(outputs), openIds: new Set(open) };
      } else checkpoints.push({ vehicleId: vehicle.id, atMs, stateJson });
    });
    if (agreement) return agreement;
    for (const output of said) outputs.set(output.record.id, output);
    job.cursor = { atMs: observation.tsMs, id: observation.id };
  }
  return undefined;
};
