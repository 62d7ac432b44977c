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

/** The machine in one line. */
export const inOneLine = ({ cores, cpu, memoryGb, node, loadBefore }: Machine): string =>
  `${cores} × ${cpu}, ${memoryGb} GB, Node ${node}, load before ${loadBefore.toFixed(2)}`;
