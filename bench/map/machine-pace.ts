import { cpuUsage } from "node:process";
import { spreadOf } from "../statistics.ts";

/** CPU time of `sampleWork` on the machine of `docs/performance.md` at its fastest, ms. */
const FASTEST_MS = 7.7;
const SAMPLES = 150;
const CELLS = 65_536;

/** Arithmetic all over an array that does not fit into the nearest cache, as packed cars do. */
const sampleWork = (cells: Float64Array): void => {
  for (let round = 0; round < 60; round++) {
    for (let at = 0; at < CELLS; at++) {
      cells[at] = (cells[(at * 7_919) % CELLS] ?? 0) * 0.5 + at;
    }
  }
};

/**
 * How many times longer than at its fastest the machine takes for the same work just now, at least 1: what
 * else runs on the host may halve its speed within a minute, and CPU time with it.
 */
export const machineSlowness = (): number => {
  const cells = new Float64Array(CELLS);
  const samplesMs = Array.from({ length: SAMPLES }, () => {
    const before = cpuUsage();
    sampleWork(cells);
    const { user, system } = cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.max(1, spreadOf(samplesMs).median / FASTEST_MS);
};
