import type { WhatIfAnswer, WhatIfRequest } from "../../contracts/what-if.ts";
import { LAST_ID, readLog, type LogPosition } from "../../db/locations.ts";
import type { Queryable } from "../../db/pool.ts";
import { loadCheckpointBefore } from "../../db/vehicle-states.ts";
import type { FleetSettings } from "../fleet-settings.ts";
import { compare } from "./compare.ts";
import { draftedPolicies, draftedSettings, draftedTypes, type PolicyOf } from "./draft.ts";
import { openSide, type Side } from "./side.ts";

/** Observations gone through in one go before others get their turn: some 10 ms. */
const PAGE_ROWS = 2_000;

/** Folds the log after a time, and before another, into both; answers how many are of the stretch. */
const replay = async (
  db: Queryable,
  { vehicleId, from, to }: WhatIfRequest,
  startMs: number | null,
  sides: readonly Side[],
  isLate: () => boolean,
): Promise<number | undefined> => {
  let observations = 0;
  let position: LogPosition | null = startMs === null ? null : { atMs: startMs, id: LAST_ID };
  for (;;) {
    if (isLate()) return undefined;
    const page = await readLog(db, vehicleId, position, PAGE_ROWS);
    for (const observation of page) {
      if (observation.tsMs >= to.getTime()) return observations;
      if (observation.tsMs >= from.getTime()) observations++;
      for (const side of sides) side.fold(observation);
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE_ROWS) return observations;
    position = { atMs: last.tsMs, id: last.id };
  }
};

/**
 * Runs the detectors over a vehicle's stored history twice, side by side from the checkpoint before
 * it: with the rules as they hold at `nowMs`, and with the draft on top of them. Writes nothing.
 * Gives up once `isLate`.
 */
export const whatIf = async (
  db: Queryable,
  settings: FleetSettings,
  request: WhatIfRequest,
  nowMs: number,
  isLate: () => boolean = () => false,
): Promise<WhatIfAnswer> => {
  const { vehicleId, from, to } = request;
  const checkpoint = await loadCheckpointBefore(db, vehicleId, from.getTime());
  const history = settings.settingsOf(vehicleId);
  const today = history.at(nowMs);
  const policyOf: PolicyOf = (type) => settings.policyAt(vehicleId, type, nowMs);
  const before = openSide(vehicleId, checkpoint?.state, today, history, policyOf);
  const after = openSide(
    vehicleId,
    checkpoint?.state,
    draftedSettings(today, request),
    history,
    draftedPolicies(policyOf, request),
  );
  const startMs = checkpoint?.atMs ?? null;
  const observations = await replay(db, request, startMs, [before, after], isLate);
  if (observations === undefined) return { kind: "too-long" };
  const [fromMs, untilMs] = [from.getTime(), Math.min(to.getTime(), nowMs)];
  const [found, drafted] = [before.found(fromMs, untilMs), after.found(fromMs, untilMs)];
  const difference = compare(found, drafted, draftedTypes(request));
  const stretch = { vehicleId, from: from.toISOString(), to: to.toISOString(), observations };
  return { kind: "result", result: { ...stretch, ...difference } };
};
