import { expect, test } from "vitest";
import { describePipeline, type PipelineResult } from "./pipeline-report.ts";

const latency = { count: 1_000, p50: 5, p95: 20, p99: 40, max: 60 };
const load = {
  acknowledged: 1_000,
  windowMs: 1_000,
  acknowledgedPerS: [1_000],
  ackLatencyMs: latency,
  cpuMs: 100,
  devices: [],
};

/** A run that met every mark, but for what is said. */
const aRun = ({ engine = "native", sustainedPerS = 500, missing = 0 } = {}): PipelineResult => {
  const check = { acknowledged: 1_000, missing, doubled: 0 };
  const rates = { acknowledgedPerS: sustainedPerS, storedPerS: sustainedPerS, sustainedPerS };
  const costs = { drainMs: 10, cpuUsPerMessage: {}, cpuPercent: {} };
  return {
    machine: { cores: 2, cpu: "x", memoryGb: 8, node: "20", kernel: "6", loadBefore: 0 },
    engine,
    load: { connections: 50, inFlight: 20, seconds: 1 },
    acknowledgeOnlyPerS: [2_000],
    bareAedes: [load],
    bareAedesPerS: [1_000],
    pipeline: [{ load, ...rates, ...costs, check }],
    live: {
      perS: 500,
      publishToSocketMs: latency,
      pubackMs: latency,
      unseen: 0,
      batchesPerS: 5,
      check,
    },
  };
};

test("a run on a native server fails when a mark is missed, one on the embedded engine does not", () => {
  expect(describePipeline(aRun()).passed).toBe(true);
  const slow = describePipeline(aRun({ sustainedPerS: 300 }));
  expect(slow.passed).toBe(false);
  expect(slow.text).toContain("mark 0.4: MISSED");
  expect(describePipeline(aRun({ engine: "embedded", sustainedPerS: 300 })).passed).toBe(true);
});

test("a lost message fails a run on any engine", () => {
  expect(describePipeline(aRun({ missing: 1 })).passed).toBe(false);
  expect(describePipeline(aRun({ engine: "embedded", missing: 1 })).passed).toBe(false);
});
