import { openScript, play } from "./script.ts";
import type { Scenario } from "./scenario.ts";

/** Three trips with the key as it should be, six minutes of idling inside the second. */
export const ordinaryDay: Scenario = {
  name: "ordinary-day",
  description: "three trips of one car, one of them with six minutes of idling inside",
  play: (network, seed, startMs) => {
    const script = openScript(network, seed);
    script.park(15 * 60);
    script.turnKey();
    script.drive(12);
    script.turnKey();
    script.park(25 * 60);
    script.turnKey();
    script.drive(8);
    script.idle(6 * 60);
    script.drive(7);
    script.turnKey();
    script.park(40 * 60);
    script.turnKey();
    script.drive(10);
    script.turnKey();
    script.park(20 * 60);
    return play(script, { seed, startMs });
  },
};
