import { expect, test } from "vitest";
import type { FuelEventType } from "../contracts/detected.ts";
import type { Evidence } from "../contracts/detection/detection.ts";
import { otherCauses } from "./fuel-event-causes.ts";

/** A drop of 12 % that nobody saw happen, after 3 km. */
const UNSEEN: Evidence = {
  ...{ pct: 12, leastPct: 5, noisePct: 1, burnAllowedPct: 0.4, kmSince: 3, toPct: 40 },
  ...{ isWitnessed: false, isSameStand: false, isProven: false, atCeiling: false },
};

const ruledOut = (type: FuelEventType, evidence: Evidence): string[] =>
  otherCauses(type, evidence).flatMap(({ cause, isRuledOut }) => (isRuledOut ? [cause] : []));

test("consumption explains what happened unseen, and nothing of a car that stood or was watched", () => {
  expect(ruledOut("drain", UNSEEN)).not.toContain("consumption");
  expect(ruledOut("drain", UNSEEN)).not.toContain("unseen_driving");
  expect(ruledOut("drain", { ...UNSEEN, isSameStand: true })).toContain("consumption");
  expect(ruledOut("drain", { ...UNSEEN, isWitnessed: true })).toContain("consumption");
  expect(ruledOut("drain", { ...UNSEEN, isWitnessed: true, burnAllowedPct: null })).not.toContain(
    "consumption",
  );
});

test("consumption and driving fill no tank", () => {
  expect(ruledOut("refuel", UNSEEN)).toEqual(
    expect.arrayContaining(["consumption", "unseen_driving"]),
  );
});

test("a change within the noise may be slosh", () => {
  expect(ruledOut("drain", UNSEEN)).toContain("slosh");
  expect(ruledOut("drain", { ...UNSEEN, pct: 3 })).not.toContain("slosh");
});

test("a change on another slope may be the slope, until another place has borne it out", () => {
  expect(ruledOut("drain", UNSEEN)).not.toContain("slope");
  expect(ruledOut("drain", { ...UNSEEN, isSameStand: true })).toContain("slope");
  expect(ruledOut("drain", { ...UNSEEN, isProven: true })).toContain("slope");
});

test("of leaks and sensor faults nothing is said", () => {
  expect(otherCauses("leak", UNSEEN)).toEqual([]);
});
