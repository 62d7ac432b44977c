import { expect, test } from "vitest";
import type { Command } from "../../../contracts/command.ts";
import { isUnderWay, withCommand } from "./vehicle-commands.ts";

const aLocate = (overrides: Partial<Command> = {}): Command => ({
  ...{ id: "1", vehicleId: "car", licensePlate: "ABC 123", branchId: "b", deviceId: "box" },
  ...{ name: "locate", text: null, reason: null, state: "queued", attempts: 0 },
  ...{ requestedBy: "u", requestedByName: "Ada", confirmedBy: null, confirmedByName: null },
  ...{ createdAt: "2026-03-01T12:00:00.000Z", expiresAt: "2026-03-01T12:30:00.000Z" },
  ...{ sentAt: null, answeredAt: null, result: null },
  ...{ updatedAt: "2026-03-01T12:00:00.000Z", revision: 1 },
  ...overrides,
});

test("the latest step of the latest request is shown, in whatever order news come", () => {
  const asked = aLocate();
  const sent = aLocate({ state: "sent", revision: 2 });
  expect(withCommand(undefined, "car", asked)).toBe(asked);
  expect(withCommand(asked, "car", sent)).toBe(sent);
  expect(withCommand(sent, "car", asked)).toBe(sent);
  const next = aLocate({ id: "2", createdAt: "2026-03-01T12:05:00.000Z" });
  expect(withCommand(sent, "car", next)).toBe(next);
  expect(withCommand(next, "car", sent)).toBe(next);
});

test("other cars and other commands are not of interest", () => {
  const asked = aLocate();
  expect(withCommand(asked, "car", aLocate({ vehicleId: "van", revision: 5 }))).toBe(asked);
  expect(withCommand(asked, "car", aLocate({ name: "release", revision: 5 }))).toBe(asked);
});

test("a request is under way until its end", () => {
  expect(isUnderWay(aLocate({ state: "delivered" }))).toBe(true);
  expect(isUnderWay(aLocate({ state: "expired" }))).toBe(false);
});
