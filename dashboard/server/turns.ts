import { setTimeout as wait } from "node:timers/promises";

type Turns = {
  /** The pause between two turns, ms. */
  readonly everyMs: number;
  /** One turn; answers whether there is more to do at once. */
  readonly turn: (signal: AbortSignal) => Promise<boolean>;
  /** A turn has failed; the next one follows all the same. */
  readonly onFailure: (err: unknown) => void;
};

/** Waits, unless the signal ends it before. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  wait(ms, undefined, { signal }).catch(() => undefined);

/** Takes turns until it is stopped, which waits for the one under way. */
export const startTurns = ({ everyMs, turn, onFailure }: Turns) => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      let isMore = false;
      try {
        isMore = await turn(signal);
      } catch (err) {
        onFailure(err);
      }
      if (!isMore) await pause(everyMs, signal);
    }
  };
  const done = run();
  return {
    async stop(): Promise<void> {
      stopping.abort();
      await done;
    },
  };
};
