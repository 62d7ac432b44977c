import type { Analytics, AnalyticsRow, UseFigures } from "../../contracts/analytics.ts";
import { CSV_BEGINNING, csvLine } from "./csv.ts";

/** The columns of figures, under names that carry their unit. */
const FIGURES: Readonly<Record<string, (figures: UseFigures) => number | string | null>> = {
  distanceKm: ({ distanceKm }) => distanceKm,
  routes: ({ routes }) => routes,
  drivingS: ({ drivingS }) => drivingS,
  idlingS: ({ idlingS }) => idlingS,
  idlingLitres: ({ idlingLitres }) => idlingLitres,
  standS: ({ standS }) => standS,
  movingShare: ({ movingShare }) => movingShare,
  usedShare: ({ usedShare }) => usedShare,
  rentedShare: ({ rentedShare }) => rentedShare,
  consumedLitres: ({ consumedLitres }) => consumedLitres,
  litresPer100Km: ({ litresPer100Km }) => litresPer100Km,
  score: ({ score }) => score.points,
  scoreConfidence: ({ score }) => score.confidence,
};
const NAMES = Object.keys(FIGURES);
const VALUES = Object.values(FIGURES);

/** Lines that go out in one piece. */
const LINES_AT_ONCE = 200;

const lineOf = ({ id, name, detail, figures, before }: AnalyticsRow): string =>
  csvLine([
    ...[id, name, detail],
    ...VALUES.map((value) => value(figures)),
    ...VALUES.map((value) => value(before)),
  ]);

/** The rows as CSV, each with its figures and those of the period before. */
export const writeAnalytics = function* (rows: readonly AnalyticsRow[]): Generator<string> {
  const before = NAMES.map((name) => `before_${name}`);
  yield CSV_BEGINNING + csvLine(["id", "name", "detail", ...NAMES, ...before]);
  for (let from = 0; from < rows.length; from += LINES_AT_ONCE)
    yield rows
      .slice(from, from + LINES_AT_ONCE)
      .map(lineOf)
      .join("");
};

const DAY_MS = 86_400_000;

/** `analytics-vehicle_2026-03-01_2026-03-31.csv`: the last day is one that counts. */
export const analyticsFileName = ({ by, period: { from, to } }: Analytics): string => {
  const lastDay = new Date(Date.parse(to) - DAY_MS).toISOString().slice(0, from.length);
  return `analytics-${by}_${[...new Set([from, lastDay])].join("_")}.csv`;
};
