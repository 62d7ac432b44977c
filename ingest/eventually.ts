import { setTimeout as wait } from "node:timers/promises";

/** How long a condition may take to come true on a busy machine, ms. */
const DEADLINE_MS = 15_000;
const POLL_MS = 10;

/** What `read` answers once that is neither undefined nor false. Rejects after a deadline. */
export const eventually = async <T>(
  what: string,
  read: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> => {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const value = await read();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`not within ${DEADLINE_MS} ms: ${what}`);
    await wait(POLL_MS);
  }
};
