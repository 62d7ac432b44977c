/**
 * Runs some work so that it never overlaps itself: asked for while it runs, it runs once more
 * afterwards, however often it was asked for. `stop` keeps it from beginning again.
 */
export const repeatable = (
  work: () => Promise<void>,
): { readonly run: () => void; readonly stop: () => void } => {
  let isRunning = false;
  let isAskedFor = false;
  let isStopped = false;
  const runAll = async (): Promise<void> => {
    isRunning = true;
    while (isAskedFor) {
      isAskedFor = false;
      await work();
    }
    isRunning = false;
  };
  return {
    run() {
      if (isStopped) return;
      isAskedFor = true;
      if (!isRunning) void runAll();
    },
    stop() {
      isStopped = true;
      isAskedFor = false;
    },
  };
};
