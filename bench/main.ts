// `npm run bench [-- NAME] [--seconds N] [--rounds N] [--warm-up N] [--profile]`: prints a table and
// writes JSON.
import { parseArgs } from "node:util";
import { z } from "zod";
import type { BenchOptions } from "./bench-options.ts";
import { benchDetectors } from "./detectors/bench-detectors.ts";
import { describeMachine } from "./machine.ts";
import { benchPipeline } from "./pipeline.ts";
import { say } from "./report.ts";

type Benchmark = {
  readonly about: string;
  /** Answers whether everything that must hold did. */
  readonly run: (options: BenchOptions) => Promise<boolean>;
};

const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  pipeline: {
    about: "the whole system against a bare Aedes broker, and publish-to-Socket.IO latency",
    run: benchPipeline,
  },
  detectors: {
    about: "all detectors on one core: speed, each one's cost, state size, memory of a fleet",
    run: benchDetectors,
  },
};

const Count = z.coerce.number().int().min(1);
const Options = z.object({
  seconds: Count.default(10),
  rounds: Count.default(5),
  "warm-up": z.coerce.number().int().min(0).default(3),
  profile: z.boolean().default(false),
});

const usage = (): void => {
  say("npm run bench -- NAME [--seconds N] [--rounds N] [--warm-up N] [--profile]");
  for (const [name, { about }] of Object.entries(BENCHMARKS)) say(`  ${name.padEnd(12)}${about}`);
};

const run = async (args: string[], interrupted: AbortSignal): Promise<boolean> => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      seconds: { type: "string" },
      rounds: { type: "string" },
      "warm-up": { type: "string" },
      profile: { type: "boolean" },
    },
  });
  const [name] = positionals;
  const benchmark = name === undefined ? undefined : BENCHMARKS[name];
  if (!benchmark) {
    usage();
    return name === undefined;
  }
  const { "warm-up": warmUpS, ...options } = Options.parse(values);
  return benchmark.run({ ...options, warmUpS, machine: describeMachine(), interrupted });
};

const interruption = new AbortController();
const interrupt = (): void => interruption.abort(new Error("interrupted"));
process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
try {
  process.exitCode = (await run(process.argv.slice(2), interruption.signal)) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
