import { expect, test } from "vitest";
import { filledText } from "./filled-text.ts";

const text = filledText({
  plain: "Cars",
  sessions: { signOut: (device: string) => `Sign out ${device}` },
  ways: ["by key", "by hand"],
  opened: (count: number, by: string) => `Opened ${count} times by ${by}`,
});

test("a name that is read from right to left turns none of the words around it", () => {
  expect(text.sessions.signOut("\u202eABC 123")).toBe("Sign out \u2068\u202eABC 123\u2069");
  expect(text.opened(2, "\u05e9\u05dc\u05d5\u05dd")).toBe(
    "Opened 2 times by \u2068\u05e9\u05dc\u05d5\u05dd\u2069",
  );
});

test("what turns nothing is filled in as it is", () => {
  expect(text.sessions.signOut("Åsa's phone")).toBe("Sign out Åsa's phone");
  expect(text.plain).toBe("Cars");
});

test("a sentence put into another one keeps the names in it apart", () => {
  const inner = text.sessions.signOut("\u202eABC");
  expect(text.sessions.signOut(inner)).toBe("Sign out Sign out \u2068\u202eABC\u2069");
});

test("a list of words stays one", () => {
  expect([...text.ways, text.ways.join()]).toEqual(["by key", "by hand", "by key,by hand"]);
  expect(text.ways.map((way) => way.length)).toEqual([6, 7]);
});

test("the same text comes each time it is read", () => {
  expect(text.sessions).toBe(text.sessions);
  expect(text.opened).toBe(text.opened);
});
