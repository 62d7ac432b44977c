import { openScript, play, stageOf } from "./script.ts";
import type { Scenario } from "./scenario.ts";

/** The last stand: due a quarter of an hour into it, and still there 50 minutes after that. */
const DUE_AFTER_S = 15 * 60;
const OVERDUE_S = 50 * 60;
/** Lateness that no customer is held to. */
const GRACE_MS = 29 * 60_000;

/** A rented car that stands at its renter's when it should be back, past every grace. */
export const overdue: Scenario = {
  name: "overdue",
  description: "a rented car is 50 minutes past its time and stands elsewhere",
  play: (network, seed, startMs) => {
    const script = openScript(network, seed);
    const handover = script.park(15 * 60);
    script.turnKey();
    script.drive(12, { to: "customer" });
    script.turnKey();
    script.park(90 * 60);
    script.turnKey();
    script.drive(8, { to: "customer" });
    script.turnKey();
    const last = script.park(DUE_AFTER_S + OVERDUE_S);
    return play(
      script,
      { seed, startMs },
      {
        needs: (stages) => ({
          booking: {
            outMs: stageOf(stages, handover).startMs,
            dueMs: stageOf(stages, last).startMs + DUE_AFTER_S * 1_000,
          },
        }),
        detections: (stages) => {
          const dueMs = stageOf(stages, last).startMs + DUE_AFTER_S * 1_000;
          const alert = { severity: "warning", byMs: dueMs + GRACE_MS } as const;
          return [{ type: "overdue", startMs: dueMs, endMs: null, withinS: 0, alert }];
        },
      },
    );
  },
};
