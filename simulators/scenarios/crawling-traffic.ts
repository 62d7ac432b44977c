import type { Path } from "../models/path.ts";
import type { Hold } from "../models/speed-profile.ts";
import { openScript, play } from "./script.ts";
import type { Scenario } from "./scenario.ts";

/** The longest standstill inside a trip seen in recordings of real cars is 162 s. */
const LONG_HOLD_S = 160;
const SHORT_HOLD_S = 35;
/** Distance between two standstills of the queue, m. */
const CREEP_M = 180;
/** Every so many of them is a long one. */
const LONG_EVERY = 6;

const stopAndGo = (path: Path): Hold[] =>
  Array.from({ length: Math.floor(path.lengthM / CREEP_M) - 1 }, (_, index) => ({
    atM: (index + 1) * CREEP_M,
    waitS: index % LONG_EVERY === LONG_EVERY - 1 ? LONG_HOLD_S : SHORT_HOLD_S,
  }));

/** One trip through a queue, the engine running; no standstill of it is a stop. */
export const crawlingTraffic: Scenario = {
  name: "crawling-traffic",
  description: "one trip with standstills of 35 and 160 seconds every 180 m: still one trip",
  play: (network, seed, startMs) => {
    const script = openScript(network, seed);
    script.park(10 * 60);
    script.turnKey();
    script.drive(9, { holds: stopAndGo });
    script.turnKey();
    script.park(15 * 60);
    return play(script, { seed, startMs }, { isWired: false });
  },
};
