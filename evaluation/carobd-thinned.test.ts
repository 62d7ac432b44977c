import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { readConfig } from "../simulators/config.ts";
import { readCarObdSessions, type Session } from "./carobd-sessions.ts";
import { readCarObdTruth, type StandTruth } from "./carobd-truth.ts";
import { drainTrier, type Trial } from "./drain-trier.ts";
import { drainTrials, LAYOUTS } from "./drain-trials.ts";

vi.setConfig({ testTimeout: 180_000 });

const folder = readConfig(process.env).RECORDINGS_DIR;
const isPresent = existsSync(folder);
const SEEDS = [101, 102, 103];
/** A mean of the road takes five minutes, and a reading more. */
const ROAD_LEVEL_S = 360;

const shareOf = (trials: readonly Trial[], holds: (trial: Trial) => boolean): number =>
  trials.filter(holds).length / trials.length;

describe.skipIf(!isPresent).each(["every 10 s", "every 30 s", "every minute"])(
  "carOBD read %s",
  (name) => {
    let recorded: Session[] = [];
    let sessions: Session[] = [];
    let truth: StandTruth[] = [];
    beforeAll(async () => {
      recorded = await readCarObdSessions(folder);
      sessions = await readCarObdSessions(folder, LAYOUTS[name]);
      truth = await readCarObdTruth(folder);
    });
    const trials = (pct: number, hasLevel: boolean) => {
      const tryDrain = drainTrier(sessions, truth, ROAD_LEVEL_S);
      return SEEDS.flatMap((seed) =>
        drainTrials(recorded, truth, pct, seed, hasLevel).map((drain) => ({
          ...{ pct, hasLevel, seed: drain.seed, stand: drain.beforeSession },
          ...tryDrain(drain),
        })),
      );
    };

    test.each([true, false])(
      "a theft of a tenth of the tank or more is always found, once, mostly in time (heartbeats with a level: %s)",
      (hasLevel) => {
        const all = [10, 15, 25].flatMap((pct) => trials(pct, hasLevel));
        expect(all.length).toBeGreaterThan(100);
        expect(all.filter(({ isFound }) => !isFound)).toEqual([]);
        // At one stand the road behind it stops and goes, so that its levels take longer.
        expect(shareOf(all, ({ inTime }) => inTime)).toBeGreaterThan(0.95);
        expect(all.filter(({ others }) => others > 0)).toEqual([]);
        expect(shareOf(all, ({ errorPct }) => errorPct <= 3)).toBeGreaterThan(0.85);
        expect(shareOf(all, ({ isHonest }) => isHonest)).toBeGreaterThan(0.95);
        expect(Math.max(...all.map(({ errorPct }) => errorPct))).toBeLessThan(4.5);
      },
    );
  },
);
