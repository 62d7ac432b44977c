import { expect, test } from "vitest";
import { canCancel, resultLines, sameWish, withHeard } from "./command-view.ts";
import { aCommand } from "./testing.ts";

const NOW = Date.parse("2026-03-01T12:01:00Z");

test("a command is shown once, as it is after its latest step, the latest wish first", () => {
  const first = aCommand();
  const second = aCommand({ id: "2", createdAt: "2026-03-01T12:05:00.000Z" });
  const sent = aCommand({ state: "sent", revision: 2 });
  expect(withHeard([first], second)).toEqual([second, first]);
  expect(withHeard([second, first], sent)).toEqual([second, sent]);
  expect(withHeard([second, sent], first)).toEqual([second, sent]);
});

test("what is under way can be taken back, an immobilisation only until it was sent", () => {
  expect(canCancel(aCommand({ state: "sent", attempts: 1 }), NOW)).toBe(true);
  expect(canCancel(aCommand({ name: "immobilise", state: "unconfirmed" }), NOW)).toBe(true);
  expect(canCancel(aCommand({ name: "immobilise", state: "sent", attempts: 1 }), NOW)).toBe(false);
  expect(canCancel(aCommand({ state: "done" }), NOW)).toBe(false);
});

test("what came to nothing is asked for again as it was, an immobilisation never", () => {
  expect(sameWish(aCommand({ state: "expired" }))).toEqual({ name: "locate" });
  const query = aCommand({ name: "custom", text: "getver", state: "failed" });
  expect(sameWish(query)).toEqual({ name: "custom", text: "getver" });
  expect(sameWish(aCommand({ state: "sent" }))).toBeUndefined();
  expect(sameWish(aCommand({ name: "immobilise", state: "expired" }))).toBeUndefined();
});

test("an answer is told in lines, and so is why a car was not stopped", () => {
  expect(resultLines(null)).toEqual([]);
  expect(resultLines("Ver:03.27")).toEqual(["Ver:03.27"]);
  expect(resultLines({ at: "12:00", ok: true })).toEqual(["at: 12:00", "ok: true"]);
  const refused = [{ field: "ignition", message: "is on: it must be off" }];
  expect(resultLines({ refused })).toEqual(["ignition is on: it must be off"]);
});
