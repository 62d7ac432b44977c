import { expect, test } from "vitest";
import { aJourney } from "./journey.ts";
import { tell } from "./testing.ts";

const NOON = Date.UTC(2026, 2, 1, 12);

type Journey = ReturnType<typeof aJourney>;
const driving = (kmh = 50, everyS = 1) => aJourney(NOON).ignite(true).drive(20, kmh, everyS);
/** One fix a second at these speeds. */
const at = (journey: Journey, ...speeds: number[]): Journey =>
  speeds.reduce((each, kmh) => each.drive(1, kmh, 1), journey);
const harsh = ({ observations }: Journey) =>
  tell(observations).detections.filter(({ type }) => type.startsWith("harsh"));
/** The journey with the direction turned by so many degrees a second from its tenth second on. */
const turning = (journey: Journey, degreesPerS: number, forS: number): Journey => {
  for (const each of journey.observations) {
    const turnedS = Math.min(forS, Math.max(0, (each.tsMs - NOON) / 1_000 - 10));
    Object.assign(each, { headingDeg: (350 + degreesPerS * turnedS + 360) % 360 });
  }
  return journey;
};

test("braking from 50 to 20 in three seconds is one harsh braking", () => {
  expect(harsh(at(driving(), 40, 30, 20, 20, 20))).toMatchObject([
    {
      type: "harsh_braking",
      startMs: NOON + 20_000,
      endMs: NOON + 23_000,
      evidence: { peakMps2: 2.8, fromKmh: 50, toKmh: 20, severe: false },
    },
  ]);
});

test("braking at 4.2 m/s² is severe, and so is what goes on for less than that", () => {
  expect(harsh(at(driving(), 34.8, 24.8, 24))).toMatchObject([{ evidence: { severe: true } }]);
});

test("two bouts within five seconds are one, later ones two", () => {
  const bout = (speeds: number[]) => harsh(at(driving(90), 78, 78, ...speeds, 66, 66, 66));
  expect(bout([78, 78])).toHaveLength(1);
  expect(bout([78, 78, 78, 78, 78, 78])).toHaveLength(2);
});

test("acceleration counts from 2 m/s² and 10 km/h", () => {
  expect(harsh(at(driving(30), 38, 46, 46))).toMatchObject([{ type: "harsh_acceleration" }]);
  expect(harsh(at(driving(5), 14, 14, 14))).toEqual([]);
});

test("a turn of 20 degrees a second at 40 km/h is harsh cornering, across north too", () => {
  expect(harsh(turning(driving(40), 20, 3))).toMatchObject([
    { type: "harsh_cornering", evidence: { peakMps2: 3.9, turnDeg: 60 } },
  ]);
  expect(harsh(turning(driving(15), 30, 3))).toEqual([]);
});

test.each([
  ["calm driving", at(driving(), 44, 38, 32, 37, 43)],
  ["one wrong speed between right ones", at(driving(), 80, 50, 50)],
  ["a change of speed no tyre could bear", at(driving(), 5, 5, 5)],
  ["a change across a gap", at(driving().silence(4, 50), 30, 30)],
  ["a change right after a gap", at(driving().silence(60, 900).drive(1, 50, 1), 35, 35)],
  ["the same braking sampled every 5 s", driving(50, 5).drive(5, 20, 5).drive(5, 0, 5)],
])("%s is not harsh", (_case, journey) => {
  expect(harsh(journey)).toEqual([]);
});
