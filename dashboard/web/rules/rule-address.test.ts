import { expect, test } from "vitest";
import { readTarget, readType, ruleHref } from "./rule-address.ts";

test("an address leads to a type and for whom, and back", () => {
  for (const target of [
    { scope: "fleet" },
    { scope: "group", group: "Vans & more?" },
    { scope: "vehicle", vehicleId: "car-1" },
  ] as const) {
    const url = new URL(ruleHref("drain", target), "http://localhost");
    expect(url.pathname).toBe("/rules/drain");
    expect(readTarget(url.search)).toEqual(target);
  }
  expect(ruleHref(undefined)).toBe("/rules");
});

test("a type that there is not is none", () => {
  expect([readType("drain"), readType("clairvoyance"), readType(undefined)]).toEqual([
    ...["drain", undefined, undefined],
  ]);
});
