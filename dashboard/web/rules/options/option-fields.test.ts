import { expect, test } from "vitest";
import { RuleType } from "../../../../contracts/detection/rule-type.ts";
import { defaultDetectionOptions } from "../../../../contracts/detection/options.ts";
import { optionIn } from "../rule-effect.ts";
import { COOLDOWN_RANGE, isMisfit, optionFieldsOf } from "./option-fields.ts";

const fieldOf = (type: RuleType, name: string) => {
  const field = optionFieldsOf(type).find((each) => each.name === name);
  if (!field) throw new Error(`${type} shows no ${name}`);
  return field;
};

test("each type has options whose defaults are what the detectors start with", () => {
  for (const type of RuleType.options) {
    const fields = optionFieldsOf(type);
    expect(fields.length).toBeGreaterThan(0);
    for (const { detector, name, byDefault } of fields)
      expect([name, byDefault]).toEqual([name, optionIn(defaultDetectionOptions, detector, name)]);
  }
});

test("range, kind and unit of a number come from its schema and name", () => {
  expect(fieldOf("drain", "drainPct")).toMatchObject({
    ...{ kind: "number", least: 0, most: 50, isAboveLeast: true, isWhole: false },
    ...{ byDefault: 6, unit: "%", scale: 1, isOptional: false },
  });
  expect(fieldOf("tow", "speedFixes")).toMatchObject({ isWhole: true, least: 1, most: 20 });
  expect(fieldOf("harsh_braking", "brakingMps2").unit).toBe("m/s²");
  expect(fieldOf("leak", "leakLitresPerHour").unit).toBe("l/h");
  expect(COOLDOWN_RANGE).toMatchObject({ least: 0, most: 31 * 24 * 3_600, isWhole: true });
});

test("a share is shown in percent, and what may be nothing says so", () => {
  expect(fieldOf("speeding", "tolerancePart")).toMatchObject({ unit: "%", scale: 100, most: 1 });
  expect(fieldOf("speeding", "limitKmh")).toMatchObject({
    ...{ kind: "number", isOptional: true, byDefault: null, least: 5, most: 300 },
  });
});

test("what is no number is a switch, a severity, or hours of the week", () => {
  expect(fieldOf("overdue", "predict").kind).toBe("yes-no");
  expect(fieldOf("overdue", "graceSeverity").kind).toBe("severity");
  expect(fieldOf("after_hours_motion", "allowed").kind).toBe("hours");
});

test("between its ends a field may still refuse a number", () => {
  const range = { least: 0, most: 9, isAboveLeast: true, isWhole: true };
  expect([0, 1.5, 3].map((value) => isMisfit(range, value))).toEqual([true, true, false]);
});
