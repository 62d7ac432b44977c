import { describe, expect, test } from "vitest";
import { aTank } from "./fuel-journey.ts";
import { tell } from "./testing.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);
/** Damping of dashboards: most of the way in one to ten minutes, s. */
const LAGS_S = [60, 120, 300, 600];

type Tank = ReturnType<typeof aTank>;

const onTheRoad = (seed: number, lagS: number) =>
  aTank(NOON, { lagS, seed, pct: 38 + (seed % 20), sloshPct: 2 + (seed % 11) })
    .start()
    .drive(30)
    .park(60)
    .start()
    .drive(30);
const confirmed = (tank: Tank) =>
  tell(tank.observations).detections.filter(({ certainty }) => certainty === "confirmed");

/** What a tank came to, as told: by how much it is off, % of tank, and whether ± covers that. */
const toldOf = (tank: Tank, type: string, pct: number) => {
  const told = confirmed(tank);
  expect(told.map((each) => each.type)).toEqual([type]);
  const evidence = told[0]?.evidence ?? {};
  const offPct = Math.abs(Number(evidence["pct"]) - pct);
  return { offPct, isHonest: offPct <= Number(evidence["uncertaintyPct"]) };
};
const share = <T>(all: readonly T[], isSo: (one: T) => boolean): number =>
  all.filter(isSo).length / all.length;

describe.each(LAGS_S)("a gauge damped by %i s", (lagS) => {
  const drivesOn: Record<string, (tank: Tank) => Tank> = {
    "on one long way": (tank) => tank.start().drive(75),
    "parked again before the gauge has arrived": (tank) =>
      tank.start().drive(12).park(180).start().drive(70),
    "with the engine left running at the pump": (tank) => tank.idle(7).drive(70),
  };

  test.each(Object.entries(drivesOn))("tells a fill, right when it has settled: %s", (_, drive) => {
    const fills = SEEDS.map((seed) => {
      const pct = 20 + ((seed * 7) % 25);
      const tank = onTheRoad(seed, lagS).park(7, { everyS: null, flowPct: pct });
      return toldOf(drive(tank), "refuel", pct);
    });
    expect(share(fills, ({ isHonest }) => isHonest)).toBeGreaterThanOrEqual(0.9);
    expect(share(fills, ({ offPct }) => offPct <= 3)).toBeGreaterThanOrEqual(0.9);
  });

  test("tells no part of a fill for the whole while it creeps", () => {
    for (const minutes of [4, 8, 12, 16, 24]) {
      const told = SEEDS.flatMap((seed) => {
        const tank = onTheRoad(seed, lagS).park(7, { everyS: null, flowPct: 30 });
        return confirmed(tank.start().drive(minutes));
      });
      const honest = told.filter(
        ({ evidence }) =>
          Math.abs(Number(evidence["pct"]) - 30) <= Number(evidence["uncertaintyPct"]),
      );
      expect(honest.length).toBeGreaterThanOrEqual(0.9 * told.length);
    }
  });

  test("tells a theft, which shows once the car is driven", () => {
    const thefts = SEEDS.map((seed) => {
      const tank = onTheRoad(seed, lagS).park(240, { hasLevel: false, flowPct: -22 });
      return toldOf(tank.start().drive(75), "drain", 22);
    });
    expect(share(thefts, ({ isHonest }) => isHonest)).toBeGreaterThanOrEqual(0.9);
  });

  test("tells nothing of slopes and nights", () => {
    for (const seed of SEEDS) {
      const tank = onTheRoad(seed, lagS).tilt(-4).park(300).start().drive(20);
      tank.tilt(4).park(600).start().drive(30, 90).park(30).start().drive(60, 100);
      expect(confirmed(tank)).toEqual([]);
    }
  });
});
