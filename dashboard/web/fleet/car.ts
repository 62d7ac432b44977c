import type { Connection, VehicleSummary } from "../../../contracts/live-protocol.ts";
import {
  packedPosition,
  type PackedRows,
  packedStatus,
  readRow,
  unlessUnknown,
} from "../../../contracts/packed-positions.ts";
import { freshUntil } from "./freshness.ts";
import { withPacked } from "./packed-update.ts";
import { heardAt, type VehicleStatus } from "./status.ts";

/**
 * A car as this page knows it now: what changes by the second as plain numbers, NaN where unknown. The
 * object is the same one as long as the car is in the fleet; what it holds changes.
 */
export type Car = {
  readonly vehicleId: string;
  /** What people call it; its moving part may be older than the numbers here. */
  readonly called: Pick<
    VehicleSummary,
    "licensePlate" | "model" | "vehicleType" | "group" | "immobilised" | "driverName" | "rental"
  >;
  readonly lat: number;
  readonly lon: number;
  readonly headingDeg: number;
  readonly positionMs: number;
  /** When anything was last heard of it, ms; minus infinity for never. */
  readonly heardMs: number;
  /** What it was last known to do. */
  readonly status: VehicleStatus;
  /** Whether it can be heard, as the server has it; by the clock it may be late besides. */
  readonly connection: Connection;
  /** Until when its motion counts as current, ms. */
  readonly freshUntilMs: number;
};

/** A car with what it takes to follow it. */
export type FollowedCar = { -readonly [Key in keyof Car]: Car[Key] } & {
  /** All that is known, as of when it was last written out. */
  summary: VehicleSummary;
  /** Numbers that are newer than `summary`. */
  isAhead: boolean;
  speedKmh: number;
  /** Motion, connection and ignition as packed positions tell them. */
  packedStatus: number;
};

const numberOf = (value: number | null): number => value ?? Number.NaN;
const timeOf = (at: string | null): number => (at === null ? Number.NaN : Date.parse(at));

/** Replaces all that is known of a car. */
export const replaceSummary = (car: FollowedCar, summary: VehicleSummary): void => {
  const heardMs = timeOf(heardAt(summary));
  car.called = summary;
  car.lat = numberOf(summary.lat);
  car.lon = numberOf(summary.lon);
  car.headingDeg = numberOf(summary.headingDeg);
  car.positionMs = timeOf(summary.positionTs);
  car.heardMs = Number.isNaN(heardMs) ? Number.NEGATIVE_INFINITY : heardMs;
  car.status = summary.motion;
  car.connection = summary.connection;
  car.freshUntilMs = freshUntil(car.status, car.heardMs, summary.usualIntervalS);
  car.summary = summary;
  car.isAhead = false;
  car.speedKmh = numberOf(summary.speedKmh);
  car.packedStatus = packedStatus(summary);
};

/** Begins to follow a car. */
export const followCar = (summary: VehicleSummary): FollowedCar => {
  const car: FollowedCar = {
    vehicleId: summary.vehicleId,
    called: summary,
    // Written as fractions from the start, they are kept in place: else each tick would leave ten
    // thousand cars' worth of numbers to the garbage collector.
    lat: Number.NaN,
    lon: Number.NaN,
    headingDeg: Number.NaN,
    positionMs: Number.NaN,
    heardMs: Number.NaN,
    status: "unknown",
    connection: "never",
    freshUntilMs: Number.NaN,
    summary,
    isAhead: false,
    speedKmh: Number.NaN,
    packedStatus: 0,
  };
  replaceSummary(car, summary);
  return car;
};

/** All that is known of a car; another object after each change. */
export const summaryOf = (car: FollowedCar): VehicleSummary => {
  if (!car.isAhead) return car.summary;
  car.isAhead = false;
  car.summary = {
    ...car.summary,
    lat: unlessUnknown(car.lat),
    lon: unlessUnknown(car.lon),
    speedKmh: unlessUnknown(car.speedKmh),
    headingDeg: unlessUnknown(car.headingDeg),
    positionTs: Number.isNaN(car.positionMs) ? null : new Date(car.positionMs).toISOString(),
  };
  return car.summary;
};

/**
 * Takes in a packed position. What it changes is only numbers, which are written out when somebody
 * asks: of ten thousand cars a tick, the list shows thirty.
 */
export const takePacked = (car: FollowedCar, rows: PackedRows, row: number): void => {
  // a motion that begins is dated by the position that showed it
  if (rows.statuses[row] !== car.packedStatus) {
    return replaceSummary(car, withPacked(summaryOf(car), packedPosition(rows, row)));
  }
  const { positionMs } = car;
  readRow(rows, row, car);
  if (Number.isNaN(car.positionMs)) car.positionMs = positionMs;
  if (car.positionMs > car.heardMs) car.heardMs = car.positionMs;
  car.freshUntilMs = freshUntil(car.status, car.heardMs, car.summary.usualIntervalS);
  car.isAhead = true;
};

/** Ids of the cars whose engine is kept from starting. */
export const immobilisedOf = function* (cars: Iterable<Car>): Iterable<string> {
  for (const { vehicleId, called } of cars) if (called.immobilised) yield vehicleId;
};
