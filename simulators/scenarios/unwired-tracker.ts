import { openScript, play } from "./script.ts";
import type { Scenario } from "./scenario.ts";

/** A tracker that was only stuck into the car: it knows positions, not the key. */
export const unwiredTracker: Scenario = {
  name: "unwired-tracker",
  description: "two trips seen by a tracker without ignition, odometer or any other wire",
  play: (network, seed, startMs) => {
    const script = openScript(network, seed);
    script.park(15 * 60);
    script.turnKey();
    script.drive(12);
    script.turnKey();
    script.park(12 * 60);
    script.turnKey();
    script.drive(9);
    script.turnKey();
    script.park(15 * 60);
    return play(script, { seed, startMs }, { isWired: false });
  },
};
