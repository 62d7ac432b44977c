import { cpus, loadavg, release, totalmem } from "node:os";

/** What a benchmark ran on. */
export type Machine = {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGb: number;
  readonly node: string;
  readonly kernel: string;
  /** Of the minute before: how busy others kept it. */
  readonly loadBefore: number;
};

/** Describes this machine, before a benchmark loads it. */
export const describeMachine = (): Machine => ({
  cores: cpus().length,
  cpu: cpus()[0]?.model ?? "unknown",
  memoryGb: Math.round(totalmem() / 1024 ** 3),
  node: process.versions.node,
  kernel: release(),
  loadBefore: loadavg()[0] ?? 0,
});
