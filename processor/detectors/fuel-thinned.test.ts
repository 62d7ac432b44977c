import { describe, expect, test } from "vitest";
import { aTank } from "./fuel-journey.ts";
import { tell } from "./testing.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE_MS = 60_000;
const INTERVALS_S = [30, 60];
const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

type Tank = ReturnType<typeof aTank>;
const changesOf = (tank: Tank) =>
  tell(tank.observations).detections.filter(({ type }) => type === "drain" || type === "refuel");
const confirmedOf = (tank: Tank) =>
  changesOf(tank).filter(({ certainty }) => certainty === "confirmed");

/** A car that sloshes, read so seldom on the road, and has been driven for a while. */
const aCarReadEvery = (everyS: number, seed: number, pct = 60) =>
  aTank(NOON, { seed, pct, sloshPct: 5 }).start().drive(25, 50, everyS);

describe.each(INTERVALS_S)("a tracker that sends every %i s on the road", (everyS) => {
  test.each([120, 300])(
    "a theft before the first of heartbeats every %i s is told within ten minutes of the first level behind it",
    (heartbeatS) => {
      for (const seed of SEEDS) {
        const tank = aCarReadEvery(everyS, seed);
        // The fuel goes between the turn of the key and the first reading of the stand.
        tank.park(heartbeatS / 60, { everyS: null, flowPct: -10 });
        tank.park(180, { everyS: heartbeatS });
        const startMs = tank.now();
        const told = confirmedOf(tank.drive(25, 50, everyS));
        expect({ seed, types: told.map(({ type }) => type) }).toEqual({ seed, types: ["drain"] });
        expect(told[0]?.detectedAtMs).toBeLessThan(startMs + 16 * MINUTE_MS);
        const { pct, uncertaintyPct } = told[0]?.evidence ?? {};
        expect(Math.abs(Number(pct) - 10)).toBeLessThanOrEqual(Number(uncertaintyPct));
      }
    },
  );

  test("a stand on a slope of as much is told to nobody", () => {
    for (const seed of SEEDS) {
      const tank = aCarReadEvery(everyS, seed).tilt(-10).park(180, { everyS: 300 });
      expect({ seed, told: confirmedOf(tank.drive(25, 50, everyS)) }).toEqual({ seed, told: [] });
    }
  });

  test("a theft after a fill that was driven on for a few minutes only is mostly said", () => {
    let said = 0;
    let told = 0;
    for (const seed of SEEDS) {
      const tank = aCarReadEvery(everyS, seed, 30);
      tank.park(30, { everyS: null, flowPct: 16 }).drive(8, 30, everyS);
      tank.park(180, { everyS: 300, hasLevel: false, flowPct: -10 }).drive(25, 30, everyS);
      const drains = changesOf(tank).filter(({ type }) => type === "drain");
      said += drains.length;
      told += drains.filter(({ certainty }) => certainty === "confirmed").length;
    }
    // At a minute a mean of six readings is too vague at times.
    expect(said / SEEDS.length).toBeGreaterThan(0.9);
    expect(told).toBeGreaterThan(everyS === 30 ? 15 : 4);
  });

  test("fuel that went where nobody had the time for it is on record as suspected", () => {
    for (const seed of SEEDS) {
      const tank = aCarReadEvery(everyS, seed);
      tank.park(0.9, { everyS: null, flowPct: -14 }).park(180, { everyS: 30 });
      const told = changesOf(tank.drive(25, 50, everyS));
      expect({ seed, told: told.map(({ type }) => type) }).toEqual({ seed, told: ["drain"] });
    }
  });
});
