import { describe, expect, test } from "vitest";
import type { DetectionType } from "../contracts/detection/detection.ts";
import { tell } from "../processor/detectors/testing.ts";
import { aUsedTank, DURATIONS_H, HEARTBEATS_S, slowTheft } from "./slow-theft.ts";

const ERROR_PCT = 3;
const FUEL_TYPES: ReadonlySet<DetectionType> = new Set(["refuel", "drain", "leak"]);

const alerts = (tank: ReturnType<typeof aUsedTank>) =>
  tell(tank.observations).detections.filter(
    ({ type, certainty }) => certainty === "confirmed" && FUEL_TYPES.has(type),
  );

/** What a theft came to, or what is wrong with how it was told. */
const verdict = (pct: number, overH: number, everyS: number, startPct: number): string => {
  const { tank, endMs } = slowTheft({ pct, overH, everyS, startPct });
  const [drain, ...others] = alerts(tank);
  if (drain?.type !== "drain") return "missed";
  if (others.length > 0) return `told ${others.length + 1} times`;
  const toldPct = Number(drain.evidence["pct"]);
  if (Math.abs(toldPct - pct) >= ERROR_PCT) return `told as ${toldPct} %`;
  // It must have been read twice when it had gone; the last part of a slow fall hardly shows.
  const readings = overH > 1 ? 4 : 2;
  const lateS = (drain.detectedAtMs - endMs) / 1_000;
  return lateS > readings * everyS + 600 ? `told after ${lateS} s` : "right";
};

describe("a tank that is emptied in its own time", () => {
  test.each(DURATIONS_H)("over %f hours is one drain", (overH) => {
    for (const everyS of HEARTBEATS_S) {
      const verdicts = [
        verdict(10, overH, everyS, 72),
        verdict(15, overH, everyS, 85),
        verdict(25, overH, everyS, 72),
        verdict(50, overH, everyS, 85),
      ];
      expect({ everyS, verdicts }).toEqual({ everyS, verdicts: verdicts.map(() => "right") });
    }
  });
});

describe("nobody is told of", () => {
  test.each(HEARTBEATS_S)("a week of warm days and cold nights, read every %i s", (everyS) => {
    const tank = aUsedTank({ restPct: 1 });
    for (let hour = 0; hour < 7 * 24; hour++) {
      tank.tilt(2 * Math.sin((2 * Math.PI * hour) / 24)).park(60, { everyS });
    }
    expect(alerts(tank)).toEqual([]);
  });

  test.each(HEARTBEATS_S)("a sender that wanders at rest, read every %i s", (everyS) => {
    expect(alerts(aUsedTank({ restPct: 1.5 }).park(7 * 24 * 60, { everyS }))).toEqual([]);
  });

  test("a car that idles all day and all night", () => {
    expect(alerts(aUsedTank({ pct: 90 }).idle(24 * 60, 0, 60))).toEqual([]);
  });
});

test("what seeped before a theft is no part of it", () => {
  const tank = aUsedTank({ pct: 85 });
  tank.park(12 * 60, { everyS: 60, flowPct: -4, overS: 6 * 3_600 }).park(4 * 60, {
    everyS: 60,
    flowPct: -15,
  });
  const [drain, ...others] = alerts(tank);
  expect(others).toEqual([]);
  expect(Math.abs(Number(drain?.evidence["pct"]) - 15)).toBeLessThan(ERROR_PCT);
});
