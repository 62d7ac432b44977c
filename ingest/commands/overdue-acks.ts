/** How long a device may take to acknowledge an immobilisation before it is taken back, ms. */
const ACKNOWLEDGE_WITHIN_MS = 5_000;

/** Waits for acknowledgements that must not come late. */
export type OverdueAcks = {
  /** Runs `takeBack` once, unless the returned function is called in time. */
  readonly expect: (takeBack: () => void) => () => void;
  /** Nobody can wait any more: takes everything back. */
  readonly close: () => void;
};

/** Expects nothing yet. */
export const createOverdueAcks = (): OverdueAcks => {
  const expected = new Map<() => void, NodeJS.Timeout>();
  const forget = (run: () => void): boolean => {
    clearTimeout(expected.get(run));
    return expected.delete(run);
  };
  return {
    expect: (takeBack) => {
      const run = (): void => {
        if (forget(run)) takeBack();
      };
      expected.set(run, setTimeout(run, ACKNOWLEDGE_WITHIN_MS));
      return () => void forget(run);
    },
    close: () => {
      for (const run of [...expected.keys()]) run();
    },
  };
};
