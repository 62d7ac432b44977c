import type { Sample } from "../../contracts/telemetry.ts";
import type { Stage } from "../models/life.ts";
import { HEARTBEAT_S, openScript, play, stageOf } from "./script.ts";
import type { Scenario } from "./scenario.ts";

const AFTER_MS = 50 * 60_000;
const DURATION_MS = 40 * 60_000;
/** What the backup battery of a tracker loses in a minute of reporting, %. */
const PCT_PER_MINUTE = 0.25;

type Period = { readonly fromMs: number; readonly toMs: number };

/** Off its plug a tracker has its own battery and antenna, and nothing of the car. */
const offThePlug = (sample: Sample, { fromMs }: Period, isFirst: boolean): Sample => ({
  ...sample,
  odometerKm: undefined,
  engineHours: undefined,
  fuelPct: undefined,
  fuelLitres: undefined,
  rpm: undefined,
  externalV: 0,
  batteryPct: Math.round(100 - ((sample.tsMs - fromMs) / 60_000) * PCT_PER_MINUTE),
  ...(isFirst && { event: "unplugged" }),
});

const unplug = (samples: readonly Sample[], period: Period): Sample[] => {
  const first = samples.find(({ tsMs }) => tsMs >= period.fromMs);
  return samples.map((sample) =>
    sample.tsMs >= period.fromMs && sample.tsMs < period.toMs
      ? offThePlug(sample, period, sample === first)
      : sample,
  );
};

/** The tracker of a parked car is pulled off its plug, and put back forty minutes later. */
export const unplugged: Scenario = {
  name: "unplugged",
  description: "a parked car's tracker is without the car's battery for forty minutes",
  play: (network, seed, startMs) => {
    const script = openScript(network, seed);
    script.park(15 * 60);
    script.turnKey();
    script.drive(10);
    script.turnKey();
    const stand = script.park(2 * 3_600);
    script.turnKey();
    script.drive(8);
    script.turnKey();
    script.park(15 * 60);
    const periodOf = (stages: readonly Stage[]): Period => {
      const fromMs = stageOf(stages, stand).startMs + AFTER_MS;
      return { fromMs, toMs: fromMs + DURATION_MS };
    };
    return play(
      script,
      { seed, startMs },
      {
        tamper: (samples, stages) => unplug(samples, periodOf(stages)),
        detections: (stages) => {
          const { fromMs, toMs } = periodOf(stages);
          const alert = { severity: "critical", byMs: fromMs + HEARTBEAT_S * 1_000 } as const;
          return [{ type: "power_cut", startMs: fromMs, endMs: toMs, withinS: HEARTBEAT_S, alert }];
        },
      },
    );
  },
};
