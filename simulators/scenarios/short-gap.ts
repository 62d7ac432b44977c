import { openScript, play } from "./script.ts";
import type { Scenario } from "./scenario.ts";

/** The shortest gap between two trips in the enviroCar recordings: 4:13. */
const GAP_S = 4 * 60 + 13;

/** Two trips with a short errand between them, and no ignition wire to tell them apart. */
export const shortGap: Scenario = {
  name: "short-gap",
  description: "two trips 4:13 apart, seen without ignition: they stay two",
  play: (network, seed, startMs) => {
    const script = openScript(network, seed);
    script.park(10 * 60);
    script.drive(9);
    script.park(GAP_S);
    script.drive(8);
    script.park(15 * 60);
    return play(script, { seed, startMs }, { isWired: false });
  },
};
