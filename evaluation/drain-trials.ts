import { asRecorded, type Layout, type Session } from "./carobd-sessions.ts";
import type { StandTruth } from "./carobd-truth.ts";
import type { Drain } from "./drain-injection.ts";
import { randomFrom, pick, seedOf } from "../simulators/random.ts";

/** Levels that differ by more across a stand say that something went unrecorded, % of tank. */
const QUIET_JUMP_PCT = 5;
/** Engine minutes without a record in which no fuel to speak of is burnt. */
const QUIET_UNLOGGED_MINUTES = 11;
/** A drained tank must still show a level: the recorded sender's floor, % of tank. */
const FLOOR_PCT = 9;
/** From a tracker that hardly sleeps to one that wakes once an hour. */
const HEARTBEATS_S = [30, 60, 120, 300, 600, 900, 1_800, 3_600] as const;

/** Half an hour after parking a stand has been read a few times at most, s. */
const SOON_S = 1_800;

/** Stands through which the car provably stood: by their place among the sessions. */
export const quietStands = (truth: readonly StandTruth[]): number[] =>
  truth.flatMap(({ jumpPct, unloggedMinutes, isRefuel }, index) =>
    !isRefuel && unloggedMinutes <= QUIET_UNLOGGED_MINUTES && Math.abs(jumpPct) <= QUIET_JUMP_PCT
      ? [index + 1]
      : [],
  );

/** The session before which the car is filled up next, after a stand. */
export const nextRefuel = (truth: readonly StandTruth[], stand: number): number => {
  const found = truth.findIndex(({ isRefuel }, index) => isRefuel && index + 1 > stand);
  return found === -1 ? truth.length + 1 : found + 1;
};

const startPct = ({ observations }: Session): number =>
  Math.max(...observations.slice(0, 10).map(({ fuelPct }) => fuelPct ?? 0));

/** One theft of a size at every quiet stand that has so much fuel, sudden and slow in turn. */
export const drainTrials = (
  sessions: readonly Session[],
  truth: readonly StandTruth[],
  pct: number,
  seed: number,
  hasLevel = true,
): Drain[] => {
  const random = randomFrom(seedOf("trials", seed, pct));
  return quietStands(truth)
    .filter(
      (stand) => startPct(sessions[stand] ?? { name: "", observations: [] }) - pct >= FLOOR_PCT,
    )
    .map((beforeSession, index) => ({
      beforeSession,
      pct,
      overS: (index + seed) % 2 === 0 ? 0 : 1_200,
      heartbeatS: pick(random, HEARTBEATS_S),
      hasLevel,
      parkedLevel: "next",
      soonS: (index >> 1) % 2 === 0 ? SOON_S : null,
      seed: seed * 100 + index,
    }));
};

/** Ways a recording may reach us: as it was, with an ignition wire or none, thinned out. */
export const LAYOUTS: Readonly<Record<string, Layout>> = {
  "as recorded": asRecorded,
  "ignition off at the end": { ...asRecorded, ignition: "ends" },
  "no ignition channel": { ...asRecorded, ignition: "none" },
  "every 10 s": { ...asRecorded, every: 5 },
  "every 30 s": { ...asRecorded, every: 15 },
  "every minute": { ...asRecorded, every: 30 },
  "parked for minutes only": { ...asRecorded, parkedMs: 7 * 60_000 },
  "parked for a minute only": { ...asRecorded, parkedMs: 61_000 },
};
