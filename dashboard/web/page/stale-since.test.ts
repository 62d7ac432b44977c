import { expect, test } from "vitest";
import { staleSinceMs } from "./stale-since.ts";

test("what is shown is old since the link was lost, else since it could last be loaded", () => {
  const lost = { kind: "lost", sinceMs: 5_000, attempt: 1 } as const;
  expect(staleSinceMs({ load: "ready", atMs: 1_000 }, lost)).toBe(5_000);
  expect(staleSinceMs({ load: "failed", atMs: 1_000 }, { kind: "live" })).toBe(1_000);
  expect(staleSinceMs({ load: "failed", atMs: undefined }, { kind: "live" })).toBeUndefined();
  expect(staleSinceMs({ load: "ready", atMs: 1_000 }, { kind: "live" })).toBeUndefined();
});
