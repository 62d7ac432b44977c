import { checkStored, drained, STEP_MS, type StoredCheck } from "./pipeline-round.ts";
import { startBenchSystem, type BenchSystem } from "./bench-system.ts";
import type { BenchOptions } from "./bench-options.ts";
import { cpuBetween, sampleCpu } from "./cpu-time.ts";
import { runLoad } from "./load/run-load.ts";
import { inOneLine } from "./machine.ts";
import { profilingSettings, toggleProfilers } from "./profiling.ts";
import { keep, say, spread, table, whole } from "./report.ts";
import { spreadOf } from "./statistics.ts";

const CONNECTIONS = 50;
const IN_FLIGHT = 20;
/** The event times of a backlog begin so long ago, ms: behind the clock, within what ingest takes. */
const FIRST_AGE_MS = 29 * 24 * 3_600_000;

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
): Promise<BacklogRound & { readonly lastTsMs: number }> => {
  const { seconds, warmUpS, interrupted, profile } = options;
  await bench.system.kill("processor");
  const { hostname, port } = new URL(bench.system.mqttUrl);
  const report = await runLoad(
    {
      host: hostname,
      port: Number(port),
      devices: bench.fleet.cars.map(({ device }) => device),
      inFlight: IN_FLIGHT,
      qos: 1,
      pace: { kind: "maximum", firstTsMs, stepMs: STEP_MS },
      warmUpS,
      seconds,
    },
    { interrupted },
  );
  const messages = report.devices.reduce((sum, { sent }) => sum + sent, 0);
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
    lastTsMs: Math.max(...report.devices.map((device) => device.lastTsMs)),
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
    let firstTsMs = Date.now() - FIRST_AGE_MS;
    for (let round = 1; round <= options.rounds; round++) {
      const { lastTsMs, ...measured } = await measureBacklog(bench, firstTsMs, options);
      firstTsMs = lastTsMs + STEP_MS;
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
