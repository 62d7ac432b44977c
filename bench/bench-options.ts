import type { Machine } from "./machine.ts";

/** How long and how often to measure. */
export type BenchOptions = {
  readonly seconds: number;
  readonly rounds: number;
  readonly warmUpS: number;
  readonly machine: Machine;
  readonly interrupted: AbortSignal;
  /** Keeps a CPU profile of ingest and processor for each round; the figures suffer. */
  readonly profile: boolean;
};
