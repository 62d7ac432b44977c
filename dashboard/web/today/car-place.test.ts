import { beforeAll, expect, test } from "vitest";
import { aVehicle } from "../fleet/testing.ts";
import { fleetText } from "../fleet/text.ts";
import { placeText } from "./car-place.ts";
import { todayText } from "./text.ts";

beforeAll(() => Promise.all([fleetText.load(), todayText.load()]));

const HEARD = Date.parse("2026-03-03T12:00:00Z");
const nowhere = { returnBranchName: "Centre", returnLat: null, returnLon: null };

test.each([
  ["drives as long as it is heard", {}, 5, "Driving 10 min"],
  ["has missed its report is not said to drive on", {}, 720, "Was driving · Last heard 12 min ago"],
  ["is offline was heard", { connection: "offline" }, 7_200, "Last heard 2 h ago"],
] as const)("a car that %s", (_, part, afterS, text) => {
  const vehicle = aVehicle({ usualIntervalS: 5, ...part });
  expect(placeText(nowhere, vehicle, HEARD + afterS * 1_000)).toBe(text);
});
