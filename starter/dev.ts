// `npm run dev`: the system without a simulated fleet, the page served by Vite with hot reload, and
// every process restarted when the compiler has changed what it runs.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { inCheckout, inDist } from "./checkout.ts";
import { readConfig, systemOptions } from "./config.ts";
import { startSystem, type ProcessName } from "./system.ts";

/** A compilation writes many files; wait until it has been quiet for this long, ms. */
const QUIET_MS = 300;

/** What each process is made of, below `dist`. */
const PARTS: Readonly<Partial<Record<ProcessName, readonly string[]>>> = {
  processor: ["contracts", "db", "processor"],
  ingest: ["contracts", "db", "ingest"],
  dashboard: ["contracts", "db", "operations", "dashboard/server"],
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);
/** Runs a tool of the checkout; answers how to end it and what it has started. */
const startTool = (script: string, ...args: string[]): (() => void) => {
  const { pid } = spawn(process.execPath, [inCheckout(script), ...args], {
    cwd: inCheckout("."),
    stdio: "inherit",
    detached: true,
  });
  return () => {
    if (pid !== undefined) process.kill(-pid);
  };
};

const config = readConfig(process.env);
const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => interruption.abort(new Error("interrupted")));
}

const system = await startSystem({
  ...systemOptions(config),
  progress: say,
  interrupted: interruption.signal,
});
const stopCompiler = startTool(
  "node_modules/typescript/bin/tsc",
  "-b",
  "--watch",
  "--preserveWatchOutput",
);
const stopPage = startTool("node_modules/vite/bin/vite.js", "dashboard/web");

for (const [name, folders] of Object.entries(PARTS) as [ProcessName, readonly string[]][]) {
  let quiet: NodeJS.Timeout | undefined;
  const restart = (): void => {
    say(`${name} changed`);
    system.restart(name).catch((error: unknown) => say((error as Error).message));
  };
  for (const folder of folders) {
    watch(inDist(folder), { recursive: true }, () => {
      clearTimeout(quiet);
      quiet = setTimeout(restart, QUIET_MS);
    });
  }
}

if (!interruption.signal.aborted) await once(interruption.signal, "abort");
stopCompiler();
stopPage();
await system.stop();
process.exit(0);
