import { afterEach, expect, test } from "vitest";
import { noteLineLost } from "../page/clock.ts";
import { connectionOfSummary } from "./connection.ts";
import { isFresh } from "./freshness.ts";
import { aVehicle } from "./testing.ts";

const HEARD_MS = Date.parse("2026-03-01T12:00:00Z");
const aCarOnTheMove = aVehicle({
  ...{ motion: "driving", connection: "online", usualIntervalS: 5 },
  ...{ ts: new Date(HEARD_MS).toISOString(), positionTs: new Date(HEARD_MS).toISOString() },
});

afterEach(() => noteLineLost(undefined));

test("a car is not late for what could not be heard after the page's own line was cut", () => {
  const afterAMinuteMs = HEARD_MS + 60_000;
  expect(connectionOfSummary(aCarOnTheMove, afterAMinuteMs)).toBe("late");
  noteLineLost(HEARD_MS + 4_000);
  expect(connectionOfSummary(aCarOnTheMove, afterAMinuteMs)).toBe("live");
  expect(isFresh(aCarOnTheMove, afterAMinuteMs)).toBe(true);
});

test("a car that was late before the line was cut stays late", () => {
  noteLineLost(HEARD_MS + 40_000);
  expect(connectionOfSummary(aCarOnTheMove, HEARD_MS + 60_000)).toBe("late");
});

test("once the line is back a car that is still silent is late", () => {
  noteLineLost(HEARD_MS + 4_000);
  noteLineLost(undefined);
  expect(connectionOfSummary(aCarOnTheMove, HEARD_MS + 60_000)).toBe("late");
});
