import { expect, test } from "vitest";
import { createSignInBackoff, waitAfterMs } from "./sign-in-backoff.ts";

const fail = (times: number, key = "a@example 10.0.0.1") => {
  const backoff = createSignInBackoff();
  for (let index = 0; index < times; index++) backoff.failed(key, 0);
  return backoff;
};

test("a few typing errors cost nothing, then the wait doubles up to a quarter of an hour", () => {
  expect([4, 5, 6, 7, 40].map(waitAfterMs)).toEqual([0, 1_000, 2_000, 4_000, 900_000]);
});

test("the wait runs out with time and ends with a success", () => {
  const backoff = fail(6);
  expect(backoff.waitMs("a@example 10.0.0.1", 500)).toBe(1_500);
  expect(backoff.waitMs("a@example 10.0.0.1", 2_000)).toBe(0);
  backoff.succeeded("a@example 10.0.0.1");
  expect(backoff.waitMs("a@example 10.0.0.1", 0)).toBe(0);
});

test("guessing from one address does not lock the account out from another", () => {
  expect(fail(20).waitMs("a@example 10.0.0.2", 0)).toBe(0);
});

test("a flood of made-up accounts does not grow the memory for ever", () => {
  const backoff = fail(9, "first");
  for (let index = 0; index < 10_001; index++) backoff.failed(`made up ${index}`, 1);
  expect(backoff.waitMs("first", 1)).toBe(0);
});
