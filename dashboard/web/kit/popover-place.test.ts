import { expect, test } from "vitest";
import { popoverPlace } from "./popover-place.ts";

const screen = { width: 400, height: 800 };
const anchor = { left: 100, top: 100, width: 80, height: 36 };

test("a popover lies below its anchor, at the side it is told", () => {
  const size = { width: 200, height: 150 };
  expect(popoverPlace(anchor, size, screen, "start")).toMatchObject({ left: 100, top: 142 });
  expect(popoverPlace({ ...anchor, left: 300 }, size, screen, "end").left).toBe(180);
  expect(popoverPlace(anchor, size, screen, "center").left).toBe(40);
});

test("it goes above where there is no room below", () => {
  const low = { ...anchor, top: 700 };
  expect(popoverPlace(low, { width: 200, height: 150 }, screen, "start")).toMatchObject({
    top: 544,
    maxHeight: 686,
  });
});

test("it stays on the screen, and is no higher than its room", () => {
  const right = { ...anchor, left: 380 };
  const place = popoverPlace(right, { width: 200, height: 2_000 }, screen, "start");
  expect(place).toEqual({ left: 192, top: 142, maxHeight: 650 });
});
