import { expect, test } from "vitest";
import { downloadHref, PLAIN_MANNER, readReplayAddress, replayHref } from "./replay-address.ts";
import { atS } from "./testing.ts";

const period = { fromMs: atS(0), toMs: atS(3_600) };

test("an address leads to the car, the period and the moment it was made from", () => {
  const href = replayHref("car-1", period, atS(90));
  expect(href.startsWith("/replay/car-1?")).toBe(true);
  expect(readReplayAddress(href.slice(href.indexOf("?")))).toEqual({
    ...{ period, atMs: atS(90) },
    ...PLAIN_MANNER,
  });
});

test("how it is watched is told where that is not as usual", () => {
  const manner = { rate: 300, following: true };
  const href = replayHref("car-1", period, atS(90), manner);
  expect(readReplayAddress(href.slice(href.indexOf("?")))).toMatchObject(manner);
  expect(replayHref("car-1", period, atS(90), PLAIN_MANNER)).not.toMatch(/speed|follow/);
});

test.each(["?speed=7", "?speed=fast", "?speed=-60", "?follow=no"])(
  "%s changes nothing about how it is watched",
  (query) => {
    expect(readReplayAddress(query)).toMatchObject(PLAIN_MANNER);
  },
);

test.each([
  "",
  "?from=2026-03-03T10:00:00Z",
  "?from=yesterday&to=2026-03-03T10:00:00Z",
  "?from=2026-03-03T10:00:00Z&to=2026-03-03T09:00:00Z",
])("%s says nothing about the period", (query) => {
  expect(readReplayAddress(query)).toEqual({
    ...{ period: undefined, atMs: undefined },
    ...PLAIN_MANNER,
  });
});

test("a download is of the very period that is watched", () => {
  const url = new URL(downloadHref("car-1", period, "gpx"), "http://localhost");
  expect(url.pathname).toBe("/api/vehicles/car-1/locations");
  expect(Object.fromEntries(url.searchParams)).toEqual({
    from: "2026-03-03T10:00:00.000Z",
    to: "2026-03-03T11:00:00.000Z",
    format: "gpx",
  });
});
