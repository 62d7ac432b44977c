import type { LiveLatency } from "./live-latency.ts";
import type { Latency, LoadReport } from "./load/plan.ts";
import { inOneLine, type Machine } from "./machine.ts";
import type { PipelineRound, StoredCheck } from "./pipeline-round.ts";
import { spread, table, whole } from "./report.ts";
import { spreadOf, type Spread } from "./statistics.ts";

/** The generator must reach this many times the bare rate, or it is the generator that we measure. */
const GENERATOR_HEADROOM = 1.5;
/** Pass marks: of the bare broker's rate on a native database, and for p99 to a viewer, ms. */
const RATIO_MARK = 0.4;
const LIVE_P99_MARK_MS = 500;

/** All that a run of the benchmark measured. */
export type PipelineResult = {
  readonly machine: Machine;
  readonly engine: string;
  readonly load: {
    readonly connections: number;
    readonly inFlight: number;
    readonly seconds: number;
  };
  readonly acknowledgeOnlyPerS: readonly number[];
  readonly bareAedesPerS: readonly number[];
  readonly bareAedes: readonly LoadReport[];
  readonly pipeline: readonly PipelineRound[];
  readonly live: LiveLatency;
};

const ratio = (value: number): string => value.toFixed(2);
const oneDecimal = (value: number): string => value.toFixed(1);
const verdict = (met: boolean): string => (met ? "met" : "MISSED");
const percentiles = ({ p50, p95, p99, max }: Latency): string[] =>
  [p50, p95, p99, max].map(oneDecimal);

const isIntact = ({ missing, doubled }: StoredCheck): boolean => missing === 0 && doubled === 0;

/** Ratios of the same round, because the machine may be another one in the next. */
const ratiosToBare = (values: readonly number[], bare: readonly number[]): Spread =>
  spreadOf(values.map((value, round) => value / (bare[round] ?? Number.NaN)));

const summarise = (result: PipelineResult) => {
  const { pipeline, bareAedesPerS, acknowledgeOnlyPerS } = result;
  const of = (read: (round: PipelineRound) => number): Spread => spreadOf(pipeline.map(read));
  const processes = Object.keys(pipeline[0]?.cpuUsPerMessage ?? {});
  const checks = [...pipeline.map(({ check }) => check), result.live.check];
  return {
    acknowledgeOnlyPerS: spreadOf(acknowledgeOnlyPerS),
    bareAedesPerS: spreadOf(bareAedesPerS),
    acknowledgedPerS: of((round) => round.acknowledgedPerS),
    storedPerS: of((round) => round.storedPerS),
    sustainedPerS: of((round) => round.sustainedPerS),
    drainMs: of((round) => round.drainMs),
    generatorToBare: ratiosToBare(acknowledgeOnlyPerS, bareAedesPerS),
    sustainedToBare: ratiosToBare(
      pipeline.map(({ sustainedPerS }) => sustainedPerS),
      bareAedesPerS,
    ),
    bareP99Ms: spreadOf(result.bareAedes.map(({ ackLatencyMs }) => ackLatencyMs.p99)),
    pubackP99Ms: of(({ load }) => load.ackLatencyMs.p99),
    cpu: processes.map((name) => ({
      name,
      usPerMessage: of((round) => round.cpuUsPerMessage[name] ?? 0),
      percent: of((round) => round.cpuPercent[name] ?? 0),
    })),
    acknowledged: checks.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
    missing: checks.reduce((sum, { missing }) => sum + missing, 0),
    doubled: checks.reduce((sum, { doubled }) => sum + doubled, 0),
  };
};
type Summary = ReturnType<typeof summarise>;

const rates = (summary: Summary): string =>
  table(
    ["QoS 1, messages/s", "median (min–max)", "to bare Aedes", "PUBACK p99, ms"],
    [
      [
        "broker that only acknowledges",
        spread(summary.acknowledgeOnlyPerS),
        spread(summary.generatorToBare, ratio),
        "",
      ],
      ["bare Aedes", spread(summary.bareAedesPerS), "1", spread(summary.bareP99Ms, oneDecimal)],
      [
        "system, acknowledged",
        spread(summary.acknowledgedPerS),
        "",
        spread(summary.pubackP99Ms, oneDecimal),
      ],
      ["system, stored", spread(summary.storedPerS), "", ""],
      [
        "system, sustained",
        spread(summary.sustainedPerS),
        spread(summary.sustainedToBare, ratio),
        "",
      ],
    ],
  );

const costs = ({ cpu }: Summary): string =>
  table(
    ["CPU", "µs a message", "% of a core"],
    cpu.map(({ name, usPerMessage, percent }) => [
      name,
      spread(usPerMessage, oneDecimal),
      spread(percent),
    ]),
  );

const latencies = ({ perS, publishToSocketMs, pubackMs }: LiveLatency): string =>
  table(
    [`at ${perS} messages/s, ms`, "p50", "p95", "p99", "max"],
    [
      ["publish to Socket.IO", ...percentiles(publishToSocketMs)],
      ["publish to PUBACK", ...percentiles(pubackMs)],
    ],
  );

type Mark = { readonly line: string; readonly met: boolean };

/** What a run has to reach. The engine's ratio is one for a native server: embedded is for a desk. */
const marks = (summary: Summary, { engine, live }: PipelineResult): Mark[] => {
  const generator = summary.generatorToBare.median;
  const sustained = summary.sustainedToBare.median;
  const { p99 } = live.publishToSocketMs;
  const generatorMet = generator >= GENERATOR_HEADROOM;
  const ratioMet = sustained >= RATIO_MARK;
  const liveMet = p99 <= LIVE_P99_MARK_MS && live.unseen === 0;
  const isNative = engine.startsWith("native");
  const mark = isNative ? `, mark ${RATIO_MARK}: ${verdict(ratioMet)}` : "";
  return [
    {
      line: `generator reaches ${ratio(generator)} times bare Aedes, mark ${GENERATOR_HEADROOM}: ${verdict(generatorMet)}`,
      met: generatorMet || !isNative,
    },
    {
      line: `acknowledged and stored: ${ratio(sustained)} of bare Aedes${mark}`,
      met: ratioMet || !isNative,
    },
    {
      line: `publish to Socket.IO p99 ${oneDecimal(p99)} ms, mark ${LIVE_P99_MARK_MS}: ${verdict(liveMet)}; never seen: ${live.unseen}`,
      met: liveMet || !isNative,
    },
  ];
};

const losses = (summary: Summary): string[] => [
  `everything stored ${whole(summary.drainMs.median)} ms after the last PUBACK (at most ${whole(summary.drainMs.max)})`,
  `of ${whole(summary.acknowledged)} acknowledged messages ${summary.missing} are missing and ${summary.doubled} doubled`,
];

/** The result as a person reads it, in figures for the JSON, and whether it may pass. */
export const describePipeline = (result: PipelineResult) => {
  const summary = summarise(result);
  const { machine, engine, load, pipeline, live } = result;
  const reached = marks(summary, result);
  const text = [
    "",
    inOneLine(machine),
    `${engine}; ${load.connections} connections, ${load.inFlight} in flight each, ${pipeline.length} rounds of ${load.seconds} s`,
    "",
    rates(summary),
    "",
    costs(summary),
    "",
    latencies(live),
    "",
    ...reached.map(({ line }) => line),
    ...losses(summary),
  ].join("\n");
  const intact = [...pipeline.map(({ check }) => check), live.check].every(isIntact);
  return { text, summary, passed: intact && reached.every(({ met }) => met) };
};
