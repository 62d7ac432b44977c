import type { Logger } from "pino";

/** Pause before a task that failed is tried again, ms. */
const RETRY_MS = 500;

/** Tasks that share a loop: one that fails stands in nobody's way. */
export type LoopTasks = {
  /** Runs a task, unless it failed just now. A failure is logged once, until it succeeds again. */
  run(name: string, task: () => Promise<void>): Promise<void>;
};

export const createLoopTasks = (log: Logger, now: () => number): LoopTasks => {
  const retryAtMs = new Map<string, number>();
  return {
    async run(name, task) {
      if (now() < (retryAtMs.get(name) ?? 0)) return;
      try {
        await task();
        if (retryAtMs.delete(name)) log.info({ task: name }, "a task of the processor works again");
      } catch (err) {
        if (!retryAtMs.has(name)) {
          log.error({ err, task: name }, "a task of the processor fails; trying again");
        }
        retryAtMs.set(name, now() + RETRY_MS);
      }
    },
  };
};
