import { expect, test } from "vitest";
import { DraftRule } from "../../../../contracts/what-if.ts";
import { NOTHING_SET, withOption } from "../rule-content.ts";
import { aRule } from "../testing.ts";
import { draftOf } from "./what-if-draft.ts";

const car = { vehicleId: "car-1", group: "Vans" };
const fleet = { scope: "fleet" } as const;
const stricter = withOption(NOTHING_SET, "fuel", "drainPct", 4);

test("a stricter threshold is asked with what else would hold, and is what the API takes", () => {
  const draft = draftOf({ rules: [], target: fleet, type: "drain", content: stricter }, car);
  expect(draft).toMatchObject({
    ...{ type: "drain", enabled: true, alert: true, severity: "critical", cooldownS: 0 },
    options: { fuel: { drainPct: 4 } },
  });
  expect(DraftRule.safeParse(draft).success).toBe(true);
});

test("what is set back to what is inherited is named, for what is left out stays as it is", () => {
  const own = aRule({
    ...{ scope: "vehicle", vehicleId: "car-1", options: { fuel: { drainPct: 2 } } },
    ...{ severity: "info", enabled: false, alert: false },
    schedule: { timeZone: "UTC", spans: [{ days: [1], fromMinute: 0, toMinute: 60 }] },
  });
  const target = { scope: "vehicle", ...car } as const;
  const draft = draftOf({ rules: [own], target, type: "drain", content: NOTHING_SET }, car);
  expect(draft).toMatchObject({
    ...{ enabled: true, alert: true, severity: "critical" },
    options: { fuel: { drainPct: 6 } },
    schedule: { spans: [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1_440 }] },
  });
});

test("a car with an exception of its own is not touched by a rule for the fleet", () => {
  const own = aRule({ scope: "vehicle", vehicleId: "car-1", options: { fuel: { drainPct: 2 } } });
  const change = { rules: [own], target: fleet, type: "drain", content: stricter } as const;
  expect(draftOf(change, car)?.options).toBeNull();
  expect(draftOf(change, { ...car, vehicleId: "car-2" })?.options).toEqual({
    fuel: { drainPct: 4 },
  });
});

test("zones say for themselves what is told of them, and overdue returns cannot be tried", () => {
  const change = { rules: [], target: fleet, content: NOTHING_SET } as const;
  expect(draftOf({ ...change, type: "geofence_enter" }, car)?.alert).toBeNull();
  expect(draftOf({ ...change, type: "harsh_braking" }, car)?.alert).toBe(false);
  expect(draftOf({ ...change, type: "overdue" }, car)).toBeUndefined();
});
