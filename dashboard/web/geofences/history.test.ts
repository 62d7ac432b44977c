import { expect, test } from "vitest";
import { type History, historyOf, record, redone, settled, undone } from "./history.ts";

type Word = { readonly word: string };
const word = (text: string): Word => ({ word: text });
const said = (history: History<Word>): string => history.present.word;

test("steps are taken back in their order, and taken again", () => {
  const two = record(record(historyOf(word("a")), word("b")), word("c"));
  expect(said(undone(two))).toBe("b");
  expect(said(undone(undone(two)))).toBe("a");
  expect(said(redone(undone(undone(two))))).toBe("b");
  expect(redone(redone(undone(undone(two))))).toEqual(two);
});

test("before the first step and after the last there is nothing", () => {
  const one = historyOf(word("a"));
  expect(undone(one)).toBe(one);
  expect(redone(one)).toBe(one);
});

test("a drag is one step however long its way, and the next drag is another", () => {
  const first = record(record(historyOf(word("a")), word("b"), "drag"), word("c"), "drag");
  expect(said(undone(first))).toBe("a");
  const second = record(settled(first), word("d"), "drag");
  expect(said(undone(second))).toBe("c");
});

test("who goes back and does something else cannot go forward any more", () => {
  const other = record(undone(record(historyOf(word("a")), word("b"))), word("c"));
  expect(redone(other)).toBe(other);
  expect(said(undone(other))).toBe("a");
});
