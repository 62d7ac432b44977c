import type { Logger } from "pino";

/** What nobody poked for (a crash between commit and poke) is looked for so often, ms. */
const SWEEP_EVERY_MS = 5_000;

/** Carries out what committed transactions have left to do. */
export type CommittedWork = {
  /** There is something new. */
  poke(): void;
  /** Resolves when the turn in hand is over. */
  stop(): Promise<void>;
};

/**
 * Takes turns one at a time, until one says that nothing is left, after each poke and every few
 * seconds. `failure` is logged when turns begin to fail; the work stays for the next.
 */
export const startCommittedWork = (
  turn: () => Promise<"more" | "done">,
  log: Logger,
  failure: string,
): CommittedWork => {
  let running: Promise<void> | undefined;
  let poked = false;
  let failing = false;

  const run = async (): Promise<void> => {
    try {
      while (poked) {
        poked = false;
        while ((await turn()) === "more");
      }
      failing = false;
    } catch (err) {
      if (!failing) log.error({ err }, failure);
      failing = true;
    } finally {
      running = undefined;
    }
  };

  const poke = (): void => {
    poked = true;
    running ??= run();
  };
  const timer = setInterval(poke, SWEEP_EVERY_MS);
  return {
    poke,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
};
