import { openScript, play, stageOf } from "./script.ts";
import type { Scenario } from "./scenario.ts";

/** A garden hose and gravity: some 0.6 l a minute for twenty minutes. */
const LITRES = 12;
const AFTER_S = 40 * 60;
const DURATION_S = 20 * 60;
/** Five heartbeats, which any reading of a level takes. */
const WITHIN_S = 5 * 60;
/** What has sunk must have stayed so for a while, or it was the slope the car stands on. */
const PROVEN_MS = 8 * 60_000;

/** Twelve litres through a hose while the car stands in the street at noon. */
export const siphoning: Scenario = {
  name: "siphoning",
  description: "twelve litres leave a parked car through a hose within twenty minutes",
  play: (network, seed, startMs) => {
    const script = openScript(network, seed);
    script.park(15 * 60);
    script.turnKey();
    script.drive(12);
    script.turnKey();
    const stand = script.park(2 * 3_600, {
      leaving: { litres: LITRES, fromS: AFTER_S, toS: AFTER_S + DURATION_S },
    });
    script.turnKey();
    script.drive(9);
    script.turnKey();
    script.park(20 * 60);
    return play(
      script,
      { seed, startMs },
      {
        detections: (stages) => {
          const fromMs = stageOf(stages, stand).startMs + AFTER_S * 1_000;
          const endMs = fromMs + DURATION_S * 1_000;
          const alert = { severity: "critical", byMs: endMs + PROVEN_MS } as const;
          return [
            {
              ...{ type: "drain", startMs: fromMs, endMs, withinS: WITHIN_S },
              litres: LITRES,
              alert,
            },
          ];
        },
      },
    );
  },
};
