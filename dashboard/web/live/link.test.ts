import { expect, test } from "vitest";
import { isStale, type Link, type LinkEvent, nextLink } from "./link.ts";

const after = (...events: [LinkEvent, number][]): Link =>
  events.reduce<Link>((link, [event, ms]) => nextLink(link, event, ms), {
    kind: "connecting",
    sinceMs: 0,
  });

test("the time of a loss stays that of the first one, however many attempts follow", () => {
  expect(after(["connected", 1], ["disconnected", 5], ["attempt", 9], ["attempt", 14])).toEqual({
    kind: "lost",
    sinceMs: 5,
    attempt: 3,
  });
});

test("a failed attempt does not restart the clock of a lost link", () => {
  expect(after(["connected", 1], ["disconnected", 5], ["disconnected", 20])).toMatchObject({
    sinceMs: 5,
  });
});

test("coming back makes it live again", () => {
  expect(after(["connected", 1], ["disconnected", 5], ["connected", 9])).toEqual({ kind: "live" });
});

test("a page that never connected keeps connecting", () => {
  expect(after(["attempt", 3], ["disconnected", 4])).toEqual({ kind: "connecting", sinceMs: 0 });
});

test("a loss is a blip for ten seconds, then the page is stale", () => {
  const lost = after(["connected", 0], ["disconnected", 1_000]);
  expect([isStale(lost, 10_999), isStale(lost, 11_000)]).toEqual([false, true]);
  expect(isStale({ kind: "live" }, 1e12)).toBe(false);
});
