import { expect, test } from "vitest";
import { nearestStop, sheetHeight } from "./sheet-stops.ts";

const SCREEN = 844;

test.each(["peek", "half", "full"] as const)("a sheet let go of at %s stays there", (stop) => {
  expect(nearestStop(sheetHeight(stop, SCREEN), SCREEN)).toBe(stop);
});

test("a sheet dragged past its ends settles at the end", () => {
  expect([nearestStop(10, SCREEN), nearestStop(2_000, SCREEN)]).toEqual(["peek", "full"]);
});

test("a sheet is never lower than its peek, even on a tiny screen", () => {
  expect(sheetHeight("full", 100)).toBe(sheetHeight("peek", 100));
});
