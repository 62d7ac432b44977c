/** Wrong passwords that cost nothing: people mistype. */
const FREE_FAILURES = 4;
/** Wait after the first failure that costs, ms; each further one doubles it. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** A key without a failure for this long is forgotten, ms. */
const FORGET_AFTER_MS = 60 * 60_000;
/** Keys remembered at most; beyond it the one that failed longest ago goes. */
const MAX_KEYS = 10_000;

type Failures = { readonly count: number; readonly lastMs: number };

/** How long a sign-in must wait after so many failures in a row, ms. */
export const waitAfterMs = (failures: number): number =>
  failures <= FREE_FAILURES
    ? 0
    : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - FREE_FAILURES - 1));

/**
 * Failed sign-ins by account and address together: guessing gets slow, while the account's owner,
 * coming from elsewhere, is never locked out. Unknown accounts count like known ones.
 */
export type SignInBackoff = {
  /** ms until the key may try again; 0 when it may now. */
  readonly waitMs: (key: string, nowMs: number) => number;
  readonly failed: (key: string, nowMs: number) => void;
  readonly succeeded: (key: string) => void;
};

export const createSignInBackoff = (): SignInBackoff => {
  // Insertion order is the order of the last failure, so the first key is the stalest.
  const byKey = new Map<string, Failures>();
  const forgetStale = (nowMs: number): void => {
    for (const [key, { lastMs }] of byKey) {
      if (nowMs - lastMs < FORGET_AFTER_MS && byKey.size <= MAX_KEYS) return;
      byKey.delete(key);
    }
  };
  return {
    waitMs: (key, nowMs) => {
      const failures = byKey.get(key);
      if (!failures) return 0;
      return Math.max(0, failures.lastMs + waitAfterMs(failures.count) - nowMs);
    },
    failed: (key, nowMs) => {
      const count = (byKey.get(key)?.count ?? 0) + 1;
      byKey.delete(key);
      byKey.set(key, { count, lastMs: nowMs });
      forgetStale(nowMs);
    },
    succeeded: (key) => {
      byKey.delete(key);
    },
  };
};
