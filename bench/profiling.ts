import { mkdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { inDist } from "../starter/checkout.ts";
import type { System } from "../starter/system.ts";
import { RESULTS_FOLDER } from "./report.ts";

/** Settings that let every Node process of a system be profiled into the results' folder. */
export const profilingSettings = (): Record<string, string> => {
  mkdirSync(RESULTS_FOLDER, { recursive: true });
  const preload = pathToFileURL(inDist("bench/profile-on-signal.js"));
  preload.searchParams.set("folder", RESULTS_FOLDER);
  return { NODE_OPTIONS: `--import="${preload.href}"` };
};

/** Starts the profilers of a system started with these settings, or stops and saves them. */
export const toggleProfilers = (system: System): void => {
  for (const name of ["ingest", "processor"] as const) {
    const pid = system.pid(name);
    if (pid !== undefined) process.kill(pid, "SIGUSR2");
  }
};
