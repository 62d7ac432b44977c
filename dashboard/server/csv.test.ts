import { expect, test } from "vitest";
import { csvLine } from "./csv.ts";

test.each([
  ["=1+1", "'=1+1"],
  ["+46 31", "'+46 31"],
  ["-2", "'-2"],
  ["@sum", "'@sum"],
  ["\tx", "'\tx"],
  ["a,b", '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ["two\r\nlines", '"two\r\nlines"'],
  ['=x,"y"', `"'=x,""y"""`],
])("%j is text in any spreadsheet", (value, cell) => {
  expect(csvLine([value])).toBe(`${cell}\r\n`);
});

test("numbers stay numbers, and nothing is nothing", () => {
  expect(csvLine([-1.5, 0, true, null, undefined])).toBe("-1.5,0,true,,\r\n");
});
