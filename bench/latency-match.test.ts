import { expect, test } from "vitest";
import { matchArrivals } from "./latency-match.ts";

test("an observation has arrived with the first state that is as new or newer", () => {
  const arrivals = [
    { tsMs: 100, atMs: 130 },
    { tsMs: 300, atMs: 350 }, // stands for the one at 200 too
    { tsMs: 300, atMs: 550 },
  ];
  expect(matchArrivals([100, 200, 300], arrivals)).toEqual({
    latenciesMs: [30, 150, 50],
    unseen: 0,
  });
});

test("what no state covers is unseen, and states from before count for nothing", () => {
  const arrivals = [
    { tsMs: 50, atMs: 60 },
    { tsMs: 100, atMs: 130 },
  ];
  expect(matchArrivals([100, 200], arrivals)).toEqual({ latenciesMs: [30], unseen: 1 });
  expect(matchArrivals([100], [])).toEqual({ latenciesMs: [], unseen: 1 });
});
