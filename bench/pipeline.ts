import type { BenchOptions } from "./bench-options.ts";
import { startBenchSystem, type BenchSystem } from "./bench-system.ts";
import { startChild, type Child } from "./child.ts";
import { measureLiveLatency } from "./live-latency.ts";
import type { LoadReport } from "./load/plan.ts";
import {
  CONNECTIONS,
  firstTsMsOfAll,
  IN_FLIGHT,
  nextTsMs,
  runMaximumLoad,
} from "./maximum-load.ts";
import { describePipeline, type PipelineResult } from "./pipeline-report.ts";
import { measurePipeline, type PipelineRound } from "./pipeline-round.ts";
import { profilingSettings, toggleProfilers } from "./profiling.ts";
import { keep, say, whole } from "./report.ts";
import { Listening } from "./serve.ts";

const LIVE_MESSAGES_PER_S = 500;
const LIVE_SECONDS_AT_LEAST = 20;

type Targets = { readonly sink: Child; readonly bare: Child; readonly bench: BenchSystem };
type Rounds = { sink: LoadReport[]; bare: LoadReport[]; pipeline: PipelineRound[] };

const perS = ({ acknowledged, windowMs }: LoadReport): number => (acknowledged / windowMs) * 1_000;

const measureBroker = async (
  broker: Child,
  bench: BenchSystem,
  { seconds, warmUpS, interrupted }: BenchOptions,
): Promise<LoadReport> =>
  runMaximumLoad(
    `mqtt://127.0.0.1:${Listening.parse(broker.greeting).port}`,
    bench.fleet,
    { firstTsMs: firstTsMsOfAll(), warmUpS, seconds },
    { interrupted },
  );

/** One after the other in every round, so that what else the machine does hits all of them. */
const measureRounds = async (
  { sink, bare, bench }: Targets,
  options: BenchOptions,
): Promise<Rounds> => {
  const rounds: Rounds = { sink: [], bare: [], pipeline: [] };
  let firstTsMs = firstTsMsOfAll();
  for (let round = 1; round <= options.rounds; round++) {
    const onlyAcks = await measureBroker(sink, bench, options);
    const aedes = await measureBroker(bare, bench, options);
    const { seconds, warmUpS, interrupted } = options;
    const load = { firstTsMs, warmUpS, seconds };
    const atEdge = (): void => {
      if (options.profile) toggleProfilers(bench.system);
    };
    const system = await measurePipeline(bench, { load, interrupted, atEdge });
    firstTsMs = nextTsMs(system.load);
    rounds.sink.push(onlyAcks);
    rounds.bare.push(aedes);
    rounds.pipeline.push(system);
    say(
      `round ${round}: acknowledge-only ${whole(perS(onlyAcks))}/s, bare Aedes ` +
        `${whole(perS(aedes))}/s, system ${whole(system.acknowledgedPerS)}/s acknowledged and ` +
        `${whole(system.storedPerS)}/s stored, drained in ${whole(system.drainMs)} ms`,
    );
  }
  return rounds;
};

const measureAll = async (targets: Targets, options: BenchOptions): Promise<PipelineResult> => {
  const { bench } = targets;
  const rounds = await measureRounds(targets, options);
  const live = await measureLiveLatency(bench, {
    perS: LIVE_MESSAGES_PER_S,
    warmUpS: options.warmUpS,
    seconds: Math.max(options.seconds, LIVE_SECONDS_AT_LEAST),
    interrupted: options.interrupted,
  });
  return {
    machine: options.machine,
    engine: bench.engine,
    load: { connections: CONNECTIONS, inFlight: IN_FLIGHT, seconds: options.seconds },
    acknowledgeOnlyPerS: rounds.sink.map(perS),
    bareAedes: rounds.bare,
    bareAedesPerS: rounds.bare.map(perS),
    pipeline: rounds.pipeline,
    live,
  };
};

/**
 * How much of a bare Aedes broker's rate the whole system acknowledges and stores, what each process
 * costs, and how long a position takes to a viewer. Answers false when a message is lost or
 * doubled, and on a native server when a mark is missed.
 */
export const benchPipeline = async (options: BenchOptions): Promise<boolean> => {
  const { interrupted, profile } = options;
  const settings = profile ? profilingSettings() : {};
  const bench = await startBenchSystem({ cars: CONNECTIONS, progress: say, interrupted, settings });
  const brokers: Child[] = [];
  try {
    const sink = await startChild("sink-broker.js");
    brokers.push(sink);
    const bare = await startChild("bare-broker.js");
    brokers.push(bare);
    const result = await measureAll({ sink, bare, bench }, options);
    const { text, summary, passed } = describePipeline(result);
    say(text);
    say(`kept in ${keep("pipeline", { summary, ...result })}`);
    return passed;
  } finally {
    for (const broker of brokers) await broker.stop();
    await bench.stop();
  }
};
