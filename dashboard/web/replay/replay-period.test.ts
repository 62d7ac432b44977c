import { expect, test } from "vitest";
import { besidePeriod, dayPeriod, isDay } from "./replay-period.ts";

const STOCKHOLM = "Europe/Stockholm";
const at = (iso: string): number => Date.parse(iso);

test("a day is that of the branch, also where its clocks are shifted", () => {
  const day = dayPeriod(at("2026-03-29T12:00:00Z"), STOCKHOLM);
  expect(day).toEqual({ fromMs: at("2026-03-28T23:00:00Z"), toMs: at("2026-03-29T22:00:00Z") });
  expect(isDay(day, STOCKHOLM)).toBe(true);
  expect(isDay(day, "UTC")).toBe(false);
});

test("beside a day lies a day", () => {
  const day = dayPeriod(at("2026-03-29T12:00:00Z"), STOCKHOLM);
  const next = { fromMs: at("2026-03-29T22:00:00Z"), toMs: at("2026-03-30T22:00:00Z") };
  expect(besidePeriod(day, 1, STOCKHOLM)).toEqual(next);
  expect(besidePeriod(next, -1, STOCKHOLM)).toEqual(day);
});

test("beside two hours lie the two before", () => {
  const period = { fromMs: at("2026-03-29T10:00:00Z"), toMs: at("2026-03-29T12:00:00Z") };
  const before = { fromMs: at("2026-03-29T08:00:00Z"), toMs: at("2026-03-29T10:00:00Z") };
  expect(besidePeriod(period, -1, STOCKHOLM)).toEqual(before);
});
