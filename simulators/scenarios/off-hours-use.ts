import { openScript, play, stageOf } from "./script.ts";
import type { Hours, NeededHours, Scenario } from "./scenario.ts";

const HOUR_MS = 3_600_000;
/** Less than a minute of motion is a manoeuvre, so it takes longer to be a trip. */
const WITHIN_S = 120;
const DAY_MIN = 1_440;
const minuteOfDay = (atMs: number): number => Math.floor(atMs / 60_000) % DAY_MIN;

/** From one minute to another of any day; past midnight it is two parts of two days. */
const dailyHours = (fromMin: number, untilMin: number): Hours[] => {
  if (fromMin < untilMin) return [{ fromMin, untilMin }];
  const evening = { fromMin, untilMin: DAY_MIN };
  return untilMin === 0 ? [evening] : [{ fromMin: 0, untilMin }, evening];
};

/** The same hours every day, told in UTC so that they mean the same wherever this is played. */
const hoursBetween = (fromMs: number, toMs: number): NeededHours => {
  const hours = dailyHours(minuteOfDay(fromMs), minuteOfDay(toMs));
  return {
    timeZone: "UTC",
    week: {
      monday: hours,
      tuesday: hours,
      wednesday: hours,
      thursday: hours,
      friday: hours,
      saturday: hours,
      sunday: hours,
    },
  };
};

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
          return { workingHours: hoursBetween(startMs - HOUR_MS, lateMs - HOUR_MS) };
        },
        detections: (stages) => {
          const { startMs: fromMs, endMs } = stageOf(stages, late);
          return [{ type: "after_hours_motion", startMs: fromMs, endMs, withinS: WITHIN_S }];
        },
      },
    );
  },
};
