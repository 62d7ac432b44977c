import { join } from "node:path";
import type { Progress } from "./nats-binary.ts";
import { processLog, type ProcessLog } from "./process-log.ts";
import { supervise, type ProcessSpec, type Supervised } from "./supervised.ts";

/** Processes that were started one after the other and end together. */
export type ProcessGroup = {
  /** The log file of a process with this name. */
  readonly logOf: (name: string) => ProcessLog;
  /** Resolves when it serves. */
  readonly start: (spec: ProcessSpec) => Promise<void>;
  readonly find: (name: string) => Supervised | undefined;
  /** Ends all of them, last started first. */
  readonly stop: () => Promise<void>;
};

/** An empty group whose logs lie in `<dataDir>/logs`. `interrupted` gives up a start. */
export const createProcessGroup = (
  dataDir: string,
  progress: Progress,
  interrupted: AbortSignal | undefined,
): ProcessGroup => {
  const running: Supervised[] = [];
  return {
    logOf: (name) => processLog(join(dataDir, "logs"), name),
    start: async (spec) => {
      progress(`starting ${spec.name}`);
      running.push(await supervise(spec, progress, interrupted));
    },
    find: (name) => running.find((one) => one.name === name),
    stop: async () => {
      for (const one of running.toReversed()) await one.stop();
    },
  };
};
