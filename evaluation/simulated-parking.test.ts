import { expect, test } from "vitest";
import { tell } from "../processor/detectors/testing.ts";
import { weeksOf, type Reports, type Traffic } from "./parked-weeks.ts";

const CARS = 24;
const HOUR_MS = 3_600_000;

test.each<[string, Reports, Traffic]>([
  ["of a sender that knows the share", "pct", "open"],
  ["of a sender of litres, its tank never entered", "litres", "open"],
  ["between traffic lights", "pct", "town"],
])(
  "weeks of slopes, slosh and refuels %s: what happened is found, and hardly anything else",
  (_case, reports, traffic) => {
    const count = { happened: 0, found: 0, refuels: 0, foundRefuels: 0, alerts: 0 };
    for (let seed = 0; seed < CARS; seed++) {
      const { observations, truth } = weeksOf(seed, reports, traffic);
      const alerts = tell(observations).detections.filter((each) => each.certainty === "confirmed");
      const isFound = ({ type, fromMs, toMs }: (typeof truth)[number]): boolean =>
        alerts.some(
          ({ type: told, startMs, endMs }) =>
            told === type && startMs <= toMs && (endMs ?? startMs) >= fromMs - HOUR_MS / 6,
        );
      const refuels = truth.filter(({ type }) => type === "refuel");
      count.happened += truth.length;
      count.found += truth.filter(isFound).length;
      count.refuels += refuels.length;
      count.foundRefuels += refuels.filter(isFound).length;
      count.alerts += alerts.length;
    }
    expect(count.refuels).toBeGreaterThan(100);
    expect(count.foundRefuels / count.refuels).toBeGreaterThan(0.96);
    expect(count.found / count.happened).toBeGreaterThan(0.93);
    expect(count.found / count.alerts).toBeGreaterThan(0.96);
  },
);
