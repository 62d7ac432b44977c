import { expect, test } from "vitest";
import { isolated } from "./isolated.ts";

test("a name ends with its own isolate, whatever it would begin or end itself", () => {
  expect(isolated("ABC 123")).toBe("\u2068ABC 123\u2069");
  expect(isolated("\u202Eשלום")).toBe("\u2068\u202Eשלום\u2069");
  expect(isolated("A\u2069B\u2067")).toBe("\u2068AB\u2069");
});
