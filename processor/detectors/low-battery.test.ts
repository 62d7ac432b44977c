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

/** A battery that falls evenly from 12.6 V to nothing, read at that pace. */
const runningDown = (hours: number, everyS = 300, scale: 1 | 2 = 1) => {
  const journey = rested(12.6 * scale, 14.1 * scale);
  const readings = (hours * HOUR) / everyS;
  for (let reading = 1; reading <= readings + 12; reading++)
    journey.stand(everyS, everyS, volts(Math.max(0, 12.6 * scale * (1 - reading / readings))));
  return journey;
};
const powerAlerts = ({ observations }: Journey) =>
  tell(observations).detections.filter(({ type }) => /power|battery/.test(type));

test.each([
  ["over 30 h", runningDown(30)],
  ["over 30 h, read every hour", runningDown(30, HOUR)],
  ["within 2 h", runningDown(2, 120)],
  ["over 30 h in a truck", runningDown(30, 300, 2)],
])("a battery that dies %s is one low battery, and no power cut", (_how, journey) => {
  expect(powerAlerts(journey)).toMatchObject([
    { type: "low_battery", endMs: null, evidence: { battery: "vehicle", discharged: true } },
  ]);
  const back = journey.ignite(true).stand(HOUR, MINUTE, volts(28));
  expect(powerAlerts(back.ignite(false).stand(2 * HOUR, MINUTE, volts(25.4)))).toMatchObject([
    { type: "low_battery", endMs: expect.any(Number) },
  ]);
});

test("a battery that the lights empty with the key on is told of once it is dead", () => {
  const journey = aJourney(NOON)
    .ignite(true)
    .stand(10 * MINUTE, MINUTE, volts(12.2));
  for (const left of [11.4, 10.9, 10.2, 9.1, 7, 3]) journey.stand(10 * MINUTE, MINUTE, volts(left));
  expect(powerAlerts(journey)).toMatchObject([
    { type: "low_battery", evidence: { restingV: 3, discharged: true } },
  ]);
});

test.each([
  ["sound", rested().stand(HOUR, MINUTE, volts(12.5))],
  ["low", rested().stand(HOUR, MINUTE, volts(11.2))],
  ["weak for two minutes", rested().stand(2 * MINUTE, MINUTE, volts(10.4))],
  [
    "weak, and was all but empty before",
    rested().stand(HOUR, MINUTE, volts(8.9)).stand(MINUTE, MINUTE, volts(10.2)),
  ],
  ["just cranking", rested().ignite(true).stand(5, 5, volts(9.5))],
])("a supply that is taken off a battery that is %s is a power cut", (_how, journey) => {
  const said = powerAlerts(journey.stand(HOUR, MINUTE, volts(0)));
  expect(said.filter(({ type }) => type === "power_cut")).toHaveLength(1);
  expect(said.some(({ evidence }) => evidence["discharged"])).toBe(false);
});

test("a device that says that its plug was pulled is believed, however weak the battery was", () => {
  const journey = rested()
    .stand(2 * MINUTE, MINUTE, volts(10.4))
    .say({ event: "unplugged", ...volts(0) });
  expect(powerAlerts(journey.stand(HOUR, MINUTE, volts(0)))).toMatchObject([
    { type: "power_cut", evidence: { saidByDevice: true } },
  ]);
});
