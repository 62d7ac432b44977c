import { defaultSettings, unchanging } from "../processor/detectors/vehicle-settings.ts";
import type { Case, Kind } from "./happening.ts";
import { weeksOf, type Gauge, type Reports, type Traffic } from "./parked-weeks.ts";
import { DURATIONS_H, HEARTBEATS_S, slowTheft } from "./slow-theft.ts";

const settings = unchanging(defaultSettings);
const FUEL_KINDS: ReadonlySet<Kind> = new Set(["refuel", "drain", "leak", "fuel_sensor_fault"]);
const CARS = 24;
const THEFTS_PCT = [10, 15, 25, 50] as const;
/** Enough to steal half of it. */
const START_PCT = 85;

const weeks = function* (
  source: string,
  reports: Reports,
  traffic?: Traffic,
  gauge?: Gauge,
): Generator<Case> {
  for (let seed = 0; seed < CARS; seed++) {
    const { observations, truth } = weeksOf(seed, reports, traffic, gauge);
    yield {
      source,
      observations,
      settings,
      // Somewhere within a stand: nobody can say when.
      truths: truth.map(({ type, fromMs, toMs }) => ({
        ...{ kind: type, startMs: fromMs, endMs: toMs },
        isWithin: true,
      })),
      known: FUEL_KINDS,
    };
  }
};

const slowThefts = function* (): Generator<Case> {
  for (const overH of DURATIONS_H.filter((hours) => hours >= 1))
    for (const everyS of HEARTBEATS_S)
      for (const pct of THEFTS_PCT) {
        const { tank, startMs, endMs } = slowTheft({ pct, overH, everyS, startPct: START_PCT });
        yield {
          source: "simulated, over 1 to 12 h",
          observations: tank.observations,
          settings,
          truths: [{ kind: "drain", startMs, endMs }],
          known: FUEL_KINDS,
        };
      }
};

/**
 * What no recording holds: weeks of slopes, fills and thefts, litres without a tank, coarse and damped
 * gauges, slow thefts.
 */
export const simulatedCases = function* (): Generator<Case> {
  yield* weeks("simulated weeks", "pct");
  yield* weeks("simulated weeks, litres", "litres");
  yield* weeks("simulated weeks in town", "pct", "town");
  yield* weeks("simulated weeks, steps of 10 %", "pct", "open", { stepPct: 10 });
  yield* weeks("simulated weeks, steps of 12.5 %", "pct", "town", { stepPct: 12.5 });
  yield* weeks("simulated weeks, damped by 2 min", "pct", "open", { lagS: 120 });
  yield* weeks("simulated weeks, damped by 10 min", "pct", "town", { lagS: 600 });
  yield* slowThefts();
};
