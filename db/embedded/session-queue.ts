import { setImmediate } from "node:timers/promises";

/** Gives the session back. */
export type Release = () => void;

/** Lets one connection at a time have the session, in the order in which they asked. */
export type SessionQueue = {
  /** Resolves when it is the caller's turn, with the way to end that turn. */
  readonly acquire: () => Promise<Release>;
};

/** A queue for the engine's one session: nobody waits for ever behind a busy neighbour. */
export const createSessionQueue = (): SessionQueue => {
  let last: Promise<void> = Promise.resolve();
  return {
    acquire: async () => {
      const previous = last;
      let release: Release = () => {};
      last = new Promise((resolve) => {
        release = resolve;
      });
      await previous;
      await setImmediate(); // the engine blocks the thread: let the others' sockets be heard
      return release;
    },
  };
};
