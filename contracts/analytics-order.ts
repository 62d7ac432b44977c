import type { AnalyticsRow, AnalyticsSort, UseFigures } from "./analytics.ts";

const valueOf = (figures: UseFigures, sort: Exclude<AnalyticsSort, "name">): number | null =>
  sort === "score" ? figures.score.points : figures[sort];

const compareNames = (one: AnalyticsRow, other: AnalyticsRow): number =>
  (one.name ?? "").localeCompare(other.name ?? "", "en") || (one.id < other.id ? -1 : 1);

/** Rows in order of a column; what is not known stands last either way, equals stand by name. */
export const inOrder = (
  rows: readonly AnalyticsRow[],
  sort: AnalyticsSort,
  descending: boolean,
): AnalyticsRow[] => {
  const sign = descending ? -1 : 1;
  return rows.toSorted((one, other) => {
    if (sort === "name") return sign * compareNames(one, other);
    const [mine, theirs] = [valueOf(one.figures, sort), valueOf(other.figures, sort)];
    if (mine === null || theirs === null) {
      return Number(mine === null) - Number(theirs === null) || compareNames(one, other);
    }
    return sign * (mine - theirs) || compareNames(one, other);
  });
};
