import { expect, test } from "vitest";
import { ageText, compassText, durationText, kmText, tenthsText, wholeText } from "./figures.ts";

const NOW = Date.parse("2026-03-03T12:00:00Z");

test.each([
  [0, "now"],
  [2, "now"],
  [3, "3 s"],
  [59, "59 s"],
  [60, "1 min"],
  [3_599, "59 min"],
  [3_600, "1 h"],
  [86_400, "1 d"],
  [-30, "now"],
])("%d s ago reads %j", (seconds, text) => {
  expect(ageText(NOW - seconds * 1_000, NOW)).toBe(text);
});

test.each([
  [45, "45 s"],
  [60, "1 min"],
  [3_660, "1 h 01 min"],
  [90_000, "1 d 1 h"],
  [-5, "0 s"],
])("%d s last %j", (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

test("distances show tenths only while they matter", () => {
  expect([kmText(3.44), kmText(99.96), kmText(1_234.4)]).toEqual([
    "3.4 km",
    "100.0 km",
    "1,234 km",
  ]);
});

test("an unknown figure is a dash, never a zero", () => {
  expect([wholeText(null), tenthsText(null)]).toEqual(["–", "–"]);
});

test.each([
  [0, "N"],
  [22, "N"],
  [23, "NE"],
  [180, "S"],
  [338, "N"],
  [360, "N"],
])("a heading of %d° is %s", (heading, point) => {
  expect(compassText(heading)).toBe(point);
});
