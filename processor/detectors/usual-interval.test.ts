import { expect, test } from "vitest";
import { initialInterval, isKnown, learnInterval } from "./usual-interval.ts";

const learnt = (gaps: readonly number[]): number => {
  const usual = initialInterval();
  for (const gap of gaps) learnInterval(usual, gap);
  return usual.ms;
};
const repeated = (count: number, ...gaps: number[]): number[] =>
  Array.from({ length: count }, () => gaps).flat();

test("three intervals make it known", () => {
  const usual = initialInterval();
  learnInterval(usual, 5_000);
  learnInterval(usual, 5_000);
  expect(isKnown(usual)).toBe(false);
  learnInterval(usual, 5_000);
  expect(isKnown(usual)).toBe(true);
});

test("a steady reporter has its own interval", () => {
  expect(learnt(repeated(50, 30_000))).toBe(30_000);
});

test("one silence of three days is no habit", () => {
  expect(learnt([...repeated(50, 5_000), 260_000_000])).toBeLessThan(7_000);
});

test("a tracker that reports often in bends and rarely on straights may be as silent as there", () => {
  expect(learnt(repeated(30, 5_000, 5_000, 60_000))).toBeGreaterThan(20_000);
});

test("an unlucky beginning is forgotten", () => {
  expect(learnt([36_000_000, ...repeated(400, 5_000)])).toBe(5_000);
});
