import fc from "fast-check";
import { expect, test } from "vitest";
import { type AnalyticsRow, AnalyticsSort, type UseFigures } from "./analytics.ts";
import { inOrder } from "./analytics-order.ts";

const figures = (value: number | null): UseFigures => ({
  ...{ distanceKm: value ?? 0, routes: value ?? 0, drivingS: value ?? 0, idlingS: value ?? 0 },
  ...{ idlingLitres: null, standS: null, watchedS: 0, watchedDays: 0, usedDays: 0 },
  ...{ movingShare: value, usedShare: value, rentedShare: value, consumedLitres: value },
  ...{ measuredKm: 0, litresPer100Km: value },
  score: { points: value, marginPoints: null, confidence: "low", parts: [] },
});
const row = (id: string, value: number | null): AnalyticsRow => ({
  ...{ id, name: id, detail: null, distances: [] },
  ...{ figures: figures(value), before: figures(null) },
});
const idsOf = (rows: readonly AnalyticsRow[]): string[] => rows.map(({ id }) => id);

test("what is not known stands last, whichever way the others stand", () => {
  const rows = [row("a", null), row("b", 2), row("c", 1), row("d", null)];
  expect(idsOf(inOrder(rows, "score", true))).toEqual(["b", "c", "a", "d"]);
  expect(idsOf(inOrder(rows, "score", false))).toEqual(["c", "b", "a", "d"]);
});

test("any order is the same whatever order the rows came in", () => {
  const values = fc.uniqueArray(fc.tuple(fc.uuid(), fc.option(fc.nat(5))), {
    selector: ([id]) => id,
  });
  fc.assert(
    fc.property(
      values,
      fc.constantFrom(...AnalyticsSort.options),
      fc.boolean(),
      (all, sort, way) => {
        const rows = all.map(([id, value]) => row(id, value));
        const once = idsOf(inOrder(rows, sort, way));
        expect(idsOf(inOrder(rows.toReversed(), sort, way))).toEqual(once);
      },
    ),
  );
});
