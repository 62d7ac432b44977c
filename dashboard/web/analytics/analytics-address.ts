import { AnalyticsSort, AnalyticsSubject } from "../../../contracts/analytics.ts";
import { type Days, readDays } from "../kit/period-days.ts";

/** What the address of the analytics page says. */
export type AnalyticsView = {
  /** First day and the day behind the last; undefined where the page may choose. */
  readonly days: Days | undefined;
  readonly by: AnalyticsSubject;
  /** Empty for every branch. */
  readonly branchId: string;
  readonly sort: AnalyticsSort;
  readonly descending: boolean;
  /** The car or driver that is open beside the table; empty for none. */
  readonly openId: string;
};

const DEFAULTS = { by: "vehicle", sort: "distanceKm" } as const;

/** Reads the query of an address; what it does not say, or says wrong, is as usual. */
export const readAnalyticsView = (query: string): AnalyticsView => {
  const parameters = new URLSearchParams(query);
  return {
    days: readDays(parameters),
    by: AnalyticsSubject.catch(DEFAULTS.by).parse(parameters.get("by")),
    branchId: parameters.get("branchId") ?? "",
    sort: AnalyticsSort.catch(DEFAULTS.sort).parse(parameters.get("sort")),
    descending: parameters.get("descending") !== "false",
    openId: parameters.get("open") ?? "",
  };
};

/** The address at which the page looks like that. */
export const analyticsHref = (view: AnalyticsView): string => {
  const parameters = new URLSearchParams(view.days);
  if (view.by !== DEFAULTS.by) parameters.set("by", view.by);
  if (view.branchId !== "") parameters.set("branchId", view.branchId);
  if (view.sort !== DEFAULTS.sort) parameters.set("sort", view.sort);
  if (!view.descending) parameters.set("descending", "false");
  if (view.openId !== "") parameters.set("open", view.openId);
  const query = parameters.toString();
  return query === "" ? "/analytics" : `/analytics?${query}`;
};

/** What the API is asked for: whose figures of which days. */
export const analyticsQuery = (
  { by, branchId }: AnalyticsView,
  days: { readonly from: string; readonly to: string },
): URLSearchParams => {
  const parameters = new URLSearchParams({ ...days, by });
  if (branchId !== "") parameters.set("branchId", branchId);
  return parameters;
};
