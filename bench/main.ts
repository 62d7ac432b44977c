// `npm run bench [-- NAME] [--seconds N] [--rounds N] [--warm-up N] [--profile]`: prints a table and
// writes JSON, of one benchmark or of all.
import { parseArgs } from "node:util";
import { z } from "zod";
import { asksForHelp, USAGE_EXIT_CODE } from "../simulators/usage-error.ts";
import type { BenchOptions } from "./bench-options.ts";
import { chosen } from "./choice.ts";
import { benchAnalytics } from "./analytics.ts";
import { benchBacklog } from "./backlog.ts";
import { benchDetectors } from "./detectors/bench-detectors.ts";
import { benchMap } from "./map/bench-map.ts";
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
  backlog: {
    about: "how fast a processor works off what came in while it was away",
    run: benchBacklog,
  },
  analytics: {
    about: "figures of a period of 300 cars with two years of routes behind them",
    run: benchAnalytics,
  },
  detectors: {
    about: "all detectors on one core: speed, each one's cost, state size, memory of a fleet",
    run: benchDetectors,
  },
  map: {
    about: "the live page with 10,000 and 50,000 moving cars: a tick, a frame, a keypress",
    run: benchMap,
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
  say("npm run bench -- [NAME] [--seconds N] [--rounds N] [--warm-up N] [--profile]");
  for (const [name, { about }] of Object.entries(BENCHMARKS)) say(`  ${name.padEnd(12)}${about}`);
};

const parse = (args: string[]) => {
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
  const { "warm-up": warmUpS, ...options } = Options.parse(values);
  return { benchmarks: chosen(BENCHMARKS, positionals[0]), options: { ...options, warmUpS } };
};

/** Runs what the command line names, one after the other; answers the exit code. */
const run = async (args: string[], interrupted: AbortSignal): Promise<number> => {
  if (asksForHelp(args)) {
    usage();
    return 0;
  }
  const { benchmarks, options } = parse(args);
  if (benchmarks.length === 0) {
    usage();
    return USAGE_EXIT_CODE;
  }
  const machine = describeMachine();
  let allHeld = true;
  for (const benchmark of benchmarks) {
    const held = await benchmark.run({ ...options, machine, interrupted });
    allHeld &&= held;
  }
  return allHeld ? 0 : 1;
};

const interruption = new AbortController();
const interrupt = (): void => interruption.abort(new Error("interrupted"));
process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
try {
  process.exitCode = await run(process.argv.slice(2), interruption.signal);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
