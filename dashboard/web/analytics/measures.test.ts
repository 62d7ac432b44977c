import { beforeAll, expect, test } from "vitest";
import type { UseFigures } from "../../../contracts/analytics.ts";
import { changeOf, measureText } from "./measures.ts";
import { analyticsText } from "./text.ts";

beforeAll(() => analyticsText.load());

const figures = (overrides: Partial<UseFigures>): UseFigures => ({
  ...{ distanceKm: 100, routes: 4, drivingS: 7_200, idlingS: 600, idlingLitres: null },
  ...{ standS: null, watchedS: 86_400, watchedDays: 1, usedDays: 1, movingShare: 0.5 },
  ...{ usedShare: 1, rentedShare: null, consumedLitres: null, measuredKm: 0 },
  ...{ litresPer100Km: 6 },
  score: { points: 80, marginPoints: 2, confidence: "high", parts: [] },
  ...overrides,
});

test("a change says how much, which way and whether that is good", () => {
  const change = (now: Partial<UseFigures>, name: Parameters<typeof changeOf>[0]) =>
    changeOf(name, figures(now), figures({}));
  expect(change({ distanceKm: 125 }, "distanceKm")).toEqual({
    ...{ direction: "up", tone: "neither", words: "25% more" },
  });
  expect(change({ idlingS: 300 }, "idlingS")).toMatchObject({ direction: "down", tone: "good" });
  expect(change({ litresPer100Km: 9 }, "litresPer100Km")).toMatchObject({ tone: "bad" });
  expect(change({ movingShare: 0.62 }, "movingShare")).toEqual({
    ...{ direction: "up", tone: "good", words: "12.0 percentage points more" },
  });
});

test("what is as before, or has nothing before, is said so", () => {
  const same = figures({ distanceKm: 100.2 });
  expect(changeOf("distanceKm", same, figures({}))).toMatchObject({ words: "As before" });
  const none = { direction: "none", words: "Nothing to compare with" };
  expect(changeOf("distanceKm", same, figures({ distanceKm: 0 }))).toMatchObject(none);
  expect(changeOf("rentedShare", same, figures({}))).toMatchObject(none);
});

test("a figure that is not known is a dash", () => {
  expect(measureText("rentedShare", figures({}))).toBe("–");
  expect(measureText("litresPer100Km", figures({}))).toBe("6.0 l/100 km");
});
