import { expect, test } from "vitest";
import { connectionOfSummary } from "./connection.ts";
import { aVehicle } from "./testing.ts";

const HEARD = Date.parse("2026-03-03T12:00:00Z");

test.each([
  ["that drives and reports", { usualIntervalS: 5 }, 10, "live"],
  ["that drives and has missed its reports", { usualIntervalS: 5 }, 16, "late"],
  ["that idles and has missed its reports", { motion: "idling", usualIntervalS: 5 }, 16, "late"],
  ["that is parked, until its silence is too long", { motion: "parked" }, 3_600, "live"],
  [
    "that was parked when it fell silent",
    { motion: "parked", connection: "offline" },
    1,
    "offline",
  ],
  ["that drove when it fell silent", { connection: "offline" }, 3_600, "offline"],
  ["that was never heard", { connection: "never", ts: null, positionTs: null }, 0, "never"],
] as const)("a car %s", (_, part, afterS, connection) => {
  expect(connectionOfSummary(aVehicle(part), HEARD + afterS * 1_000)).toBe(connection);
});
