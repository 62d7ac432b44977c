import { driveAlong, type Drive } from "../models/drive.ts";
import { junctionHolds } from "../models/junction-holds.ts";
import {
  keepingOneDrive,
  layOut,
  lifeOf,
  type DriveSummary,
  type Life,
  type Stage,
  type Step,
} from "../models/life.ts";
import { pathOf } from "../models/path.ts";
import { planSpeed, type DrivingStyle } from "../models/speed-profile.ts";
import { randomFrom, seedOf, unitAt } from "../random.ts";
import type { Site, SiteNetwork } from "./sites.ts";
import { planTour, tourKm, type Trip } from "./tour.ts";
import type { VehicleSpec } from "./vehicle-catalogue.ts";

/** A car of the fleet as its shifts see it. */
export type ShiftCar = {
  readonly seed: number;
  readonly home: Site;
  readonly spec: VehicleSpec;
  readonly style: DrivingStyle;
  readonly odometerKmAtStart: number;
};

/** A car's life is cut into shifts of this length, each back home at its end. */
const SHIFT_S = 12 * 3_600;
/** Engine running per shift: always exactly this, so the hour meter needs no history. */
const ENGINE_S = 10.2 * 3_600;
/** Of it, left for idling before and after drives; absorbs what drives take longer than planned. */
const IDLING_S = 2_000;
/** Shortest time between turning the key and moving, s. */
const SHORTEST_IDLE_S = 3;
/** The fleet went into service; odometers and hour meters count from here. */
export const IN_SERVICE_MS = Date.UTC(2026, 7, 1);
/** The hour meter on that day, h. */
const ENGINE_HOURS_AT_START = 3_000;
/** A shift begins with the tank this full (share), so it can begin without the one before. */
const START_LEVEL = { lowest: 0.6, highest: 0.7 };
/** Share of the tank at which the driver looks for a petrol station. */
const THIRSTY_LEVEL = 0.25;
/** Traffic: how much slower than the driver would like a street may be on a given drive. */
const STREET_FACTOR = { lowest: 0.85, highest: 1 };

const shiftSeed = (car: ShiftCar, shift: number): number => seedOf(car.seed, "shift", shift);

/** When the n-th shift of a car starts; cars change shifts at different times of day. */
const shiftStartMs = ({ seed }: ShiftCar, shift: number): number =>
  IN_SERVICE_MS + 1_000 * (shift * SHIFT_S - Math.floor(unitAt(seed, 1) * SHIFT_S));

const levelAtStart = (car: ShiftCar, shift: number): number => {
  const { lowest, highest } = START_LEVEL;
  const share = lowest + (highest - lowest) * unitAt(shiftSeed(car, shift), 2);
  return share * car.spec.tankLitres;
};

/**
 * How much longer drives take than the route search counts: a least-squares fit over 72 shifts of
 * 72 styles, whose residual is 1.3 % of a shift's driving.
 */
const slowness = ({ pace, accelerationMps2, brakingMps2 }: DrivingStyle): number =>
  0.33 + 0.557 / pace + 0.1 / accelerationMps2 + 0.097 / brakingMps2;

const tourOf = (network: SiteNetwork, car: ShiftCar, shift: number): Trip[] =>
  planTour(network, {
    home: car.home,
    seed: shiftSeed(car, shift),
    drivingS: (ENGINE_S - IDLING_S) / slowness(car.style),
    rangeM:
      (1_000 * (levelAtStart(car, shift) - THIRSTY_LEVEL * car.spec.tankLitres)) /
      car.spec.litresPerKm,
  });

/** Whole seconds that share out `total` in proportion to the weights, to the second. */
const shareOut = (total: number, weights: readonly number[]): number[] => {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let [given, target] = [0, 0];
  return weights.map((weight) => {
    target += (weight / sum) * total;
    const share = Math.round(target) - given;
    given += share;
    return share;
  });
};

const driveOf = (network: SiteNetwork, car: ShiftCar, trip: Trip, seed: number): Drive => {
  const path = pathOf(network.route(trip.from, trip.to));
  const holds = junctionHolds(path, network.graph, randomFrom(seedOf(seed, "holds")));
  const { lowest, highest } = STREET_FACTOR;
  const streetFactor = (street: number): number =>
    lowest + (highest - lowest) * unitAt(seed, street);
  return driveAlong(path, planSpeed(path, car.style, holds, streetFactor), car.spec.engine);
};

/** A drive by its sums, and how to make it again: forty in full would be a megabyte a car. */
type PlannedDrive = {
  readonly trip: Trip;
  readonly drive: DriveSummary;
  readonly load: () => Drive;
};

const planDrives = (network: SiteNetwork, car: ShiftCar, shift: number): PlannedDrive[] => {
  const keep = keepingOneDrive();
  return tourOf(network, car, shift).map((trip, index) => {
    const make = (): Drive => driveOf(network, car, trip, seedOf(shiftSeed(car, shift), index));
    const { durationS, lengthM, burnLitres } = make();
    return {
      trip,
      drive: { durationS, lengthM, burnLitres },
      load: () => keep(String(index), make),
    };
  });
};

const sumOf = <T>(items: readonly T[], amount: (item: T) => number): number =>
  items.reduce((sum, item) => sum + amount(item), 0);

/** The rest of the engine's hours. The lower bound is five standard deviations away. */
const idlingS = (drives: readonly PlannedDrive[]): number =>
  Math.max(
    2 * SHORTEST_IDLE_S * drives.length,
    ENGINE_S - sumOf(drives, ({ drive }) => drive.durationS),
  );

/** What must go into the tank so that the shift ends at the level the next one starts with. */
const fillLitres = (car: ShiftCar, shift: number, drives: readonly PlannedDrive[]): number => {
  const driving = sumOf(drives, ({ drive }) => drive.burnLitres);
  const idling = (idlingS(drives) / 3_600) * car.spec.engine.idleLph;
  return driving + idling + levelAtStart(car, shift + 1) - levelAtStart(car, shift);
};

const stepsOf = (car: ShiftCar, shift: number, drives: readonly PlannedDrive[]): Step[] => {
  const seed = shiftSeed(car, shift);
  const weight = (name: string) => (_: unknown, index: number) =>
    0.7 + 0.6 * unitAt(seedOf(seed, name), index);
  // Twice per drive: before setting off and after arriving.
  const idles = shareOut(idlingS(drives), [...drives, ...drives].map(weight("idle")));
  const standWeights = drives.map(weight("stand"));
  // Filling up and paying takes its time; the last stand is cut in two by the change of shifts.
  const stands = shareOut(
    SHIFT_S - idlingS(drives) - sumOf(drives, ({ drive }) => drive.durationS),
    standWeights.map((each, index) => (drives[index]?.trip.fillsUp ? 2 * each : each)),
  );
  const filledLitres = fillLitres(car, shift, drives);
  const halfStandS = Math.floor((stands.at(-1) ?? 0) / 2);
  const steps: Step[] = [stand(halfStandS, false, car.home)];
  for (const [index, { trip, drive, load }] of drives.entries()) {
    const isLast = index === drives.length - 1;
    const standS = (stands[index] ?? 0) - (isLast ? halfStandS : 0);
    steps.push(
      stand(idles[2 * index] ?? 0, true, trip.from),
      { kind: "drive", drive, load },
      stand(idles[2 * index + 1] ?? 0, true, trip.to),
      { ...stand(standS, false, trip.to), ...(trip.fillsUp ? { filledLitres } : {}) },
    );
  }
  return steps;
};

const stand = (durationS: number, ignition: boolean, { pose }: Site) =>
  ({ kind: "stand", durationS, ignition, pose }) as const;

/** Odometer at the start of any shift: all tours before it, planned but not driven. */
const odometerOf = (network: SiteNetwork, car: ShiftCar): ((shift: number) => number) => {
  let at = { shift: 0, km: car.odometerKmAtStart };
  const km = (shift: number): number => tourKm(network, tourOf(network, car, shift));
  return (shift) => {
    while (at.shift < shift) at = { shift: at.shift + 1, km: at.km + km(at.shift) };
    while (at.shift > shift) at = { shift: at.shift - 1, km: at.km - km(at.shift - 1) };
    return at.km;
  };
};

/**
 * The life of a fleet car: round the clock, shift after shift, each planned from the seed, the car
 * and its number alone. Asking about any instant therefore gives the same answer in any process;
 * the first question about a shift plans it, which takes some tens of milliseconds.
 */
export const shiftLife = (network: SiteNetwork, car: ShiftCar): Life => {
  const odometerKm = odometerOf(network, car);
  const lifeIn = (shift: number): Life => {
    const counters = {
      odometerKm: odometerKm(shift),
      engineHours: ENGINE_HOURS_AT_START + (shift * ENGINE_S) / 3_600,
      fuelLitres: levelAtStart(car, shift),
    };
    const steps = stepsOf(car, shift, planDrives(network, car, shift));
    return lifeOf(layOut(shiftStartMs(car, shift), counters, car.spec.engine.idleLph, steps));
  };

  let kept: { shift: number; life: Life } | undefined;
  const stageAt = (tsMs: number): Stage => {
    const shift = Math.floor((tsMs - shiftStartMs(car, 0)) / (SHIFT_S * 1_000));
    if (kept?.shift !== shift) kept = { shift, life: lifeIn(shift) };
    return kept.life.stageAt(tsMs);
  };
  return { stageAt };
};
