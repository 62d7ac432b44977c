import { openScript, play, stageOf } from "./script.ts";
import type { Scenario } from "./scenario.ts";

const HOUR_MS = 3_600_000;
/** Less than a minute of motion is a manoeuvre, so it takes longer to be a trip. */
const WITHIN_S = 120;
/** A minute or two past closing is no matter. */
const MIN_MINUTES = 2;

/** A trip within working hours, and one long after they have ended. */
export const offHoursUse: Scenario = {
  name: "off-hours-use",
  description: "a trip in working hours, and one when nobody should be driving",
  play: (network, seed, startMs) => {
    const script = openScript(network, seed);
    script.park(15 * 60);
    script.turnKey();
    script.drive(10);
    script.turnKey();
    script.park(5 * 3_600);
    script.turnKey();
    const late = script.drive(9);
    script.turnKey();
    script.park(20 * 60);
    return play(
      script,
      { seed, startMs },
      {
        needs: (stages) => {
          const { startMs: lateMs } = stageOf(stages, late);
          const [fromMs, untilMs] = [startMs - HOUR_MS, lateMs - HOUR_MS];
          return { workingHours: { fromMs, untilMs, minMinutes: MIN_MINUTES } };
        },
        detections: (stages) => {
          const { startMs: fromMs, endMs } = stageOf(stages, late);
          const byMs = fromMs + MIN_MINUTES * 60_000 + WITHIN_S * 1_000;
          const alert = { severity: "warning", byMs } as const;
          return [{ type: "after_hours_motion", startMs: fromMs, endMs, withinS: WITHIN_S, alert }];
        },
      },
    );
  },
};
