import { expect, test } from "vitest";
import { restored } from "./alert-life.ts";

const NOW = new Date("2026-03-01T12:00:00.000Z");
const LATER = "2026-03-01T13:00:00.000Z";
const snoozed = {
  ...({ status: "snoozed", statusBefore: "assigned", assigneeId: "bo" } as const),
  resolution: null,
};

test("taking a step back brings a snooze back, with whose it was", () => {
  expect(restored("a", { ...snoozed, snoozedUntil: LATER }, NOW)).toEqual({
    ...{ ...snoozed, id: "a", snoozedUntil: new Date(LATER) },
  });
});

test("a snooze that would be over by now does not begin again", () => {
  const before = { ...snoozed, snoozedUntil: NOW.toISOString() };
  expect(restored("a", before, NOW)).toEqual({ id: "a", status: "assigned", assigneeId: "bo" });
});
