import { afterEach, expect, test } from "vitest";
import {
  ageText,
  agoText,
  atLeastText,
  compassText,
  durationText,
  kmText,
  litresText,
  moneyText,
  shareText,
  speedFigure,
  tenthsText,
  wholeText,
} from "./figures.ts";
import { localeOf, setLocale } from "./language.ts";

afterEach(() => setLocale(localeOf([])));

const NOW = Date.parse("2026-03-03T12:00:00Z");

/** Spaces that do not break are told apart from others by no reader. */
const spaced = (text: string): string => text.replaceAll(/[\u00A0\u202F]/g, " ");

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
  ["en", "4 min ago", "now"],
  ["sv", "för 4 min sedan", "nyss"],
  ["de", "vor 4 min", "jetzt"],
  ["es", "hace 4 min", "ahora"],
])("in %s an age reads %j in a sentence, and %j when there is none", (tag, ago, now) => {
  setLocale(localeOf([tag]));
  expect(agoText(NOW - 240_000, NOW)).toBe(ago);
  expect(agoText(NOW, NOW)).toBe(now);
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

test.each([
  ["en", ["3.4 km", "100.0 km", "1,234 km"]],
  ["sv", ["3,4 km", "100,0 km", "1 234 km"]],
  ["de", ["3,4 km", "100,0 km", "1.234 km"]],
  ["es", ["3,4 km", "100,0 km", "1234 km"]],
])("in %s distances show tenths only while they matter", (tag, texts) => {
  setLocale(localeOf([tag]));
  expect([kmText(3.44), kmText(99.96), kmText(1_234.4)].map(spaced)).toEqual(texts);
});

test.each([
  ["en", 123_450, "EUR", "€1,234.50"],
  ["sv", 123_450, "SEK", "1 234,50 kr"],
  ["de", 123_450, "EUR", "1.234,50 €"],
  ["es", 123_450, "EUR", "1234,50 €"],
  ["en", 1_235, "JPY", "JP¥1,235"],
  ["en", -1, "EUR", "-€0.01"],
])("in %s %d minor units of %s %s read %j", (tag, minorUnits, currency, text) => {
  setLocale(localeOf([tag]));
  expect(spaced(moneyText(minorUnits, currency))).toBe(text);
});

test("figures carry their unit", () => {
  expect([speedFigure(53.6), litresText(38.46), shareText(0.615)]).toEqual([
    "54 km/h",
    "38.5 l",
    "62%",
  ]);
});

test("a count that is not over says so", () => {
  expect(atLeastText(1_200)).toBe("1,200+");
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
