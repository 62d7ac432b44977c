import { aTank } from "../processor/detectors/fuel-journey.ts";
import { between, pick, randomFrom, seedOf, type Random } from "../simulators/random.ts";

type Tank = ReturnType<typeof aTank>;

/** Fuel that came or went, and within which period. */
type FuelChange = {
  readonly type: "refuel" | "drain";
  readonly fromMs: number;
  readonly toMs: number;
  /** How much, % of tank. */
  readonly pct: number;
};

const DAYS = 20;
/** Slosh like carOBD's is 12; slopes are mostly gentle, one in twelve is steep, % of tank. */
const SLOSH_PCT = [2, 5, 8, 12] as const;
const GENTLE_PCT = 4;
const STEEP_PCT = 12;

/** Whether nothing stops the car on its way, or every few minutes a light does. */
export type Traffic = "open" | "town";

/** Drives through lights on gentle slopes: the engine idles, and the fuel hardly sloshes. */
const driveInTown = (tank: Tank, random: Random, minutes: number, everyS: number): void => {
  for (let left = minutes; left > 0;) {
    const stretch = between(random, 0.7, 5);
    tank.drive(stretch, between(random, 20, 45), everyS);
    left -= stretch;
    if (random() > 0.7) continue;
    const redS = between(random, 10, 90);
    tank.tilt(between(random, -GENTLE_PCT, GENTLE_PCT)).idle(redS / 60, 0, Math.min(everyS, 10));
  }
};

/** A trip from the turn of the key on: in town some are off within seconds. */
const drive = (tank: Tank, random: Random, traffic: Traffic, everyS: number): void => {
  if (traffic === "open")
    tank.start(45).drive(between(random, 5, 50), between(random, 25, 90), everyS);
  else driveInTown(tank.start(between(random, 5, 60)), random, between(random, 8, 50), everyS);
};

const slope = (random: Random): number => {
  const most = random() < 1 / 12 ? STEEP_PCT : GENTLE_PCT;
  return between(random, -most, most);
};

const leavePump = (tank: Tank, random: Random, traffic: Traffic, everyS: number): void => {
  if (traffic === "open") tank.start(30).drive(between(random, 8, 28), 50, everyS);
  else driveInTown(tank.start(between(random, 5, 40)), random, between(random, 8, 40), everyS);
};

const fillUp = (tank: Tank, random: Random, traffic: Traffic, everyS: number): FuelChange => {
  const fromMs = tank.now();
  const flowPct = between(random, 20, 95 - tank.pct());
  if (random() < 0.6) tank.park(between(random, 4, 10), { everyS: null, flowPct });
  else tank.idle(2, 0, everyS).idle(3, flowPct, everyS).idle(2, 0, everyS);
  const toMs = tank.now();
  leavePump(tank, random, traffic, everyS);
  return { type: "refuel", fromMs, toMs, pct: flowPct };
};

const parkSomewhere = (tank: Tank, random: Random, hasLevel: boolean): FuelChange | null => {
  const isTheft = random() < 0.02 && tank.pct() > 40;
  const fromMs = tank.now();
  tank.tilt(slope(random));
  const [minutes, everyS] = [between(random, 60, 600), pick(random, [60, 300, 600])];
  const pct = isTheft ? between(random, 15, 25) : 0;
  const overS = isTheft ? pick(random, [0, 1_200]) : 0;
  tank.park(minutes, { everyS, hasLevel, flowPct: -pct, overS });
  return isTheft ? { type: "drain", fromMs, toMs: tank.now(), pct } : null;
};

/** From a compact to a lorry, l. */
const TANKS_LITRES = [40, 60, 90, 300, 500] as const;
const COMPACT_LITRES = 50;

/** What the tracker reports of the level; of litres nobody has entered the tank. */
export type Reports = "pct" | "litres";

/** How the sender shows the level: its smallest step, % of tank, and its damping, s. */
export type Gauge = Pick<NonNullable<Parameters<typeof aTank>[1]>, "stepPct" | "lagS">;

/** Weeks of a car that is driven, parked on slopes, filled up and sometimes robbed. */
export const weeksOf = (
  seed: number,
  reports: Reports,
  traffic: Traffic = "open",
  gauge: Gauge = {},
) => {
  const random = randomFrom(seedOf("parking", seed));
  const tankLitres = reports === "pct" ? COMPACT_LITRES : pick(random, TANKS_LITRES);
  const tank = aTank(Date.UTC(2026, 0, 1), {
    reports,
    tankLitres,
    sloshPct: SLOSH_PCT[seed % SLOSH_PCT.length] ?? 2,
    per100KmPct: between(random, 10, 30) * Math.min(1, (2 * COMPACT_LITRES) / tankLitres),
    ignition: seed % 5 === 0 ? "none" : "known",
    odometer: seed % 3 !== 0,
    ...gauge,
  });
  const everyS = pick(random, [5, 10, 30]);
  const truth: FuelChange[] = [];
  for (let trip = 0; trip < 3 * DAYS; trip++) {
    drive(tank, random, traffic, everyS);
    if (tank.pct() < 35) truth.push(fillUp(tank, random, traffic, everyS));
    const theft = parkSomewhere(tank, random, seed % 2 === 0);
    if (theft) truth.push(theft);
  }
  tank.start(45).drive(20, 50, everyS);
  return { observations: tank.observations, truth };
};
