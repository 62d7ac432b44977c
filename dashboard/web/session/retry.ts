/** Pauses before what failed is tried again, ms; the last one stays. */
const RETRY_MS = [1_000, 2_000, 5_000, 15_000] as const;

export type Retry = {
  /** The work failed: it is run again after the next pause. */
  failed(): void;
  /** It is not run again; the next pause is the shortest. */
  stop(): void;
};

/** Runs some work again after pauses that grow, while there is a server, until it is stopped. */
export const createRetry = (isLive: () => boolean, work: () => void): Retry => {
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (): void => {
    timer = setTimeout(
      () => (isLive() ? work() : wait()),
      RETRY_MS[Math.min(turn, RETRY_MS.length - 1)],
    );
  };
  return {
    failed() {
      clearTimeout(timer);
      wait();
      turn++;
    },
    stop() {
      clearTimeout(timer);
      turn = 0;
    },
  };
};
