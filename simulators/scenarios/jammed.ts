import type { Sample } from "../../contracts/telemetry.ts";
import type { Stage } from "../models/life.ts";
import { motionAt } from "../models/speed-profile.ts";
import { HEARTBEAT_S, openScript, play, stageOf } from "./script.ts";
import type { Scenario } from "./scenario.ts";

/** The jammer is switched on at speed, in the second third of the drive. */
const SPEED_MPS = 10;
const DURATION_S = 5 * 60;
/** A tracker that knows jamming takes about a minute to be sure of it. */
const SURE_AFTER_S = 60;

type Period = { readonly fromMs: number; readonly toMs: number };

const jammedPeriod = ({ step, startMs }: Stage): Period => {
  if (step.kind !== "drive") throw new Error("jamming needs a drive");
  const { profile, durationS } = step.load();
  let second = Math.floor(durationS / 3);
  while (second < durationS && motionAt(profile, second).speedMps < SPEED_MPS) second++;
  const fromMs = startMs + second * 1_000;
  return { fromMs, toMs: fromMs + DURATION_S * 1_000 };
};

/** The receiver hears noise only; what comes over wires is as before. */
const withoutSky = (sample: Sample, isSure: boolean): Sample => ({
  ...sample,
  lat: undefined,
  lon: undefined,
  speedKmh: undefined,
  headingDeg: undefined,
  altitudeM: undefined,
  accuracyM: undefined,
  hdop: undefined,
  satellites: 0,
  ...(isSure && { event: "jamming" }),
});

const jam = (samples: readonly Sample[], { fromMs, toMs }: Period): Sample[] => {
  const sure = samples.find(({ tsMs }) => tsMs >= fromMs + SURE_AFTER_S * 1_000);
  return samples.map((sample) =>
    sample.tsMs >= fromMs && sample.tsMs < toMs ? withoutSky(sample, sample === sure) : sample,
  );
};

/** Five minutes of a drive under a jammer: the satellites vanish at once, the messages go on. */
export const jammed: Scenario = {
  name: "jammed",
  description: "a jammer blinds the receiver of a driving car for five minutes",
  play: (network, seed, startMs) => {
    const script = openScript(network, seed);
    script.park(15 * 60);
    script.turnKey();
    const blind = script.drive(16);
    script.turnKey();
    script.park(20 * 60);
    script.turnKey();
    script.drive(8);
    script.turnKey();
    script.park(15 * 60);
    return play(
      script,
      { seed, startMs },
      {
        tamper: (samples, stages) => jam(samples, jammedPeriod(stageOf(stages, blind))),
        detections: (stages) => {
          const { fromMs, toMs } = jammedPeriod(stageOf(stages, blind));
          const alert = { severity: "critical", byMs: fromMs + 2 * SURE_AFTER_S * 1_000 } as const;
          return [
            { type: "gnss_jamming", startMs: fromMs, endMs: toMs, withinS: HEARTBEAT_S, alert },
          ];
        },
      },
    );
  },
};
