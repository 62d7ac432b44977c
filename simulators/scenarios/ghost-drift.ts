import { openScript, play } from "./script.ts";
import type { Scenario } from "./scenario.ts";

/**
 * A night in a yard between tall houses: the position wanders by tens of metres and shows walking
 * pace. Phones left in parked cars were seen to report up to 14 km/h (7.8 kn).
 */
export const ghostDrift: Scenario = {
  name: "ghost-drift",
  description:
    "a trip, nine hours parked under a drifting position, and a trip: nothing in between",
  play: (network, seed, startMs) => {
    const script = openScript(network, seed);
    script.park(10 * 60);
    script.turnKey();
    script.drive(10);
    script.turnKey();
    script.park(9 * 3_600);
    script.turnKey();
    script.drive(10);
    script.turnKey();
    script.park(15 * 60);
    return play(script, { seed, startMs }, { gps: { parkedDriftM: 25 } });
  },
};
