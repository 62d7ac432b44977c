import type { Database } from "../db/pool.ts";
import {
  type Analytics,
  type AnalyticsQuery,
  type AnalyticsRow,
  daysIn,
  type SeriesPoint,
} from "../contracts/analytics.ts";
import { loadBehaviour } from "../db/analytics-behaviour.ts";
import type { AnalyticsChoice } from "../db/analytics-cars.ts";
import { type FuelPiece, loadBurnt } from "../db/analytics-fuel.ts";
import { isOngoing, loadSubjectNames, type SubjectName } from "../db/analytics-names.ts";
import { type DrivenStep, loadDriven } from "../db/analytics-use.ts";
import { loadWatched } from "../db/analytics-watch.ts";
import type { BranchScope } from "../db/branches.ts";
import { calendarPieces, type Days, stepOf, stepsOf } from "./calendar-pieces.ts";
import { addDays } from "./fuel-periods.ts";
import { createTallies, NOBODY, type Tallies } from "./subject-tallies.ts";
import { EMPTY_TALLY, figuresOf, figuresOfAll } from "./use-tally.ts";

const piecesOf = (days: Days, sumDay: string): FuelPiece[] =>
  calendarPieces(days).map(({ kind, start }) => ({ kind, start, sumDay }));

/** Everything that is summed of each subject in the chosen days, or so many days before them. */
const loadTallies = async (
  pool: Database,
  choice: AnalyticsChoice,
  { by }: AnalyticsQuery,
  names: ReadonlyMap<string, SubjectName>,
): Promise<{ readonly tallies: Tallies; readonly driven: readonly DrivenStep[] }> => {
  const { from, to, back } = choice;
  const days = { from: addDays(from, -back), to: addDays(to, -back) };
  const tallies = createTallies(names);
  const driven = await loadDriven(pool, choice, by, stepOf(days));
  for (const { subjectId, day: _day, ...sums } of driven) tallies.add(subjectId, sums);
  for (const { subjectId, ...sums } of await loadWatched(pool, choice, by))
    if (names.has(subjectId)) tallies.add(subjectId, sums);
  for (const each of await loadBehaviour(pool, choice, by)) tallies.addEvents(each);
  const burnt = await loadBurnt(pool, choice, by, piecesOf(days, days.from));
  for (const { subjectId, litres, measuredKm } of burnt)
    tallies.add(subjectId, { consumedLitres: litres, measuredKm });
  return { tallies, driven };
};

/** The fleet step by step. */
const seriesOf = (
  steps: readonly Days[],
  driven: readonly DrivenStep[],
  litresPer100Km: ReadonlyMap<string, number | null>,
): SeriesPoint[] => {
  const byDay = new Map<string, DrivenStep[]>();
  for (const each of driven) {
    const there = byDay.get(each.day);
    if (there) there.push(each);
    else byDay.set(each.day, [each]);
  }
  return steps.map(({ from: day }) => {
    const there = byDay.get(day) ?? [];
    const total = (value: (each: DrivenStep) => number): number =>
      there.reduce((sum, each) => sum + value(each), 0);
    return {
      day,
      distanceKm: Number(total((each) => each.distanceKm).toFixed(2)),
      drivingS: Math.round(total((each) => each.drivingS)),
      idlingS: Math.round(total((each) => each.idlingS)),
      inUse: there.filter(({ subjectId }) => subjectId !== null).length,
      litresPer100Km: litresPer100Km.get(day) ?? null,
    };
  });
};

const loadConsumption = async (
  pool: Database,
  choice: AnalyticsChoice,
  steps: readonly Days[],
): Promise<Map<string, number | null>> => {
  const pieces = steps.flatMap((days) => piecesOf(days, days.from));
  const burnt = await loadBurnt(pool, choice, "fleet", pieces);
  return new Map(
    burnt.map(({ sumDay, litres: consumedLitres, measuredKm }) => [
      sumDay,
      figuresOf({ ...EMPTY_TALLY, consumedLitres, measuredKm }).litresPer100Km,
    ]),
  );
};

/** Kilometres of each subject by step, zero where it was not driven. */
const distancesOf = (
  steps: readonly Days[],
  driven: readonly DrivenStep[],
  names: ReadonlyMap<string, SubjectName>,
): ((id: string) => number[]) => {
  const places = new Map(steps.map(({ from }, place) => [from, place]));
  const bySubject = new Map<string, number[]>();
  for (const { subjectId, day, distanceKm } of driven) {
    const id = subjectId !== null && names.has(subjectId) ? subjectId : NOBODY;
    const distances = bySubject.get(id) ?? steps.map(() => 0);
    const place = places.get(day);
    if (place !== undefined)
      distances[place] = Number(((distances[place] ?? 0) + distanceKm).toFixed(2));
    bySubject.set(id, distances);
  }
  return (id) => bySubject.get(id) ?? steps.map(() => 0);
};

const rowsOf = (
  now: Tallies,
  before: Tallies,
  names: ReadonlyMap<string, SubjectName>,
  distances: (id: string) => number[],
): AnalyticsRow[] =>
  [...new Set([...now.ids(), ...before.ids()])].map((id) => ({
    id,
    name: names.get(id)?.name ?? null,
    detail: names.get(id)?.detail ?? null,
    figures: figuresOf(now.of(id)),
    before: figuresOf(before.of(id)),
    distances: distances(id),
  }));

/** Figures of a period beside the one as long before it, over the cars the viewer sees. */
export const loadAnalytics = async (
  pool: Database,
  scope: BranchScope,
  query: AnalyticsQuery,
  now: Date,
): Promise<Analytics> => {
  const { by, from, to } = query;
  const days = daysIn(query);
  const choice = { scope, branchId: query.branchId, group: query.group, from, to, back: 0, now };
  const known = await loadSubjectNames(pool, choice, by);
  const names = new Map(known.map((each) => [each.id, each]));
  const current = await loadTallies(pool, choice, query, names);
  const previous = await loadTallies(pool, { ...choice, back: days }, query, names);
  const step = stepOf(query);
  const steps = stepsOf(query, step);
  if (by === "vehicle") for (const { id, isActive } of known) if (isActive) current.tallies.add(id);
  return {
    by,
    period: { from, to },
    before: { from: addDays(from, -days), to: from },
    isOngoing: await isOngoing(pool, choice),
    step,
    totals: figuresOfAll(current.tallies.all()),
    totalsBefore: figuresOfAll(previous.tallies.all()),
    series: seriesOf(steps, current.driven, await loadConsumption(pool, choice, steps)),
    rows: rowsOf(
      current.tallies,
      previous.tallies,
      names,
      distancesOf(steps, current.driven, names),
    ),
    asOf: now.toISOString(),
  };
};
