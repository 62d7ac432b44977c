import { setTimeout as wait } from "node:timers/promises";

const POLL_MS = 100;

/**
 * Polls until `check` stops throwing, and returns what it returned. Rejects with its last error
 * once `deadlineMs` has passed.
 */
export const eventually = async <T>(
  check: () => T | Promise<T>,
  deadlineMs = 20_000,
): Promise<T> => {
  const endMs = Date.now() + deadlineMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > endMs) throw error;
      await wait(POLL_MS);
    }
  }
};
