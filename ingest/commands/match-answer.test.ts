import { expect, test } from "vitest";
import type { CommandName } from "../../contracts/command.ts";
import { answersLocate, matchWords } from "./match-answer.ts";

const waiting = (...names: CommandName[]) =>
  names.map((name, index) => ({ id: name, name, sentAtMs: index }));

test.each<readonly [CommandName[], string, object | undefined]>([
  [["locate"], "GPS:1 Sat:9 Lat:57.70 Long:11.97", { id: "locate", outcome: "complete" }],
  [["immobilise"], "DOUT1:1 Timeout:INFINITY", { id: "immobilise", outcome: "complete" }],
  [["release"], "DOUT1:0 Timeout:INFINITY", { id: "release", outcome: "complete" }],
  [["custom"], "Ver:03.28.07_00", { id: "custom", outcome: "complete" }],
  [["custom", "locate"], "GPS:1 Lat:57.7", { id: "locate", outcome: "complete" }],
  [["custom", "locate"], "Ver:03.28.07_00", { id: "custom", outcome: "complete" }],
  // late words of a locate are not the word that an engine was cut off
  [["immobilise"], "GPS:1 Sat:9 Lat:57.70", undefined],
  [["release"], "DOUT1:1 Timeout:INFINITY", undefined],
  [["immobilise"], "Unknown command", { id: "immobilise", outcome: "fail" }],
  [["immobilise", "locate"], "Unknown command", undefined],
  [[], "DOUT1:1", undefined],
])("while %j wait, the words %j mean %j", (names, words, meant) => {
  expect(matchWords(waiting(...names), words)).toEqual(meant);
});

test("a location of before the request answers it only when it says so", () => {
  const sentAtMs = Date.UTC(2026, 2, 1, 12);
  expect(answersLocate({ tsMs: sentAtMs + 2_000 }, sentAtMs)).toBe(true);
  expect(answersLocate({ tsMs: sentAtMs - 60_000 }, sentAtMs)).toBe(false);
  expect(answersLocate({ tsMs: sentAtMs - 60_000, attributes: { t: "r" } }, sentAtMs)).toBe(true);
});
