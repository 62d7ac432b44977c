import { expect, test } from "vitest";
import { coalesced } from "./coalesced.ts";
import { eventually } from "./eventually.ts";

/** Work that ends when the test says so. */
const heldWork = () => {
  const runs: { end: () => void; fail: (error: Error) => void }[] = [];
  const run = coalesced(
    () => new Promise<void>((resolve, reject) => runs.push({ end: resolve, fail: reject })),
  );
  return { runs, run };
};

test("calls made during a run share one run that begins after it", async () => {
  const { runs, run } = heldWork();
  const first = run();
  const later = [run(), run(), run()];
  expect(runs).toHaveLength(1);
  runs[0]?.end();
  await first;
  await eventually("the second run", () => runs.length === 2);
  runs[1]?.end();
  await Promise.all(later);
  expect(runs).toHaveLength(2);
});

test("a failure is told to those who waited for that run, and the next call runs again", async () => {
  const { runs, run } = heldWork();
  const first = run();
  const second = run();
  runs[0]?.fail(new Error("database away"));
  await expect(first).rejects.toThrow("database away");
  await eventually("the second run", () => runs.length === 2);
  runs[1]?.end();
  await second;
});
