/**
 * Runs `work` one at a time. Calls made while it runs share one run after it, so each caller gets
 * what began after its call, and a burst of calls costs two runs.
 */
export const coalesced = (work: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  const start = (): Promise<void> => {
    running = work().finally(() => {
      running = undefined;
    });
    return running;
  };
  const afterRunning = async (current: Promise<void>): Promise<void> => {
    await current.catch(() => {}); // its own callers hear of it
    next = undefined;
    await start();
  };
  return () => {
    if (!running) return start();
    next ??= afterRunning(running);
    return next;
  };
};
