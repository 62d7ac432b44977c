import type { Observation } from "../../contracts/observation.ts";
import { anObservation } from "../../contracts/testing.ts";

type Quirks = {
  readonly pct?: number;
  /** What the tracker reports of the level. */
  readonly reports?: "pct" | "litres" | "both";
  readonly tankLitres?: number;
  /** Typical slosh on the road, % of tank. */
  readonly sloshPct?: number;
  /** How much a reading of a parked car wanders, % of tank. */
  readonly restPct?: number;
  /** The sender's end: it shows no more than this, % of tank. */
  readonly ceilingPct?: number;
  /** Smallest difference that the sender shows, % of tank. */
  readonly stepPct?: number;
  /**
   * A dashboard's damping: with the ignition on what is shown creeps to the level with this time
   * constant, s; with the ignition off it stands where it was.
   */
  readonly lagS?: number;
  /** True consumption, % of tank per 100 km and per idle hour. */
  readonly per100KmPct?: number;
  readonly perIdleHourPct?: number;
  readonly ignition?: "known" | "none";
  readonly odometer?: boolean;
  readonly position?: boolean;
  readonly deviceId?: string;
  /** Of slosh and wander. */
  readonly seed?: number;
};
type Parking = {
  /** Time between heartbeats, s; null when the tracker sleeps. */
  readonly everyS?: number | null;
  /** Whether heartbeats carry the level. */
  readonly hasLevel?: boolean;
  /** What comes in (or goes out, below 0) in the middle of it, % of tank, and over how long, s. */
  readonly flowPct?: number;
  readonly overS?: number;
  /** Driven meanwhile, unseen, km. */
  readonly unseenKm?: number;
};

const M_PER_DEGREE = 111_195;
/** One step of an eight-bit sender, % of tank. */
const STEP_PCT = 100 / 255;
/** Fuel sloshes to and fro within, s. */
const SLOSH_S = 5;

const CARRIED_KMH = 40;

/** Writes what a car with fuel in its tank reports, for tests: repeatable, with slosh and steps. */
export const aTank = (startMs: number, quirks: Quirks = {}) => {
  const { reports = "pct", tankLitres = 50, sloshPct = 8, ignition: channel = "known" } = quirks;
  const { per100KmPct = 16, perIdleHourPct = 1.6, odometer = true } = quirks;
  const { position = true, deviceId = "tracker-a", restPct = 0.4, ceilingPct = 100 } = quirks;
  const { stepPct = STEP_PCT, lagS = 0 } = quirks;
  const observations: Observation[] = [];
  let pct = quirks.pct ?? 60;
  let slopePct = 0;
  let nowMs = startMs;
  let km = 0;
  let seed = quirks.seed ?? 1;
  let shownPct = pct;
  let shownMs = startMs;

  const chance = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32 - 0.5;
  };
  const sloshed = (wanderPct: number): number =>
    pct + slopePct + wanderPct * (chance() + chance()) * 2;
  const damped = (wanderPct: number, ignition: boolean): number => {
    if (lagS === 0) return sloshed(wanderPct);
    const creepsS = ignition ? (nowMs - shownMs) / 1_000 : 0;
    for (let leftS = creepsS; leftS > 0; leftS -= SLOSH_S) {
      const seconds = Math.min(SLOSH_S, leftS);
      shownPct += (sloshed(wanderPct) - shownPct) * (1 - Math.exp(-seconds / lagS));
    }
    shownMs = nowMs;
    return shownPct;
  };
  const shown = (wanderPct: number, ignition = true): Partial<Observation> => {
    const endedPct = Math.min(ceilingPct, Math.max(0.5, damped(wanderPct, ignition)));
    const level = Math.round(endedPct / stepPct) * stepPct;
    return {
      ...(reports !== "litres" && { fuelPct: level }),
      ...(reports !== "pct" && { fuelLitres: (level * tankLitres) / 100 }),
    };
  };
  const report = (ignition: boolean, speedKmh: number, more: Partial<Observation> = {}): void => {
    observations.push(
      anObservation({
        deviceId,
        tsMs: nowMs,
        ...(position && { lat: 57.7 + (km * 1_000) / M_PER_DEGREE, lon: 11.97, accuracyM: 8 }),
        speedKmh,
        ...(channel === "known" && { ignition }),
        ...(odometer && { odometerKm: 41_250 + km }),
        ...more,
      }),
    );
  };

  const tank = {
    observations,
    now: () => nowMs,
    pct: () => pct,
    drive(minutes: number, speedKmh = 50, everyS = 10) {
      slopePct = 0;
      for (let passed = 0; passed < minutes * 60; passed += everyS) {
        nowMs += everyS * 1_000;
        km += (speedKmh * everyS) / 3_600;
        pct -= (per100KmPct * speedKmh * everyS) / 3_600 / 100;
        report(true, speedKmh, shown(sloshPct));
      }
      return tank;
    },
    /** Stands with the engine running; fuel may come in meanwhile. */
    idle(minutes: number, flowPct = 0, everyS = 10) {
      const steps = (minutes * 60) / everyS;
      for (let step = 0; step < steps; step++) {
        nowMs += everyS * 1_000;
        pct += flowPct / steps - (perIdleHourPct * everyS) / 3_600;
        report(true, 0, shown(0.4));
      }
      return tank;
    },
    park(minutes: number, parking: Parking = {}) {
      const { everyS = 300, hasLevel = true, flowPct = 0, overS = 0, unseenKm = 0 } = parking;
      const endMs = nowMs + minutes * 60_000;
      const middleMs = (nowMs + endMs) / 2;
      const fullPct = pct;
      const flowed = (): number =>
        nowMs <= middleMs ? 0 : Math.min(1, (nowMs - middleMs) / Math.max(1, overS * 1_000));
      nowMs += 1_000;
      report(false, 0, hasLevel && everyS !== null ? shown(restPct, false) : {});
      const beatMs = (everyS ?? Infinity) * 1_000;
      for (let atMs = nowMs + beatMs; atMs < endMs; atMs += beatMs) {
        nowMs = atMs;
        pct = fullPct + flowPct * flowed();
        report(false, 0, hasLevel ? shown(restPct, false) : {});
      }
      nowMs = endMs;
      shownMs = nowMs;
      km += unseenKm;
      pct = fullPct + flowPct - (per100KmPct * unseenKm) / 100;
      return tank;
    },
    /** Carried off with the engine off: the fuel sloshes, the counter of the wheels stands. */
    carry(minutes: number, everyS = 5) {
      const counted = { odometerKm: 41_250 + km };
      for (let passed = 0; passed < minutes * 60; passed += everyS) {
        nowMs += everyS * 1_000;
        km += (CARRIED_KMH * everyS) / 3_600;
        report(false, CARRIED_KMH, { ...shown(sloshPct), ...counted });
      }
      nowMs += everyS * 1_000;
      report(false, 2, { ...shown(sloshPct), ...counted });
      return tank;
    },
    /** The key is turned and the car stands for a moment before it drives off. */
    start(seconds = 60) {
      return tank.idle(seconds / 60, 0, 5);
    },
    /** Parked on a slope, the float shows this much more or less, % of tank, until it drives. */
    tilt(byPct: number) {
      slopePct = byPct;
      return tank;
    },
    /** One observation of the present, standing, with whatever the test wants in it. */
    say(overrides: Partial<Observation>, afterS = 10) {
      nowMs += afterS * 1_000;
      report(true, 0, overrides);
      return tank;
    },
  };
  return tank;
};
