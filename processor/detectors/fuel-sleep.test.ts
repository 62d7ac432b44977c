import { expect, test } from "vitest";
import type { Observation } from "../../contracts/observation.ts";
import { aTank } from "./fuel-journey.ts";
import { tell } from "./testing.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE_MS = 60_000;
const SEEDS = [1, 2, 3, 4, 5];

type Tank = ReturnType<typeof aTank>;

const onTheRoad = (seed: number): Tank =>
  aTank(NOON, { seed, pct: 70 }).start().drive(25).park(60).start().drive(20).idle(2);

/** What a tracker passes on whose gauge sleeps while the ignition is off: the last of the road. */
const asleepWhileParked = (observations: readonly Observation[]): Observation[] => {
  let lastPct: number | undefined;
  return observations.map((each) => {
    if (each.ignition !== false) lastPct = each.fuelPct;
    return each.ignition === false && lastPct !== undefined ? { ...each, fuelPct: lastPct } : each;
  });
};
const confirmed = (observations: readonly Observation[]) =>
  tell(observations).detections.filter(
    ({ type, certainty }) => type === "drain" && certainty === "confirmed",
  );

test("a theft that a sleeping gauge shows at the start lies between parking and the start", () => {
  for (const seed of SEEDS) {
    const tank = onTheRoad(seed);
    const parkedMs = tank.now();
    tank.park(600, { everyS: 600, flowPct: -20 });
    const startedMs = tank.now();
    const told = confirmed(asleepWhileParked(tank.start().drive(30).observations));
    expect(told).toHaveLength(1);
    expect(told[0]?.startMs).toBe(parkedMs);
    expect(told[0]?.evidence["wasGaugeAsleep"]).toBe(true);
    expect(told[0]?.endMs).toBeGreaterThanOrEqual(startedMs);
    expect(told[0]?.endMs).toBeLessThan(startedMs + MINUTE_MS);
  }
});

test("one that a waking gauge shows live has its time, however still the level was before", () => {
  for (const seed of SEEDS) {
    const tank = onTheRoad(seed);
    const parkedMs = tank.now();
    tank.park(600, { everyS: 600, flowPct: -20 }).start().drive(30);
    const told = confirmed(tank.observations);
    expect(told).toHaveLength(1);
    expect(told[0]?.startMs).toBeGreaterThanOrEqual(parkedMs + 280 * MINUTE_MS);
    expect(told[0]?.evidence).not.toHaveProperty("wasGaugeAsleep");
  }
});
