import { expect, test } from "vitest";
import { canCancel, resultLines, sameWish, stepNote, withHeard } from "./command-view.ts";
import { fault } from "../../../contracts/faults.ts";
import { faultText } from "../faults/text.ts";
import { localeOf, setLocale } from "../i18n/language.ts";
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

test("an answer is told in lines", () => {
  expect(resultLines(null)).toEqual([]);
  expect(resultLines("Ver:03.27")).toEqual(["Ver:03.27"]);
  expect(resultLines({ at: "12:00", ok: true })).toEqual(["at: 12:00", "ok: true"]);
});

test("why a car was not stopped is told in the reader's language, a line each", async () => {
  setLocale(localeOf(["de"]));
  await faultText.load();
  const faults = [
    { field: "position", ...fault("position_old", { age: 45, seconds: 30 }) },
    { field: "ignition", ...fault("ignition_on") },
  ];
  const words = [
    "Die Position ist 45 s alt: Nötig sind weniger als 30 s.",
    "Die Zündung ist an: Sie muss aus sein.",
  ];
  expect(resultLines(JSON.parse(JSON.stringify({ refused: faults })))).toEqual(words);
  const step = { at: "2026-03-01T12:00:00.000Z", userId: null, userName: null, step: "refused" };
  expect(stepNote({ ...step, note: "position is …", faults })).toBe(words.join(" "));
  expect(stepNote({ ...step, step: "sent", note: "attempt 1", faults: null })).toBeNull();
  expect(stepNote({ ...step, note: "No reply", faults: null })).toBe("No reply");
  setLocale(localeOf([]));
});
