import type { Observation } from "../contracts/observation.ts";
import { anObservation } from "../contracts/testing.ts";
import { between, randomFrom, seedOf } from "../simulators/random.ts";
import { joined, type Session } from "./carobd-sessions.ts";

/** A theft to be written into a recording. */
export type Drain = {
  /** It happens while the car is parked before this session. */
  readonly beforeSession: number;
  /** How much is taken, % of tank, and over how long, s: 0 is between two heartbeats. */
  readonly pct: number;
  readonly overS: number;
  /** How often the parked tracker reports, s. */
  readonly heartbeatS: number;
  /** Whether its heartbeats carry the level, or only position, odometer and ignition off. */
  readonly hasLevel: boolean;
  /** The level it parks with: the one it is found with next, or what it showed last. */
  readonly parkedLevel: "next" | "last";
  /** It begins within so long of parking, when the stand has hardly been read, s; null at any time. */
  readonly soonS: number | null;
  readonly seed: number;
};

export type Injected = {
  readonly observations: readonly Observation[];
  /** How many of them come before the stand, and are as recorded. */
  readonly untouched: number;
  /** When the car was parked, ms. */
  readonly parkedMs: number;
  /** When the fuel began to flow and when it had gone, ms. */
  readonly startMs: number;
  readonly endMs: number;
  /** When the car was started again, ms. */
  readonly nextStartMs: number;
};

/** The recorded sender shows nothing below, % of tank. */
const FLOOR_PCT = 8.6;
/** One step of the sender, % of tank. */
const STEP_PCT = 100 / 255;
/** Rows whose median is the level at a session's start, or what a sender that sloshes showed last. */
const SETTLED_ROWS = 10;
/** Where the car is parked, and what its odometer shows then. */
const YARD = { lat: -8.05, lon: -34.95 };
const ODOMETER_KM = 41_250;
/** Earliest a theft begins after the car was parked, and latest it ends before the car leaves, s. */
const ALONE_S = 60;

const levels = (observations: readonly Observation[]): number[] =>
  observations.map(({ fuelPct }) => fuelPct ?? 0).filter((pct) => pct > 0);

const middle = (observations: readonly Observation[]): number => {
  const sorted = levels(observations).toSorted((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? 0;
};

const parkedLevel = (drain: Drain, before: Session, after: Session): number =>
  drain.parkedLevel === "next"
    ? middle(after.observations.slice(0, SETTLED_ROWS))
    : middle(before.observations.slice(-SETTLED_ROWS));

const lessFuel = (observation: Observation, pct: number): Observation => {
  const { fuelPct } = observation;
  if (fuelPct === undefined || fuelPct <= 0) return observation;
  return { ...observation, fuelPct: Math.max(Math.min(fuelPct, FLOOR_PCT), fuelPct - pct) };
};

/**
 * Writes a theft into a recording: the heartbeats a parked tracker sends, the level falling among
 * them, and every later level lower by as much. The sessions after `untilSession` are as recorded
 * (the car was filled up again).
 */
export const injectDrain = (
  sessions: readonly Session[],
  drain: Drain,
  untilSession = sessions.length,
): Injected => {
  const before = sessions[drain.beforeSession - 1];
  const after = sessions[drain.beforeSession];
  const parkedMs = before?.observations.at(-1)?.tsMs;
  const nextStartMs = after?.observations[0]?.tsMs;
  if (!before || !after || parkedMs === undefined || nextStartMs === undefined)
    throw new Error(`no stand before session ${drain.beforeSession}`);
  const random = randomFrom(seedOf("drain", drain.seed));
  const earliestMs = parkedMs + ALONE_S * 1_000;
  const lastMs = nextStartMs - (ALONE_S + drain.overS) * 1_000;
  const { soonS } = drain;
  const latestMs = soonS === null ? lastMs : Math.min(lastMs, parkedMs + soonS * 1_000);
  const startMs = Math.round(between(random, earliestMs, latestMs));
  const endMs = startMs + drain.overS * 1_000;
  const fullPct = parkedLevel(drain, before, after);
  const heartbeats: Observation[] = [];
  const beatMs = drain.heartbeatS * 1_000;
  for (let tsMs = parkedMs + beatMs; tsMs < nextStartMs; tsMs += beatMs) {
    const share =
      tsMs <= startMs ? 0 : Math.min(1, (tsMs - startMs) / Math.max(1, endMs - startMs));
    const noise = Math.round(between(random, -1.5, 1.5)) * STEP_PCT;
    heartbeats.push(
      anObservation({
        deviceId: "carobd",
        tsMs,
        ...YARD,
        accuracyM: 8,
        speedKmh: 0,
        odometerKm: ODOMETER_KM,
        ignition: false,
        ...(drain.hasLevel && {
          fuelPct: Math.max(FLOOR_PCT, fullPct - share * drain.pct + noise),
        }),
      }),
    );
  }
  const robbed = sessions
    .slice(drain.beforeSession, untilSession)
    .map(({ name, observations }) => ({
      name,
      observations: observations.map((each) => lessFuel(each, drain.pct)),
    }));
  const untouched = joined(sessions.slice(0, drain.beforeSession));
  return {
    observations: [
      ...untouched,
      ...heartbeats,
      ...joined(robbed),
      ...joined(sessions.slice(untilSession)),
    ],
    untouched: untouched.length,
    parkedMs,
    startMs,
    endMs,
    nextStartMs,
  };
};
