import { aTank } from "../processor/detectors/fuel-journey.ts";

const DAY_START_MS = Date.UTC(2026, 2, 1, 12);
const HOUR_MS = 3_600_000;

/** From a tracker that hardly sleeps to one that wakes once an hour, s. */
export const HEARTBEATS_S = [30, 60, 120, 300, 600, 900, 1_800, 3_600] as const;
/** How long a thief may take his time, or a hose may drip, h. */
export const DURATIONS_H = [0, 1 / 3, 1, 2, 3, 4, 6, 8, 12] as const;

/** A car that has been used before it is parked, so that detection knows it. */
export const aUsedTank = (quirks: Parameters<typeof aTank>[1] = {}) =>
  aTank(DAY_START_MS, quirks).start().drive(20).park(60).start().drive(23);

type Theft = {
  readonly pct: number;
  readonly overH: number;
  readonly everyS: number;
  readonly startPct: number;
};

/** A stand in the middle of which fuel begins to go, for so long; then the car is driven away. */
export const slowTheft = ({ pct, overH, everyS, startPct }: Theft) => {
  const tank = aUsedTank({ pct: startPct });
  const hours = 2 * overH + 8;
  const startMs = tank.now() + (hours / 2) * HOUR_MS;
  tank.park(hours * 60, { everyS, flowPct: -pct, overS: overH * 3_600 });
  return { tank: tank.start().drive(20), startMs, endMs: startMs + overH * HOUR_MS };
};
