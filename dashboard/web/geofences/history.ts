/** What has been done to something, step by step, and what was taken back. */
export type History<State extends object> = {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
  /** Names the latest step while the next one of the same name may still belong to it. */
  readonly key: string | undefined;
};

/** Steps that can be taken back. */
const MOST_STEPS = 200;

export const historyOf = <State extends object>(present: State): History<State> => ({
  past: [],
  present,
  future: [],
  key: undefined,
});

/**
 * Takes a step. Those that follow each other under one key, such as the keystrokes in a field or the
 * way of a drag, are one. What had been taken back is gone.
 */
export const record = <State extends object>(
  history: History<State>,
  next: State,
  key?: string,
): History<State> => {
  const { past, present } = history;
  if (Object.is(next, present)) return history;
  const belongs = key !== undefined && key === history.key;
  return {
    past: belongs ? past : [...past, present].slice(-MOST_STEPS),
    present: next,
    future: [],
    key,
  };
};

/** Ends a step that went on under a key: the next one is another, whatever its key. */
export const settled = <State extends object>(history: History<State>): History<State> => ({
  ...history,
  key: undefined,
});

/** Takes the latest step back; without one nothing changes. */
export const undone = <State extends object>(history: History<State>): History<State> => {
  const { past, present, future } = history;
  const before = past.at(-1);
  if (!before) return history;
  return {
    past: past.slice(0, -1),
    present: before,
    future: [present, ...future],
    key: undefined,
  };
};

/** Takes again the step that was taken back last; without one nothing changes. */
export const redone = <State extends object>(history: History<State>): History<State> => {
  const { past, present, future } = history;
  const [next, ...rest] = future;
  if (!next) return history;
  return { past: [...past, present], present: next, future: rest, key: undefined };
};
