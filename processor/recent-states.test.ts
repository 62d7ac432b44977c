import { expect, test } from "vitest";
import { createRecentStates, MOST_RECENT_STATES, RECENT_MS } from "./recent-states.ts";
import { initialState } from "./vehicle-fold.ts";

const NOON = Date.UTC(2026, 2, 1, 12);

test.each([1, 2, 5, 10, 30])(
  "a car heard every %i s that is two minutes late keeps few states, and one of them is not much older",
  (everyS) => {
    const recent = createRecentStates();
    recent.noteLate(RECENT_MS, NOON);
    let most = 0;
    let oldest = 0;
    for (let s = 0; s <= 3_600; s += everyS) {
      const headMs = NOON + s * 1_000;
      recent.offer({ ...initialState(), foldedAtMs: headMs }, headMs);
      most = Math.max(most, recent.size());
      for (const lateS of s < 600 ? [] : [10, 20, 40, 60, 90, 120]) {
        const base = recent.before(headMs - lateS * 1_000);
        oldest = Math.max(oldest, (headMs - (base?.atMs ?? 0)) / (lateS * 1_000));
      }
    }
    expect(most).toBeLessThanOrEqual(MOST_RECENT_STATES);
    expect(oldest).toBeLessThan(6);
  },
);
