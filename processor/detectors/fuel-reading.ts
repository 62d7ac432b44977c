import type { Observation } from "../../contracts/observation.ts";
import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { forgetLevels, forgetTank } from "./fuel-initial.ts";
import { followScale } from "./fuel-scale.ts";
import { followSleep } from "./fuel-sleep.ts";
import type { FuelState, Sender } from "./fuel-state.ts";

/** Shares below this say too little about the size of the tank, %. */
const MIN_SHARE_PCT = 20;

/** Litres that 100 % stands for: as entered, else as the device shows, else the usual. */
export const tankOf = (sender: Sender, options: FuelOptions): number =>
  sender.scaleLitres ?? sender.tankLitres ?? sender.seenTankLitres ?? options.usualTankLitres;

/** Whether litres may be named: someone entered the tank, or the device reports litres. */
export const knowsLitres = (sender: Sender): boolean =>
  sender.unit === "litres" || sender.tankLitres !== null || sender.seenTankLitres !== null;

const unitOf = (sender: Sender, { fuelPct }: Observation): "pct" | "litres" | null => {
  if (fuelPct !== undefined) return "pct";
  // A device that knows the share sends litres beside it, perhaps in other messages: one is enough.
  return sender.unit === "pct" ? null : "litres";
};

const learnTank = (sender: Sender, { fuelPct, fuelLitres }: Observation): void => {
  if (fuelPct === undefined || fuelLitres === undefined || fuelPct < MIN_SHARE_PCT) return;
  sender.seenTankLitres ??= Math.round((1_000 * fuelLitres) / fuelPct) / 10;
};

/** Begins anew when another device speaks, or in another unit. */
const recognise = (
  state: FuelState,
  { deviceId }: Observation,
  unit: "pct" | "litres",
  tankLitres: number | null,
): void => {
  const { sender } = state;
  const isKnown = sender.deviceId === deviceId && sender.unit === unit;
  sender.tankLitres = tankLitres;
  if (isKnown) return;
  if (sender.unit !== null) forgetLevels(state);
  forgetTank(sender);
  sender.deviceId = deviceId;
  sender.unit = unit;
  sender.awake = false;
};

/**
 * From here on a repeated reading is far off, % of tank: a slope shows half as much [S], and what is
 * nearer is a level all the same, from which a theft may be seen.
 */
const FAR_PCT = 8;

/**
 * Whether a parked tracker repeats what it read last on the road, far off what the car arrived with:
 * its bus is asleep, and the fuel sloshed. One that has read another level in this stand is awake.
 */
const isRepeated = ({ sender, arrival }: FuelState, pct: number, ignition: boolean | undefined) =>
  ignition === false &&
  pct === sender.roadPct &&
  sender.repeats !== null &&
  arrival !== null &&
  Math.abs(pct - arrival.pct) > FAR_PCT;

/**
 * The level an observation shows, % of tank, or null where it shows none. A sender wakes up at
 * zero (0 → 74 % is real): zeros count only after another reading, and never with the ignition off.
 */
export const readLevel = (
  state: FuelState,
  observation: Observation,
  tankLitres: number | null,
  options: FuelOptions,
): number | null => {
  const { fuelPct, fuelLitres, ignition } = observation;
  if (fuelPct === undefined && fuelLitres === undefined) return null;
  const { sender } = state;
  const unit = unitOf(sender, observation);
  if (unit === null) return null;
  recognise(state, observation, unit, tankLitres);
  if (sender.seenTankLitres === null) learnTank(sender, observation);
  const value = unit === "pct" ? (fuelPct ?? 0) : (fuelLitres ?? 0);
  if (Number.isNaN(value)) return null;
  if (value <= 0 && (!sender.awake || ignition === false)) return null;
  sender.awake = true;
  if (unit === "litres") followScale(state, value, tankLitres, options);
  const pct = unit === "pct" ? Math.min(100, value) : (100 * value) / tankOf(sender, options);
  followSleep(sender, pct, observation.tsMs, ignition);
  if (isRepeated(state, pct, ignition)) return null;
  if (ignition !== false) sender.roadPct = pct;
  return pct;
};
