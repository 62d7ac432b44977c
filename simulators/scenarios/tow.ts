import { HEARTBEAT_S, openScript, play, stageOf } from "./script.ts";
import type { Scenario } from "./scenario.ts";

/** Far enough from where it stood, and for long enough, that it is no drift. */
const CERTAIN_MS = 2 * 60_000;

/** A parked car is carried off on a lorry: it moves, its wheels and its engine do not. */
export const tow: Scenario = {
  name: "tow",
  description: "a parked car is carried away with the key off",
  play: (network, seed, startMs) => {
    const script = openScript(network, seed);
    script.park(15 * 60);
    script.turnKey();
    script.drive(10);
    script.turnKey();
    script.park(45 * 60);
    const ride = script.tow(9);
    script.park(30 * 60);
    return play(
      script,
      { seed, startMs },
      {
        detections: (stages) => {
          const { startMs: fromMs, endMs } = stageOf(stages, ride);
          const alert = { severity: "critical", byMs: fromMs + CERTAIN_MS } as const;
          return [{ type: "tow", startMs: fromMs, endMs, withinS: HEARTBEAT_S, alert }];
        },
      },
    );
  },
};
