import { expect, test } from "vitest";
import { createPace } from "./pace.ts";

/** Sends `count` messages, waiting as told before each next one; resolves to when the last may go. */
const send = (count: number, messagesPerS: number): number => {
  let nowMs = 0;
  const pace = createPace(messagesPerS, () => nowMs);
  for (let index = 0; index < count; index++) nowMs += pace.delayMs("car");
  return nowMs;
};

test("a device within its rate never waits", () => {
  let nowMs = 0;
  const pace = createPace(10, () => nowMs);
  for (let index = 0; index < 1_000; index++, nowMs += 100) expect(pace.delayMs("car")).toBe(0);
});

test("a burst of two seconds' worth passes at once", () => {
  expect(send(20, 10)).toBe(0);
});

test("beyond it a device is slowed down to its rate, not refused", () => {
  expect(send(1_020, 10)).toBe(100_000);
});

test("one device's haste is not another's delay", () => {
  const pace = createPace(10, () => 0);
  for (let index = 0; index < 100; index++) pace.delayMs("hasty");
  expect(pace.delayMs("hasty")).toBeGreaterThan(0);
  expect(pace.delayMs("calm")).toBe(0);
});

test("a device that is silent is forgotten, one that runs ahead is not", () => {
  let nowMs = 0;
  const held = new Map<string, number>();
  const pace = createPace(10, () => nowMs, held);
  for (let index = 0; index < 1_000; index++) pace.delayMs(`passing ${index}`);
  for (let index = 0; index < 1_000; index++) pace.delayMs("hasty");
  nowMs = 61_000;
  pace.delayMs("calm");
  expect([...held.keys()].sort()).toEqual(["calm", "hasty"]);
});

test("what need not wait passes, and what does not pass costs nothing", () => {
  const pace = createPace(10, () => 0);
  for (let index = 0; index < 20; index++) expect(pace.passes("car")).toBe(true);
  for (let index = 0; index < 100; index++) expect(pace.passes("car")).toBe(false);
  expect(pace.delayMs("car")).toBe(100);
});
