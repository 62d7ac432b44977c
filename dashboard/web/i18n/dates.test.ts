import { afterEach, expect, test } from "vitest";
import {
  dayOf,
  daysText,
  dayText,
  foreignZoneText,
  fullDayText,
  hereZone,
  momentOfWall,
  momentText,
  startOfDayMs,
  timeText,
  wallOf,
} from "./dates.ts";
import { localeOf, setLocale } from "./language.ts";

afterEach(() => setLocale(localeOf([])));

const STOCKHOLM = "Europe/Stockholm";
const at = (iso: string): number => Date.parse(iso);

test("a time is that of the branch's zone, not of the browser's", () => {
  const ms = at("2026-03-03T22:30:00Z");
  expect([timeText(ms, STOCKHOLM), timeText(ms, "America/New_York")]).toEqual(["23:30", "17:30"]);
  expect([dayOf(ms, "Asia/Tokyo"), dayOf(ms, STOCKHOLM)]).toEqual(["2026-03-04", "2026-03-03"]);
});

test.each([
  ["en", "3 Mar, 15:02", "Tue, 3 Mar 2026"],
  ["en-US", "Mar 3, 15:02", "Tue, Mar 3, 2026"],
  ["sv", "3 mars 15:02", "tis 3 mars 2026"],
  ["de", "3. März, 15:02", "Di., 3. März 2026"],
  ["es", "3 mar, 15:02", "mar, 3 mar 2026"],
])("in %s a moment of another day reads %j, and a day %j", (tag, moment, day) => {
  setLocale(localeOf([tag]));
  const ms = at("2026-03-03T14:02:00Z");
  expect(momentText(ms, at("2026-03-09T14:02:00Z"), STOCKHOLM)).toBe(moment);
  expect(fullDayText(ms, STOCKHOLM)).toBe(day);
  expect(moment).toContain(dayText(ms, STOCKHOLM));
});

test("times of a zone whose clocks show others are said to be so", () => {
  const noonMs = Date.parse("2026-03-03T12:00Z");
  expect(foreignZoneText(noonMs, hereZone())).toBe("");
  const elsewhere = hereZone() === "Asia/Tokyo" ? "America/Chicago" : "Asia/Tokyo";
  expect(foreignZoneText(noonMs, elsewhere)).toMatch(/^\((Japan|Central) .*Time\)$/);
});

test("a moment of today is its time alone", () => {
  const nowMs = at("2026-03-03T22:59:00Z");
  expect(momentText(at("2026-03-02T23:00:00Z"), nowMs, STOCKHOLM)).toBe("00:00");
  expect(momentText(at("2026-03-02T22:59:00Z"), nowMs, STOCKHOLM)).toContain("2 Mar");
});

test("a span names its month once", () => {
  expect(daysText(at("2026-03-03T12:00Z"), at("2026-03-09T12:00Z"), STOCKHOLM)).toMatch(
    /^3\s?–\s?9 Mar$/,
  );
});

test("a day of 23 or 25 hours begins at its own midnight", () => {
  const spring = startOfDayMs(at("2026-03-29T12:00:00Z"), STOCKHOLM);
  expect(new Date(spring).toISOString()).toBe("2026-03-28T23:00:00.000Z");
  expect(startOfDayMs(spring, STOCKHOLM, 1) - spring).toBe(23 * 3_600_000);
  const autumn = startOfDayMs(at("2026-10-25T12:00:00Z"), STOCKHOLM);
  expect(startOfDayMs(autumn, STOCKHOLM, 1) - autumn).toBe(25 * 3_600_000);
});

test.each(["2026-03-03T14:02", "2026-07-01T00:00", "2026-10-25T12:30"])(
  "the wall clock's %s leads to its moment and back",
  (wall) => {
    expect(wallOf(momentOfWall(wall, STOCKHOLM), STOCKHOLM)).toBe(wall);
  },
);

test("a wall time that a spring change skips still is a moment of that night", () => {
  expect(new Date(momentOfWall("2026-03-29T02:30", STOCKHOLM)).toISOString()).toBe(
    "2026-03-29T01:30:00.000Z",
  );
});
