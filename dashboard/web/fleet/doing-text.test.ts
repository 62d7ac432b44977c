import { beforeAll, expect, test } from "vitest";
import { doingText } from "./doing-text.ts";
import { aVehicle } from "./testing.ts";
import { fleetText } from "./text.ts";

beforeAll(() => fleetText.load());

const HEARD = Date.parse("2026-03-03T12:00:00Z");

test.each([
  ["drives", { usualIntervalS: 5 }, 5, "40 km/h"],
  ["drove and is late", { usualIntervalS: 5 }, 60, "was 40 km/h"],
  ["drove and is offline", { connection: "offline" }, 3_600, "Was driving"],
  ["idles", { motion: "idling" }, 10, "Idling 10 min"],
  ["idled and is late", { motion: "idling", usualIntervalS: 5 }, 60, "Was idling"],
  ["is parked", { motion: "parked" }, 600, "Parked 20 min"],
  ["was parked and is offline", { motion: "parked", connection: "offline" }, 600, "Was parked"],
  ["was never heard", { motion: "unknown", connection: "never" }, 0, "Never reported"],
] as const)("a car that %s", (_, part, afterS, text) => {
  expect(doingText(aVehicle(part), HEARD + afterS * 1_000)).toBe(text);
});
