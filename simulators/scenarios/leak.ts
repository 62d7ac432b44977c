import { openScript, play, stageOf } from "./script.ts";
import type { Scenario } from "./scenario.ts";

/** A fuel line that drips: 0.4 l/h, more than ten drops a second. */
const LITRES_PER_HOUR = 0.4;
/** Each rest alone loses less than a thief would take, and less than a sender could prove. */
const REST_S = 6.5 * 3_600;
const RESTS = 4;
/** One slow fall may be a cooling tank and two a coincidence: the third tells, … */
const TELLING_REST = 2;
/** … after six hours of it: what falls in less, a sender cannot prove. */
const PROVEN_MS = 6.2 * 3_600_000;
/** An hour loses less than the sender can show. */
const WITHIN_S = 3_600;

/** A car that loses a little fuel wherever it stands, for more than a day. */
export const leak: Scenario = {
  name: "leak",
  description: "0.4 litres an hour drip from the car through four long stands",
  play: (network, seed, startMs) => {
    const script = openScript(network, seed);
    const litres = (LITRES_PER_HOUR * REST_S) / 3_600;
    const rests: number[] = [];
    for (let rest = 0; rest < RESTS; rest++) {
      script.turnKey();
      script.drive(9);
      script.turnKey();
      rests.push(script.park(REST_S, { leaving: { litres, fromS: 0, toS: REST_S } }));
    }
    return play(
      script,
      { seed, startMs },
      {
        detections: (stages) => {
          const { startMs: fromMs } = stageOf(stages, rests[0] ?? 0);
          const byMs = stageOf(stages, rests[TELLING_REST] ?? 0).startMs + PROVEN_MS;
          return [
            {
              type: "leak",
              startMs: fromMs,
              endMs: null,
              withinS: WITHIN_S,
              litres: RESTS * litres,
              alert: { severity: "warning", byMs },
            },
          ];
        },
      },
    );
  },
};
