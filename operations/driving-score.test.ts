import fc from "fast-check";
import { expect, test } from "vitest";
import { type Conduct, drivingScore, LEAST_KM, SCORE_RULES } from "./driving-score.ts";

const NONE = { events: 0, severe: 0 };
/** A thousand calm kilometres by day. */
const calm: Conduct = {
  ...{ distanceKm: 1_000, harshKm: 1_000, drivingS: 72_000, idlingS: 0, nightS: 0 },
  ...{ braking: NONE, acceleration: NONE, cornering: NONE, speedings: 0, speedingKm: 0 },
};

test("calm and lawful driving has all points", () => {
  expect(drivingScore(calm)).toMatchObject({ points: 100, confidence: "high" });
});

test("the weights make up the whole score", () => {
  const weights = Object.values(SCORE_RULES).map(({ weightPct }) => weightPct);
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(100);
});

test("a part costs its weight at the worst rate, and half of it at half of that", () => {
  // 50 brakings in 1,000 km are 5 per 100 km
  expect(drivingScore({ ...calm, braking: { events: 50, severe: 0 } }).points).toBe(92.5);
  // severe ones count twice
  expect(drivingScore({ ...calm, braking: { events: 50, severe: 50 } }).points).toBe(85);
  // a tenth of the way too fast
  expect(drivingScore({ ...calm, speedings: 40, speedingKm: 100 }).points).toBe(82.5);
  expect(drivingScore({ ...calm, idlingS: 24_000 }).points).toBe(90);
  expect(drivingScore({ ...calm, nightS: 18_000 }).points).toBe(95);
});

test("too little driven is no score, however calm", () => {
  const short = drivingScore({ ...calm, distanceKm: LEAST_KM - 1, harshKm: LEAST_KM - 1 });
  expect(short).toMatchObject({ points: null, confidence: "too_little_driven" });
});

test("what a slow tracker cannot see is left out, and said", () => {
  const blind = drivingScore({ ...calm, harshKm: 0, speedings: 40, speedingKm: 100 });
  expect(blind.parts.find(({ part }) => part === "braking")).toMatchObject({ points: null });
  // of the 55 points that can be measured, half of speeding's 35 are lost
  expect(blind).toMatchObject({ points: 68.2, confidence: "low" });
});

test("few kilometres are little to go by", () => {
  const little = drivingScore({ ...calm, distanceKm: 60, harshKm: 60, drivingS: 4_000 });
  expect(little).toMatchObject({ confidence: "fair" });
});

const counted = fc.nat(200).map((events) => ({ events, severe: 0 }));
const conducts = fc.record({
  ...{ distanceKm: fc.double({ min: LEAST_KM, max: 1e5, noNaN: true }) },
  ...{ harshKm: fc.double({ min: 0, max: 1e5, noNaN: true }) },
  ...{ drivingS: fc.nat(1e6), idlingS: fc.nat(1e6), nightS: fc.nat(1e6) },
  ...{ braking: counted, acceleration: counted, cornering: counted },
  ...{ speedings: fc.nat(100), speedingKm: fc.double({ min: 0, max: 100, noNaN: true }) },
});

test("a score lies between 0 and 100, and one more harsh braking never raises it", () => {
  fc.assert(
    fc.property(conducts, (conduct) => {
      const before = drivingScore(conduct).points ?? 0;
      const { events, severe } = conduct.braking;
      const worse = { ...conduct, braking: { events: events + 1, severe } };
      expect(before).toBeGreaterThanOrEqual(0);
      expect(before).toBeLessThanOrEqual(100);
      expect(drivingScore(worse).points ?? 0).toBeLessThanOrEqual(before);
    }),
  );
});
