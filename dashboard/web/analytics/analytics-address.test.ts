import fc from "fast-check";
import { expect, test } from "vitest";
import { AnalyticsSort, AnalyticsSubject } from "../../../contracts/analytics.ts";
import { analyticsHref, readAnalyticsView } from "./analytics-address.ts";

const day = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const views = fc.record({
  days: fc.option(
    fc
      .tuple(day, day)
      .filter(([from, to]) => from < to)
      .map(([from, to]) => ({ from, to })),
    { nil: undefined },
  ),
  by: fc.constantFrom(...AnalyticsSubject.options),
  branchId: fc.oneof(fc.constant(""), fc.uuid()),
  sort: fc.constantFrom(...AnalyticsSort.options),
  descending: fc.boolean(),
  openId: fc.oneof(fc.constant(""), fc.constant("none"), fc.uuid()),
});

test("an address that is written is read as it was meant", () => {
  fc.assert(
    fc.property(views, (view) => {
      const href = analyticsHref(view);
      expect(readAnalyticsView(new URL(href, "http://x").search)).toEqual(view);
    }),
  );
});

test("what an address says wrong is as usual", () => {
  expect(readAnalyticsView("?from=2026-03-09&to=2026-03-02&by=wheel&sort=colour")).toEqual({
    ...{ days: undefined, by: "vehicle", branchId: "", sort: "distanceKm", descending: true },
    openId: "",
  });
});
