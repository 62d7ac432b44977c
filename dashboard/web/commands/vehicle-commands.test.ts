import { expect, test } from "vitest";
import { aCommand } from "./testing.ts";
import { isUnderWay, withCommand } from "./vehicle-commands.ts";

test("the latest step of the latest request is shown, in whatever order news come", () => {
  const asked = aCommand();
  const sent = aCommand({ state: "sent", revision: 2 });
  expect(withCommand(undefined, "car", asked)).toBe(asked);
  expect(withCommand(asked, "car", sent)).toBe(sent);
  expect(withCommand(sent, "car", asked)).toBe(sent);
  const next = aCommand({ id: "2", createdAt: "2026-03-01T12:05:00.000Z" });
  expect(withCommand(sent, "car", next)).toBe(next);
  expect(withCommand(next, "car", sent)).toBe(next);
});

test("other cars and other commands are not of interest", () => {
  const asked = aCommand();
  expect(withCommand(asked, "car", aCommand({ vehicleId: "van", revision: 5 }))).toBe(asked);
  expect(withCommand(asked, "car", aCommand({ name: "release", revision: 5 }))).toBe(asked);
});

test("a request is under way until its end", () => {
  expect(isUnderWay(aCommand({ state: "delivered" }))).toBe(true);
  expect(isUnderWay(aCommand({ state: "expired" }))).toBe(false);
});
