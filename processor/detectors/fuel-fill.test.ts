import { describe, expect, test } from "vitest";
import { aTank } from "./fuel-journey.ts";
import { tell } from "./testing.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

type Fill = { readonly pct: number; readonly waitMinutes: number; readonly minutes: number };

/** A fill with the engine running: how far off it is told, % of tank, and whether ± covers that. */
const tellFill = (seed: number, sloshPct: number, everyS: number, fill: Fill) => {
  const tank = aTank(NOON, { pct: 33 + (seed % 15), sloshPct, seed });
  tank.start().drive(20, 50, everyS).park(60).start().drive(25, 50, everyS);
  tank.idle(fill.waitMinutes, 0, everyS).idle(fill.minutes, fill.pct, everyS).idle(1.5, 0, everyS);
  const told = tell(tank.drive(20, 50, everyS).observations).detections;
  expect({ seed, told: told.map(({ type, certainty }) => `${certainty} ${type}`) }).toEqual({
    seed,
    told: ["confirmed refuel"],
  });
  const evidence = told[0]?.evidence ?? {};
  const offPct = Math.abs(Number(evidence["pct"]) - fill.pct);
  return { offPct, isHonest: offPct <= Number(evidence["uncertaintyPct"]) };
};

describe("a fill with the engine running", () => {
  test.each([
    [2, 10],
    [8, 10],
    [12, 5],
    [8, 30],
    [12, 30],
  ])(
    "with slosh of %i hundredths, read every %i s, is told as exactly as it says",
    (sloshPct, everyS) => {
      const fills = SEEDS.map((seed) =>
        tellFill(seed, sloshPct, everyS, {
          pct: 20 + ((seed * 13) % 40),
          waitMinutes: [0.3, 1, 2, 4][seed % 4] ?? 1,
          minutes: 1 + ((seed >> 2) % 4),
        }),
      );
      const share = (isSo: (fill: (typeof fills)[number]) => boolean) =>
        fills.filter(isSo).length / fills.length;
      expect(share(({ isHonest }) => isHonest)).toBeGreaterThanOrEqual(0.9);
      // The mean of the fifty readings of such a road, half a minute apart, is itself off by more.
      const leastShare = everyS <= 10 ? 0.95 : 0.5;
      expect(share(({ offPct }) => offPct <= 3)).toBeGreaterThanOrEqual(leastShare);
    },
  );
});
