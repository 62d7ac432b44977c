import type { Sample } from "../../contracts/telemetry.ts";
import type { Stage } from "../models/life.ts";
import { asTheyCome, openScript, play } from "./script.ts";
import type { Scenario, ScenarioMessage } from "./scenario.ts";

/** No network for this long in the middle of the drive; longer than silence that ends a trip, s. */
const SILENCE_S = 240;
/** The tracker empties its memory this long after it is back, s. */
const BACKLOG_AFTER_S = 30;
/** Samples a tracker puts into one message of its backlog. */
const BACKLOG_BATCH = 10;

const lateNewestFirst = (
  samples: readonly Sample[],
  stages: readonly Stage[],
): ScenarioMessage[] => {
  const drive = stages.find(({ step }) => step.kind === "drive");
  if (drive === undefined) throw new Error("the tunnel needs a drive to lie in");
  const fromMs = (drive.startMs + drive.endMs) / 2 - (SILENCE_S * 1_000) / 2;
  const toMs = fromMs + SILENCE_S * 1_000;
  const isKept = ({ tsMs }: Sample): boolean => tsMs >= fromMs && tsMs < toMs;
  const kept = samples.filter(isKept).toReversed();
  const backlog = Array.from({ length: Math.ceil(kept.length / BACKLOG_BATCH) }, (_, batch) => ({
    sentAtMs: toMs + BACKLOG_AFTER_S * 1_000 + batch,
    samples: kept.slice(batch * BACKLOG_BATCH, (batch + 1) * BACKLOG_BATCH),
  }));
  const live = asTheyCome(samples.filter((sample) => !isKept(sample)));
  return [...live, ...backlog].sort((one, other) => one.sentAtMs - other.sentAtMs);
};

/** Four minutes without network in a drive; the backlog follows newest first, as Teltonika sends. */
export const tunnel: Scenario = {
  name: "tunnel",
  description: "four minutes of a drive arrive late and newest first: the routes stay the same",
  play: (network, seed, startMs) => {
    const script = openScript(network, seed);
    script.park(10 * 60);
    script.turnKey();
    script.drive(14);
    script.turnKey();
    script.park(15 * 60);
    script.turnKey();
    script.drive(9);
    script.turnKey();
    script.park(15 * 60);
    return play(script, { seed, startMs }, { deliver: lateNewestFirst });
  },
};
