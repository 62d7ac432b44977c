import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { USUAL_NOISE_PCT } from "./fuel-initial.ts";
import type { Arrival, Change, FuelState, LevelPoint, Sender } from "./fuel-state.ts";

/*
 * A device that sends litres alone does not say how many fill the tank, and nobody may have entered
 * it. 100 % then stands for the most it has sent, and first not for less than the usual tank; when it
 * sends more, everything remembered in % becomes a smaller share of the larger tank. Taking 50 l for
 * granted told 97 drains of eight lorries of 400 l where nothing had been taken.
 */

/** After so many fills the most that was seen is most of the tank, however they ended. */
const TELLING_FILLS = 2;

const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** Whether 100 % is only what has been seen so far, so that it may be a part of the tank. */
const isGuessed = ({ unit, tankLitres, fills }: Sender): boolean =>
  unit === "litres" && tankLitres === null && fills < TELLING_FILLS;

const wantedScale = (sender: Sender, tankLitres: number | null, options: FuelOptions): number => {
  if (tankLitres !== null) return tankLitres;
  if (sender.fills >= TELLING_FILLS) return sender.mostLitres;
  return Math.max(options.usualTankLitres, sender.mostLitres);
};

const scalePoints = (points: readonly LevelPoint[], factor: number): LevelPoint[] =>
  points.map(([atS, pct]) => [atS, Math.round(pct * factor * 10) / 10]);

const scaleChange = (change: Change, factor: number): void => {
  change.fromPct = hundredths(change.fromPct * factor);
  change.toPct = hundredths(change.toPct * factor);
  change.fromErrorPct = hundredths(change.fromErrorPct * factor);
  change.doubtPct = hundredths(change.doubtPct * factor);
  change.burnPct = hundredths(change.burnPct * factor);
  if (change.grewPct !== null) change.grewPct = hundredths(change.grewPct * factor);
};

const scaleArrival = (arrival: Arrival, factor: number): void => {
  arrival.spreadPct = hundredths(arrival.spreadPct * factor);
  arrival.errorPct = hundredths(arrival.errorPct * factor);
  arrival.lastPct = null;
  arrival.lowPct = null;
};

const scaleLevels = (state: FuelState, factor: number): void => {
  const { rest, drive, reference, arrival, opening, top, change } = state;
  rest.readings = rest.readings.map((pct) => hundredths(pct * factor));
  drive.mean *= factor;
  drive.squares *= factor ** 2;
  drive.wholePct *= factor;
  drive.wayPct *= factor;
  drive.travelPct *= factor;
  drive.pctS *= factor;
  for (const level of [reference, arrival, opening, top])
    if (level) level.pct = hundredths(level.pct * factor);
  if (state.expectedPct !== null) state.expectedPct = hundredths(state.expectedPct * factor);
  if (reference) reference.errorPct = hundredths(reference.errorPct * factor);
  state.stand = scalePoints(state.stand, factor);
  state.curve = scalePoints(state.curve, factor);
  state.seepage.points = scalePoints(state.seepage.points, factor);
  if (arrival) scaleArrival(arrival, factor);
  if (change) scaleChange(change, factor);
};

const scaleStep = (sender: Sender, factor: number): void => {
  if (sender.stepPct !== null) sender.stepPct *= factor;
  if (sender.lastPct !== null) sender.lastPct *= factor;
  sender.smallerPct *= factor;
};

const scaleLearned = ({ burn, excess, stuck, erratic }: FuelState, factor: number): void => {
  if (burn.perKmPct !== null) burn.perKmPct *= factor;
  if (burn.perIdleHourPct !== null) burn.perIdleHourPct *= factor;
  burn.fallPct *= factor;
  burn.idleFallPct *= factor;
  if (excess.usualPerKmPct !== null) excess.usualPerKmPct *= factor;
  excess.fallPct *= factor;
  if (stuck) {
    stuck.lowPct *= factor;
    stuck.highPct *= factor;
  }
  if (erratic.lastPct !== null) erratic.lastPct *= factor;
  erratic.leapPct *= factor;
};

/** Takes a reading in litres into what 100 % stands for; everything remembered follows. */
export const followScale = (
  state: FuelState,
  litres: number,
  tankLitres: number | null,
  options: FuelOptions,
): void => {
  const { sender } = state;
  // A single reading beyond all others may be a slip of the bus.
  sender.mostLitres = Math.max(sender.mostLitres, Math.min(sender.lastLitres, litres));
  sender.lastLitres = litres;
  const before = sender.scaleLitres;
  const wanted = wantedScale(sender, tankLitres, options);
  if (before === wanted) return;
  sender.scaleLitres = wanted;
  if (before === null) return;
  const factor = before / wanted;
  scaleLevels(state, factor);
  scaleLearned(state, factor);
  scaleStep(sender, factor);
  state.sagPct = hundredths(state.sagPct * factor);
  // Quiet differences say nothing of a scale they were not measured in.
  state.noisePct = Math.max(state.noisePct * factor, USUAL_NOISE_PCT);
};

/** Whether a change is more than any slope shows, or the size of the tank is known well enough for less. */
export const isBeyondGuess = (
  { sender }: FuelState,
  { fromPct, toPct }: Change,
  options: FuelOptions,
): boolean => !isGuessed(sender) || Math.abs(toPct - fromPct) >= options.beyondSlopePct;
