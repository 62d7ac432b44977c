import { expect, test } from "vitest";
import { anAlert } from "../../../contracts/testing-live.ts";
import { createRinging } from "./ringing.ts";

test("an alert rings as it is raised, and again only when it has become worse", () => {
  const rings = createRinging();
  const raised = anAlert({ severity: "warning" });
  expect(rings({ kind: "created", alert: raised })).toBe(true);
  expect(rings({ kind: "created", alert: raised })).toBe(false);
  const worse = { ...raised, severity: "critical" as const };
  expect(rings({ kind: "critical", alert: worse })).toBe(true);
  expect(rings({ kind: "created", alert: worse })).toBe(false);
});

test.each([
  ["found too late to be news", { kind: "recorded", alert: anAlert() }],
  ["changed by somebody", { kind: "updated", alert: anAlert() }],
  ["taken up already", { kind: "critical", alert: anAlert({ status: "assigned" }) }],
] as const)("an alert that is %s is silent", (_case, news) => {
  expect(createRinging()(news)).toBe(false);
});
