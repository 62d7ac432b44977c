import { expect, test } from "vitest";
import { aJourney } from "./journey.ts";
import { tell } from "./testing.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60;
const HOUR = 60 * MINUTE;
type Journey = ReturnType<typeof aJourney>;
const told = ({ observations }: Journey) =>
  tell(observations).detections.filter(({ type }) => type === "low_battery");

const volts = (externalV: number) => ({ externalV });
/** Drives, parks and has stood for an hour and a half with a good battery. */
const rested = (restingV = 12.6, runningV = 14.1) =>
  aJourney(NOON)
    .ignite(true)
    .stand(5 * MINUTE, 5, volts(runningV))
    .ignite(false)
    .stand(1.5 * HOUR, MINUTE, volts(restingV));

test("a battery that reads 11.5 V at rest for ten minutes is low, until it is half full at rest", () => {
  const journey = rested();
  const lowMs = journey.now() + MINUTE * 1_000;
  journey.stand(20 * MINUTE, MINUTE, volts(11.5));
  expect(told(journey)).toMatchObject([
    {
      startMs: lowMs,
      detectedAtMs: lowMs + 10 * MINUTE * 1_000,
      endMs: null,
      evidence: { battery: "vehicle", restingV: 11.5, systemV: 12 },
    },
  ]);
  journey.stand(10 * MINUTE, MINUTE, volts(12));
  journey.ignite(true).stand(HOUR, MINUTE, volts(14.2)).ignite(false);
  expect(told(journey)).toMatchObject([{ endMs: null }]);
  journey.stand(2 * HOUR, MINUTE, volts(12.5));
  const [low, ...others] = told(journey);
  expect(others).toEqual([]);
  expect(low?.endMs).toBeGreaterThan(lowMs + 2 * HOUR * 1_000);
});

test.each([
  [
    "a dip of a minute",
    rested().stand(MINUTE, MINUTE, volts(11.2)).stand(HOUR, MINUTE, volts(12.5)),
  ],
  [
    "a battery just after the engine stopped",
    rested()
      .ignite(true)
      .ignite(false)
      .stand(30 * MINUTE, MINUTE, volts(11.5)),
  ],
  ["a tracker on a phone's charger", rested(5.1, 5.1).stand(HOUR, MINUTE, volts(5.1))],
  ["a cut wire", rested().stand(HOUR, MINUTE, volts(0))],
  ["a cold but charged battery", rested().stand(HOUR, MINUTE, volts(12.1))],
  ["an engine that cranks", rested().ignite(true).stand(MINUTE, 5, volts(9.8))],
])("%s is not low", (_case, journey) => {
  expect(told(journey)).toEqual([]);
});

test("a lorry's 23 V is low, and would not be in a car's terms", () => {
  const lorry = rested(25.2, 28.1).stand(HOUR, MINUTE, volts(23.1));
  expect(told(lorry)).toMatchObject([{ evidence: { systemV: 24, restingV: 23.1 } }]);
  const goodLorry = rested(25.2, 28.1).stand(HOUR, MINUTE, volts(24.8));
  expect(told(goodLorry)).toEqual([]);
});

test("the tracker's own battery is low below 15 %, and fine again from 30 %", () => {
  const journey = aJourney(NOON).stand(HOUR, 5 * MINUTE, { batteryPct: 12 });
  expect(told(journey)).toMatchObject([
    { startMs: NOON + 5 * MINUTE * 1_000, endMs: null, evidence: { battery: "tracker", pct: 12 } },
  ]);
  journey.stand(HOUR, 5 * MINUTE, { batteryPct: 20 });
  expect(told(journey)).toMatchObject([{ endMs: null }]);
  journey.say({ batteryPct: 31 });
  expect(told(journey)).toMatchObject([{ endMs: journey.now() }]);
});
