import { expect, test } from "vitest";
import { aJourney } from "./journey.ts";
import { tell } from "./testing.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60;
const driving = () =>
  aJourney(NOON)
    .ignite(true)
    .drive(5 * MINUTE, 70);
const told = ({ observations }: ReturnType<typeof aJourney>) => tell(observations).detections;

test("a crash is told with the speeds before and after it", () => {
  const journey = driving().say({ event: "crash", speedKmh: 31 });
  const startMs = journey.now();
  expect(told(journey)).toMatchObject([
    { type: "crash", certainty: "confirmed", startMs, detectedAtMs: startMs },
  ]);
  journey.stand(MINUTE);
  expect(told(journey)).toMatchObject([
    { startMs, evidence: { alarms: 1, speedBeforeKmh: 70, speedAfterKmh: 0 } },
  ]);
});

test("repeats within a minute are one alarm, a later one is another", () => {
  const journey = driving();
  for (let repeat = 0; repeat < 4; repeat++) journey.say({ event: "sos" }).drive(20, 50);
  journey.drive(2 * MINUTE, 50).say({ event: "sos" });
  expect(told(journey)).toMatchObject([
    { type: "sos", evidence: { alarms: 4 } },
    { type: "sos", evidence: { alarms: 1 } },
  ]);
});

test("jamming that the device reports with its last position and no satellite is that of the receiver alone", () => {
  const journey = driving();
  for (const each of journey.observations) Object.assign(each, { satellites: 12 });
  expect(told(journey.say({ event: "jamming", satellites: 0 }))).toMatchObject([
    { type: "gnss_jamming", certainty: "confirmed" },
  ]);
});

test("jamming that the device reports with a fix in hand is that of the mobile network", () => {
  expect(told(driving().say({ event: "jamming" }))).toMatchObject([
    { type: "gsm_jamming", certainty: "confirmed" },
  ]);
});

test("events that stand for something else raise no alarm", () => {
  expect(told(driving().say({ event: "region_enter" }).say({ event: "tow" }))).toEqual([]);
});
