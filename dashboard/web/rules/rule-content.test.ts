import { expect, test } from "vitest";
import { RulePut } from "../../../contracts/detection-rule.ts";
import {
  bodyOf,
  isSameContent,
  NOTHING_SET,
  ownOption,
  setsNothing,
  withOption,
} from "./rule-content.ts";

test("an option that is set and taken back leaves nothing behind", () => {
  const set = withOption(NOTHING_SET, "fuel", "drainPct", 4);
  expect(set.options).toEqual({ fuel: { drainPct: 4 } });
  expect(ownOption(set, "fuel", "drainPct")).toBe(4);
  expect(ownOption(set, "fuel", "drainLitres")).toBeUndefined();
  expect(setsNothing(withOption(set, "fuel", "drainPct", undefined))).toBe(true);
});

test("options that are set elsewhere stay as they are", () => {
  const former = { ...NOTHING_SET, options: { fuel: { seldomShown: 1 }, tow: { armAfterS: 60 } } };
  const set = withOption(former, "fuel", "drainPct", 4);
  expect(withOption(set, "fuel", "drainPct", undefined).options).toEqual(former.options);
});

test("the order in which options were set makes no other rule", () => {
  const one = withOption(withOption(NOTHING_SET, "fuel", "drainPct", 4), "tow", "armAfterS", 60);
  const other = withOption(withOption(NOTHING_SET, "tow", "armAfterS", 60), "fuel", "drainPct", 4);
  expect(isSameContent(one, other)).toBe(true);
  expect(isSameContent(one, { ...other, enabled: false })).toBe(false);
});

test("what is sent is what the API takes, for each scope", () => {
  const vehicleId = "00000000-0000-4000-8000-000000000000";
  const content = withOption(NOTHING_SET, "fuel", "drainPct", 4);
  for (const target of [
    { scope: "fleet" },
    { scope: "group", group: "Vans" },
    { scope: "vehicle", vehicleId, group: "Vans" },
  ] as const) {
    const body = bodyOf(target, "drain", content, null);
    expect(RulePut.parse(body)).toEqual(body);
  }
});
