import { HEARTBEAT_S, openScript, play, stageOf } from "./script.ts";
import type { Scenario } from "./scenario.ts";

/** What somebody takes off the odometer in the middle of a stand, km. */
const ROLLED_BACK_KM = 8_000;
const AFTER_MS = 2.5 * 3_600_000;

/** Between two trips, somebody makes the car younger. */
export const odometerRollback: Scenario = {
  name: "odometer-rollback",
  description: "the odometer of a parked car is set back by 8,000 km",
  play: (network, seed, startMs) => {
    const script = openScript(network, seed);
    script.park(15 * 60);
    script.turnKey();
    script.drive(12);
    script.turnKey();
    const stand = script.park(5 * 3_600);
    script.turnKey();
    script.drive(10);
    script.turnKey();
    script.park(20 * 60);
    return play(
      script,
      { seed, startMs },
      {
        tamper: (samples, stages) => {
          const fromMs = stageOf(stages, stand).startMs + AFTER_MS;
          return samples.map((sample) =>
            sample.odometerKm === undefined || sample.tsMs < fromMs
              ? sample
              : { ...sample, odometerKm: Number((sample.odometerKm - ROLLED_BACK_KM).toFixed(3)) },
          );
        },
        detections: (stages) => {
          const atMs = stageOf(stages, stand).startMs + AFTER_MS;
          // One reading may be wrong; the next one says so again.
          const alert = { severity: "critical", byMs: atMs + 2 * HEARTBEAT_S * 1_000 } as const;
          return [
            {
              ...{ type: "odometer_rollback", startMs: atMs, endMs: atMs, withinS: HEARTBEAT_S },
              alert,
            },
          ];
        },
      },
    );
  },
};
