import { setTimeout as wait } from "node:timers/promises";
import { countStored, loadLatestStoredMs } from "../db/stored-counts.ts";
import type { BenchSystem } from "./bench-system.ts";
import { cpuBetween, sampleCpu, type CpuSample, type ProcessGroups } from "./cpu-time.ts";
import type { LoadReport } from "./load/plan.ts";
import { type MaximumLoad, runMaximumLoad, sentIn, STEP_MS } from "./maximum-load.ts";

/** How long the rest may take to be stored, ms. */
const DRAIN_TIMEOUT_MS = 600_000;
const DRAIN_POLL_MS = 50;

/** One measurement of the whole system under the heaviest load. */
export type PipelineRound = {
  readonly load: LoadReport;
  readonly acknowledgedPerS: number;
  /** Rows that became visible in the window, a second. */
  readonly storedPerS: number;
  /** What it can keep up: the lesser of the two. */
  readonly sustainedPerS: number;
  /** From the last acknowledgement until everything was stored, ms. */
  readonly drainMs: number;
  /** CPU time by process, µs a message: stored for processor and database, else acknowledged. */
  readonly cpuUsPerMessage: Readonly<Record<string, number>>;
  /** CPU time by process, % of one core. */
  readonly cpuPercent: Readonly<Record<string, number>>;
  /** Messages of this round that were acknowledged, and how the database has them. */
  readonly check: StoredCheck;
};

/** Whether what was acknowledged is stored exactly once. */
export type StoredCheck = {
  readonly acknowledged: number;
  readonly missing: number;
  readonly doubled: number;
};

type Stored = { readonly count: number; readonly atMs: number };

/** Rows stored since `firstTsMs`. Each car's observations are equal steps apart and stored in order. */
const countSince = async ({ pool, fleet }: BenchSystem, firstTsMs: number): Promise<Stored> => {
  const ids = fleet.cars.map(({ vehicleId }) => vehicleId);
  const latest = await loadLatestStoredMs(pool, ids, firstTsMs);
  let count = 0;
  for (const latestMs of latest.values()) count += (latestMs - firstTsMs) / STEP_MS + 1;
  return { count, atMs: performance.now() };
};

/** Waits until everything sent is stored; resolves with how long it took, ms. */
export const drained = async (
  bench: BenchSystem,
  firstTsMs: number,
  sent: number,
  interrupted: AbortSignal,
): Promise<number> => {
  const startMs = performance.now();
  const deadlineMs = startMs + DRAIN_TIMEOUT_MS;
  for (;;) {
    const { count, atMs } = await countSince(bench, firstTsMs);
    if (count >= sent) return atMs - startMs;
    if (atMs > deadlineMs) return Number.POSITIVE_INFINITY; // the check says what is missing
    await wait(DRAIN_POLL_MS, undefined, { signal: interrupted });
  }
};

/** Compares a load report with the rows of its event times. */
export const checkStored = async (
  { pool, fleet }: BenchSystem,
  { devices }: Pick<LoadReport, "devices">,
): Promise<StoredCheck> => {
  const firstMs = Math.min(...devices.map(({ firstTsMs }) => firstTsMs));
  const lastMs = Math.max(...devices.map(({ lastTsMs }) => lastTsMs));
  const ids = fleet.cars.map(({ vehicleId }) => vehicleId);
  const stored = await countStored(pool, ids, [firstMs, lastMs]);
  const check = { acknowledged: 0, missing: 0, doubled: 0 };
  for (const [car, { acknowledged }] of devices.entries()) {
    const { rows = 0, times = 0 } = stored.get(ids[car] ?? "") ?? {};
    check.acknowledged += acknowledged;
    check.missing += Math.max(0, acknowledged - times);
    check.doubled += rows - times;
  }
  return check;
};

type RoundOptions = {
  readonly load: MaximumLoad;
  readonly interrupted: AbortSignal;
  /** Called at both edges of the window. */
  readonly atEdge: () => void;
};

/** What the system was like at one edge of the measuring window. */
type Edge = { readonly groups: ProcessGroups; readonly cpu: CpuSample; readonly stored: Stored };

const readEdge = async (bench: BenchSystem, firstTsMs: number): Promise<Edge> => {
  const groups = await bench.processes();
  const cpu = sampleCpu(groups);
  return { groups, cpu, stored: await countSince(bench, firstTsMs) };
};

const isBehindTheStream = (name: string): boolean => name === "processor" || name === "database";

/** Rates and costs of the window between two edges. */
const evaluate = (report: LoadReport, before: Edge, after: Edge) => {
  const stored = after.stored.count - before.stored.count;
  const storedPerS = (stored / (after.stored.atMs - before.stored.atMs)) * 1_000;
  const acknowledgedPerS = (report.acknowledged / report.windowMs) * 1_000;
  const cpuMs = { ...cpuBetween(after.groups, before.cpu, after.cpu), generator: report.cpuMs };
  const each = (convert: (ms: number, name: string) => number) =>
    Object.fromEntries(Object.entries(cpuMs).map(([name, ms]) => [name, convert(ms, name)]));
  return {
    acknowledgedPerS,
    storedPerS,
    sustainedPerS: Math.min(acknowledgedPerS, storedPerS),
    cpuUsPerMessage: each(
      (ms, name) => (ms * 1_000) / (isBehindTheStream(name) ? stored : report.acknowledged),
    ),
    cpuPercent: each((ms) => (ms / report.windowMs) * 100),
  };
};

/** Measures one round. */
export const measurePipeline = async (
  bench: BenchSystem,
  { load, interrupted, atEdge }: RoundOptions,
): Promise<PipelineRound> => {
  const { firstTsMs } = load;
  const edges: Edge[] = [];
  const edge = async (): Promise<void> => {
    atEdge();
    edges.push(await readEdge(bench, firstTsMs));
  };
  const report = await runMaximumLoad(bench.system.mqttUrl, bench.fleet, load, {
    opens: edge,
    closes: edge,
    interrupted,
  });
  const drainMs = await drained(bench, firstTsMs, sentIn(report), interrupted);
  const [before, after] = edges;
  if (!before || !after) throw new Error("the load generator never opened its window");
  const check = await checkStored(bench, report);
  return { load: report, drainMs, check, ...evaluate(report, before, after) };
};
