import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Observation } from "../contracts/observation.ts";
import { tell } from "../processor/detectors/testing.ts";
import { readConfig } from "../simulators/config.ts";
import { joined, readCarObdSessions, type Session } from "./carobd-sessions.ts";
import { readCarObdTruth, type StandTruth } from "./carobd-truth.ts";
import { confirmedOf, drainTrier, type Trial } from "./drain-trier.ts";
import { drainTrials, LAYOUTS } from "./drain-trials.ts";
import { naiveFuelEvents } from "./naive-fuel.ts";

// Each folds months of recordings, which a slow machine with others on it takes minutes for.
vi.setConfig({ testTimeout: 180_000 });

const folder = readConfig(process.env).RECORDINGS_DIR;
const isPresent = existsSync(folder);
if (!isPresent)
  console.warn(`no recordings in ${folder} (RECORDINGS_DIR): their tests are skipped`);

/** The refuels' amounts are derived from single levels of a sloshing tank, % of tank. */
const REFUEL_ERROR_PCT = 5;
const THINNED_ERROR_PCT = 2;
const DRAIN_ERROR_PCT = 3;
const SEEDS = [1, 2, 3];

let sessions: Session[] = [];
let truth: StandTruth[] = [];
let tryDrain = drainTrier(sessions, truth);
beforeAll(async () => {
  if (!isPresent) return;
  sessions = await readCarObdSessions(folder);
  truth = await readCarObdTruth(folder);
  tryDrain = drainTrier(sessions, truth);
});

const confirmed = (observations: readonly Observation[]) => confirmedOf(tell(observations));
const trials = (pct: number, hasLevel = true): Trial[] =>
  SEEDS.flatMap((seed) => drainTrials(sessions, truth, pct, seed, hasLevel)).map(tryDrain);

/** Amounts are right, to the tenth that is told, and say how far off they may be. */
const expectAmounts = (found: readonly Trial[]): void => {
  const mostPct = Math.max(...found.map(({ errorPct }) => errorPct));
  expect(Math.round(mostPct * 10) / 10).toBeLessThanOrEqual(DRAIN_ERROR_PCT);
  expect(found.filter(({ isHonest }) => !isHonest)).toEqual([]);
};

describe.skipIf(!isPresent)("carOBD, the level of an ordinary float", () => {
  test.each(Object.entries(LAYOUTS))(
    "%s: every refuel, no drain, no leak",
    async (_name, layout) => {
      const laidOut = await readCarObdSessions(folder, layout);
      const found = confirmed(joined(laidOut));
      expect(found.map(({ type }) => type)).toEqual(["refuel", "refuel", "refuel", "refuel"]);
      const refuels = truth.filter(({ isRefuel }) => isRefuel);
      for (const [index, { session, jumpPct }] of refuels.entries()) {
        const startMs = laidOut.find(({ name }) => name === session)?.observations[0]?.tsMs ?? 0;
        const refuel = found[index];
        expect(refuel?.startMs).toBeLessThanOrEqual(startMs);
        expect(refuel?.endMs).toBeGreaterThanOrEqual(startMs - layout.parkedMs);
        // The label rests on the last levels of a drive, which a thinned recording lacks.
        const errorPct = REFUEL_ERROR_PCT + (layout.every > 1 ? THINNED_ERROR_PCT : 0);
        expect(Math.abs(Number(refuel?.evidence["pct"]) - jumpPct)).toBeLessThan(errorPct);
      }
    },
  );

  test("the difference of consecutive samples reports hundreds", () => {
    const { drops, rises } = naiveFuelEvents(joined(sessions), 5);
    expect(drops).toBeGreaterThan(50);
    expect(rises).toBeGreaterThan(50);
  });

  test.each([10, 15, 25])(
    "a theft of %i hundredths of the tank is always found, once, in time",
    (pct) => {
      const all = trials(pct);
      expect(all.length).toBeGreaterThan(30);
      expect(all.filter(({ isFound, inTime }) => !isFound || !inTime)).toEqual([]);
      expect(all.filter(({ others }) => others > 0)).toEqual([]);
      expectAmounts(all);
    },
  );

  test("a theft of 7 % of the tank is found at least seven times in ten", () => {
    const all = trials(7);
    const found = all.filter(({ isFound, inTime }) => isFound && inTime);
    expect(found.length / all.length).toBeGreaterThanOrEqual(0.7);
    expectAmounts(found);
    expect(all.filter(({ others }) => others > 0)).toEqual([]);
  });

  test.each([
    [30, 0],
    [30, 600],
    [120, 600],
    [300, 1_200],
    [600, 1_200],
  ])(
    "a hose put in within two minutes of parking, read every %i s, for %i s: found in time, mostly to the amount",
    (heartbeatS, overS) => {
      const all = [10, 15, 25].flatMap((pct) =>
        drainTrials(sessions, truth, pct, 1).map((drain) =>
          tryDrain({ ...drain, heartbeatS, overS, soonS: 120 }),
        ),
      );
      const exact = all.filter(({ errorPct }) => errorPct <= DRAIN_ERROR_PCT);
      expect(all.filter(({ isFound, inTime }) => !isFound || !inTime)).toEqual([]);
      expect(exact.length / all.length).toBeGreaterThan(0.9);
      expect(all.filter(({ others }) => others > 0)).toEqual([]);
    },
  );

  test("heartbeats without a theft alert nobody", () => {
    for (const hasLevel of [true, false]) {
      const all = SEEDS.flatMap((seed) => drainTrials(sessions, truth, 0, seed, hasLevel));
      expect(all.map(tryDrain).filter(({ isFound, others }) => isFound || others > 0)).toEqual([]);
    }
  });

  test("nor do heartbeats that read what the sloshing road showed last", () => {
    const all = SEEDS.flatMap((seed) => drainTrials(sessions, truth, 0, seed)).map((drain) =>
      tryDrain({ ...drain, parkedLevel: "last" }),
    );
    expect(all.filter(({ isFound, others }) => isFound || others > 0)).toEqual([]);
  });

  describe("with heartbeats that know no level, the next start tells", () => {
    test.each([
      [7, 0.7],
      [10, 1],
      [15, 1],
      [25, 1],
    ])("of thefts of %i hundredths at least the share %f, and of nothing else", (pct, share) => {
      const all = trials(pct, false);
      const found = all.filter(({ isFound, inTime }) => isFound && inTime);
      expect(found.length / all.length).toBeGreaterThanOrEqual(share);
      expectAmounts(found);
      expect(all.filter(({ others }) => others > 0)).toEqual([]);
    });
  });
});
