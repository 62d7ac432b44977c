import { openScript, play, stageOf } from "./script.ts";
import type { Scenario } from "./scenario.ts";

/** Three hours into the night somebody opens the drain plug: so much of the tank in minutes. */
const STOLEN_SHARE = 0.25;
const AFTER_S = 3 * 3_600;
const DURATION_S = 4 * 60;
/** Five heartbeats, which any reading of a level takes. */
const WITHIN_S = 5 * 60;
/** What has sunk must have stayed so for a while, or it was the slope the car stands on. */
const PROVEN_MS = 10 * 60_000;

/** A quarter of a tank gone within four minutes of a night. */
export const theftAtNight: Scenario = {
  name: "theft-at-night",
  description: "a quarter of the tank leaves a parked car within four minutes of the night",
  play: (network, seed, startMs) => {
    const script = openScript(network, seed);
    const litres = STOLEN_SHARE * script.spec.tankLitres;
    script.park(15 * 60);
    script.turnKey();
    script.drive(11);
    script.turnKey();
    const night = script.park(8 * 3_600, {
      leaving: { litres, fromS: AFTER_S, toS: AFTER_S + DURATION_S },
    });
    script.turnKey();
    script.drive(8);
    script.turnKey();
    script.park(15 * 60);
    return play(
      script,
      { seed, startMs },
      {
        detections: (stages) => {
          const fromMs = stageOf(stages, night).startMs + AFTER_S * 1_000;
          const endMs = fromMs + DURATION_S * 1_000;
          const alert = { severity: "critical", byMs: endMs + PROVEN_MS } as const;
          return [{ type: "drain", startMs: fromMs, endMs, withinS: WITHIN_S, litres, alert }];
        },
      },
    );
  },
};
