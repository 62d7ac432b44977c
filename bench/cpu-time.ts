import { readFileSync } from "node:fs";

/** /proc counts CPU time in these: 100 a second on every Linux (proc(5), sysconf(_SC_CLK_TCK)). */
const MS_PER_TICK = 10;
/** Fields of /proc/<pid>/stat after the name in brackets: user and system time (proc(5)). */
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;

/** CPU time in the text of /proc/<pid>/stat, ms. The name in it may hold blanks and brackets. */
export const parseCpuMs = (stat: string): number => {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[USER_TICKS]) + Number(fields[SYSTEM_TICKS])) * MS_PER_TICK;
};

/** Groups of processes by name, such as all those of a database server. */
export type ProcessGroups = Readonly<Record<string, readonly number[]>>;
/** CPU time by process, ms. */
export type CpuSample = ReadonlyMap<number, number>;

/** What each process has used since it began; none for one that has ended. */
export const sampleCpu = (groups: ProcessGroups): CpuSample => {
  const sample = new Map<number, number>();
  for (const pid of Object.values(groups).flat()) {
    try {
      sample.set(pid, parseCpuMs(readFileSync(`/proc/${pid}/stat`, "utf8")));
    } catch {
      // it has ended
    }
  }
  return sample;
};

/** CPU time each group used between two samples, ms; a process new in the second counts from 0. */
export const cpuBetween = (
  groups: ProcessGroups,
  before: CpuSample,
  after: CpuSample,
): Record<string, number> =>
  Object.fromEntries(
    Object.entries(groups).map(([name, pids]) => [
      name,
      pids.reduce((sum, pid) => sum + (after.get(pid) ?? 0) - (before.get(pid) ?? 0), 0),
    ]),
  );
