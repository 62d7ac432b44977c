import { expect, test } from "vitest";
import { cpuBetween, parseCpuMs, sampleCpu } from "./cpu-time.ts";

test("user and system time are read past a name with blanks and brackets", () => {
  const stat = "4711 (a (b) c) S 1 4711 4711 0 -1 4194304 100 0 0 0 250 50 7 8 20 0 1 0 900 1 1";
  expect(parseCpuMs(stat)).toBe(3_000);
});

test("this process is seen to work", () => {
  const groups = { self: [process.pid], gone: [2 ** 22 + 1] };
  const before = sampleCpu(groups);
  const deadlineMs = performance.now() + 5_000;
  let used = 0;
  while (used < 30 && performance.now() < deadlineMs) {
    used = cpuBetween(groups, before, sampleCpu(groups))["self"] ?? 0;
  }
  expect(used).toBeGreaterThanOrEqual(30);
  expect(cpuBetween(groups, before, sampleCpu(groups))["gone"]).toBe(0);
});
