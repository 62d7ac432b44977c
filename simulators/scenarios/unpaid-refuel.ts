import { openScript, play, stageOf } from "./script.ts";
import type { Scenario } from "./scenario.ts";

/** Three minutes at the pump, three of filling, three at the till or not. */
const STAND_S = 9 * 60;
const FILLED_SHARE = 0.25;

/** A car is filled up at a station, and nobody hands in a receipt. */
export const unpaidRefuel: Scenario = {
  name: "unpaid-refuel",
  description: "a quarter of the tank is filled up at a petrol station; no receipt ever comes",
  play: (network, seed, startMs) => {
    const script = openScript(network, seed);
    const litres = FILLED_SHARE * script.spec.tankLitres;
    script.park(15 * 60);
    script.turnKey();
    script.drive(11, { to: "station" });
    script.turnKey();
    const stand = script.park(STAND_S, { filledLitres: litres });
    script.turnKey();
    script.drive(10);
    script.turnKey();
    script.park(20 * 60);
    return play(
      script,
      { seed, startMs },
      {
        detections: (stages) => {
          // The middle third of the stand.
          const { startMs: arrivedMs } = stageOf(stages, stand);
          const thirdMs = (STAND_S * 1_000) / 3;
          const [fromMs, endMs] = [arrivedMs + thirdMs, arrivedMs + 2 * thirdMs];
          return [{ type: "refuel", startMs: fromMs, endMs, withinS: STAND_S, litres }];
        },
      },
    );
  },
};
