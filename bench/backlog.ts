import type { BenchOptions } from "./bench-options.ts";
import { startBenchSystem, type BenchSystem } from "./bench-system.ts";
import { cpuBetween, sampleCpu } from "./cpu-time.ts";
import { inOneLine } from "./machine.ts";
import { CONNECTIONS, firstTsMsOfAll, nextTsMs, runMaximumLoad, sentIn } from "./maximum-load.ts";
import { checkStored, drained, type StoredCheck } from "./pipeline-round.ts";
import { profilingSettings, toggleProfilers } from "./profiling.ts";
import { keep, say, spread, table, whole } from "./report.ts";
import { spreadOf } from "./statistics.ts";

/** How a processor that had been away caught up. */
type BacklogRound = {
  readonly messages: number;
  readonly storedPerS: number;
  /** CPU time by process, µs a message. */
  readonly cpuUsPerMessage: Readonly<Record<string, number>>;
  readonly check: StoredCheck;
};

/** Fills the stream while there is no processor, then measures how fast a new one empties it. */
const measureBacklog = async (
  bench: BenchSystem,
  firstTsMs: number,
  options: BenchOptions,
): Promise<BacklogRound & { readonly nextTsMs: number }> => {
  const { seconds, warmUpS, interrupted, profile } = options;
  await bench.system.kill("processor");
  const report = await runMaximumLoad(
    bench.system.mqttUrl,
    bench.fleet,
    { firstTsMs, warmUpS, seconds },
    { interrupted },
  );
  const messages = sentIn(report);
  await bench.system.restart("processor");
  if (profile) toggleProfilers(bench.system);
  const before = sampleCpu(await bench.processes());
  const tookMs = await drained(bench, firstTsMs, messages, interrupted);
  const groups = await bench.processes(); // with the connections that were opened meanwhile
  const cpuMs = cpuBetween(groups, before, sampleCpu(groups));
  if (profile) toggleProfilers(bench.system);
  return {
    messages,
    storedPerS: (messages / tookMs) * 1_000,
    cpuUsPerMessage: Object.fromEntries(
      Object.entries(cpuMs).map(([name, ms]) => [name, (ms * 1_000) / messages]),
    ),
    check: await checkStored(bench, report),
    nextTsMs: nextTsMs(report),
  };
};

const describe = (rounds: readonly BacklogRound[]): string => {
  const of = (read: (round: BacklogRound) => number) => spreadOf(rounds.map(read));
  const cost = (name: string): string =>
    spread(
      of((round) => round.cpuUsPerMessage[name] ?? 0),
      (us) => us.toFixed(1),
    );
  return table(
    ["", "median (min–max)"],
    [
      ["messages in the backlog", spread(of((round) => round.messages))],
      ["stored a second", spread(of((round) => round.storedPerS))],
      ...["processor", "database", "nats-server"].map((name) => [
        `${name}, µs a message`,
        cost(name),
      ]),
    ],
  );
};

/**
 * How fast a processor works off what came in while it was away. Answers false when a message is
 * lost or doubled.
 */
export const benchBacklog = async (options: BenchOptions): Promise<boolean> => {
  const { interrupted, profile, machine } = options;
  const settings = profile ? profilingSettings() : {};
  const bench = await startBenchSystem({ cars: CONNECTIONS, progress: say, interrupted, settings });
  try {
    const rounds: BacklogRound[] = [];
    let firstTsMs = firstTsMsOfAll();
    for (let round = 1; round <= options.rounds; round++) {
      const { nextTsMs: next, ...measured } = await measureBacklog(bench, firstTsMs, options);
      firstTsMs = next;
      rounds.push(measured);
      say(
        `round ${round}: ${whole(measured.messages)} messages, ${whole(measured.storedPerS)}/s stored`,
      );
    }
    say(`\n${inOneLine(machine)}\n${bench.engine}\n\n${describe(rounds)}\n`);
    say(`kept in ${keep("backlog", { machine, engine: bench.engine, rounds })}`);
    return rounds.every(({ check }) => check.missing === 0 && check.doubled === 0);
  } finally {
    await bench.stop();
  }
};
