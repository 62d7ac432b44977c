import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { speedFigure } from "../i18n/figures.ts";
import { hearingMs } from "../page/clock.ts";
import type { Car } from "./car.ts";
import { heardAt, type VehicleStatus } from "./status.ts";
import { fleetText } from "./text.ts";

/** A report may be missed once: past so many of the car's usual intervals its speed is old. */
const INTERVALS = 2;
/** … but not before this, ms: a mobile network holds messages back for seconds … */
const LEAST_MS = 15_000;
/** … and always after this, ms: no speed says anything for longer. */
const MOST_MS = 5 * 60_000;
/** Where the car's interval is not known: half of the one a minute that devices are asked for, ms. */
const UNKNOWN_MS = 30_000;
/** Without news of any car for this long a moving fleet stands still on the page, ms. */
const STILL_AFTER_MS = 20_000;

const isOnTheMove = (status: VehicleStatus): boolean => status === "driving" || status === "idling";
const heardMs = (vehicle: VehicleSummary): number => {
  const at = heardAt(vehicle);
  return at === null ? Number.NEGATIVE_INFINITY : Date.parse(at);
};

/**
 * Until when what a car does and how fast is taken as current, ms; a standing one has no such end.
 * `usualIntervalS` is its pace on the move, where known.
 */
export const freshUntil = (
  status: VehicleStatus,
  lastHeardMs: number,
  usualIntervalS: number | null | undefined,
): number => {
  if (!isOnTheMove(status)) return Number.POSITIVE_INFINITY;
  const patienceMs = usualIntervalS ? INTERVALS * usualIntervalS * 1_000 : UNKNOWN_MS;
  return lastHeardMs + Math.min(MOST_MS, Math.max(LEAST_MS, patienceMs));
};

/** The same of a car as it is told. */
export const freshUntilMs = (vehicle: VehicleSummary): number =>
  freshUntil(vehicle.motion, heardMs(vehicle), vehicle.usualIntervalS);

/** Whether a car's motion and speed may be shown as those of now, or of when the line was lost. */
export const isFresh = (vehicle: VehicleSummary, nowMs: number): boolean =>
  hearingMs(nowMs) <= freshUntilMs(vehicle);

/**
 * `54 km/h`, or `was 54 km/h` once it is no longer current; undefined where no speed is known, or it
 * is of a car that is offline.
 */
export const speedText = (vehicle: VehicleSummary, nowMs: number): string | undefined => {
  const { motion, connection, speedKmh } = vehicle;
  if (motion !== "driving" || connection !== "online" || speedKmh === null) return undefined;
  const speed = speedFigure(speedKmh);
  return isFresh(vehicle, nowMs) ? speed : fleetText().was(speed);
};

/** Cars that should be heard of and are not, none of the others being heard either. */
export type Silence = {
  /** When the last of any car was heard, ms. */
  readonly sinceMs: number;
  /** The only car that was on the move; undefined where there were several. */
  readonly licensePlate: string | undefined;
};

/**
 * Whose silence it is when nothing has come of any car for a while although some were on the move;
 * undefined while one of them is heard, or nobody moves.
 */
export const silenceOf = (cars: Iterable<Car>, nowMs: number): Silence | undefined => {
  const heardUntilMs = hearingMs(nowMs);
  const moving: string[] = [];
  let newestMs = Number.NEGATIVE_INFINITY;
  for (const car of cars) {
    newestMs = Math.max(newestMs, car.heardMs);
    if (car.connection !== "online" || !isOnTheMove(car.status)) continue;
    if (heardUntilMs <= car.freshUntilMs) return undefined;
    moving.push(car.called.licensePlate);
  }
  if (moving.length === 0 || heardUntilMs - newestMs <= STILL_AFTER_MS) return undefined;
  return { sinceMs: newestMs, licensePlate: moving.length === 1 ? moving[0] : undefined };
};
