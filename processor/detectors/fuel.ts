import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import type { Detector, DetectorInput } from "./detector.ts";
import { burnArrival, followArrival, isFilling, restartArrival } from "./fuel-arrival.ts";
import { perIdleHourPct, perKmPct } from "./fuel-burn.ts";
import { judge } from "./fuel-change.ts";
import { followCreep, isFrozen } from "./fuel-creep.ts";
import { openExcess } from "./fuel-excess.ts";
import { clearDrive, clearRest, readAtRest, readOnTheRoad } from "./fuel-level.ts";
import { follow, silenceS, stands } from "./fuel-movement.ts";
import { knowsLitres, readLevel, tankOf } from "./fuel-reading.ts";
import { followSeepage, openLeak } from "./fuel-seepage.ts";
import { withPlace } from "./fuel-place.ts";
import { followSensor, openFaults } from "./fuel-sensor.ts";
import { followRoad } from "./fuel-growth.ts";
import { initialFuel } from "./fuel-initial.ts";
import { tellingLearned } from "./fuel-learned.ts";
import { followOpening } from "./fuel-opening.ts";
import { FuelState, type Level } from "./fuel-state.ts";
import { followStep } from "./fuel-step.ts";
import { openChange, takeBackLeap } from "./fuel-telling.ts";
import { joined, NOTHING, type Output } from "./output.ts";

/** Whether the fuel has come to rest in the tank. */
const isSettled = ({ movement }: FuelState, tsMs: number, options: FuelOptions): boolean =>
  movement.rested ||
  (movement.stillSinceMs !== null && tsMs - movement.stillSinceMs >= options.settleS * 1_000);

const takeLevel = (
  state: FuelState,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  const leak = followSeepage(state, level, vehicleId, options);
  const changes = judge(state, level, vehicleId, options);
  restartArrival(state, level);
  if (level.kind === "driven") followCreep(state, state.drive.wayPct);
  return joined(leak, changes);
};

/** Takes a reading: on the road, at rest, or in the first minutes of a stand with the engine off. */
const read = (
  state: FuelState,
  pct: number,
  tsMs: number,
  standsNow: boolean,
  isAtRest: boolean,
  options: FuelOptions,
): Level | null => {
  const isParked = state.movement.ignition === false && standsNow;
  if (isParked && isFrozen(state, pct)) return null;
  if (isParked) followOpening(state, pct, tsMs);
  else if (!isAtRest) {
    if (isFilling(state, pct, tsMs, standsNow)) {
      clearDrive(state);
      return null;
    }
    followArrival(state, pct, tsMs, standsNow);
  }
  if (!standsNow) followRoad(state, pct);
  if (isAtRest) return readAtRest(state, pct, tsMs, options);
  return isParked ? null : readOnTheRoad(state, pct, tsMs, options);
};

const step = (state: FuelState, input: DetectorInput): readonly Output[] => {
  const { observation, settings } = input;
  const options = settings.options.fuel;
  const { tsMs, vehicleId } = observation;
  const { movement, since } = state;
  const ignitionBefore = movement.ignition;
  const standsNow = stands(input, options);
  const silent =
    movement.atMs !== null && tsMs - movement.atMs > silenceS(movement, options) * 1_000;
  const km = follow(movement, since, input, standsNow, options);
  if (ignitionBefore === false && movement.ignition !== false) {
    state.sender.awake = false;
    clearRest(state);
  }
  // Heartbeats of one stand belong together; readings before and after any other silence do not.
  if (silent && (ignitionBefore === true || movement.ignition === true || since.blind))
    clearRest(state);
  const isAtRest = standsNow && isSettled(state, tsMs, options);
  if (silent || isAtRest) clearDrive(state);
  if (!standsNow || km >= options.stoodKm || since.blind) state.opening = null;
  burnArrival(state, km, options);
  const pct = readLevel(state, observation, settings.tankLitres, options);
  if (pct === null) return NOTHING;
  followStep(state.sender, pct);
  const unseenS = (tsMs - (state.sender.readMs ?? tsMs)) / 1_000;
  if (unseenS > since.unseenS) since.unseenS = unseenS;
  let faults = followSensor(state, pct, tsMs, km, isAtRest, vehicleId, options);
  if (faults !== NOTHING) faults = joined(faults, takeBackLeap(state, vehicleId));
  if (!isAtRest) clearRest(state);
  const level = read(state, pct, tsMs, standsNow, isAtRest, options);
  state.sender.readMs = tsMs;
  if (!level) return faults;
  return joined(faults, takeLevel(state, level, vehicleId, options));
};

/**
 * Refuels, drains, leaks and faults of the sender, from the fuel level alone. Levels are compared
 * settled to settled, consumption allowed for; a change between two places waits for a level
 * measured at a third, because a slope can look like a theft.
 */
export const fuel: Detector<FuelState> = {
  name: "fuel",
  state: FuelState,
  initial: initialFuel,
  step: (state, input) =>
    withPlace(state, tellingLearned(step, state, input), input.settings.geofences),
  snapshot: (state, vehicleId) => [
    ...openChange(state, vehicleId),
    ...openLeak(state, vehicleId),
    ...openExcess(state, vehicleId),
    ...openFaults(state, vehicleId),
  ],
};

/** What a vehicle has been seen to use. */
export type LearnedConsumption = {
  /** Distance it was learned over, km; 0 where the figures are the usual ones. */
  readonly learnedKm: number;
  readonly pctPer100Km: number;
  readonly pctPerIdleHour: number;
  /** Null where nobody knows the size of the tank. */
  readonly litresPer100Km: number | null;
  readonly litresPerIdleHour: number | null;
};

/** The learned consumption of a vehicle, from its detector state. */
export const learnedConsumption = (state: FuelState, options: FuelOptions): LearnedConsumption => {
  const pctPer100Km = 100 * perKmPct(state, options);
  const pctPerIdleHour = perIdleHourPct(state, options);
  const perPct = knowsLitres(state.sender) ? tankOf(state.sender, options) / 100 : null;
  return {
    learnedKm: state.burn.learnedKm,
    pctPer100Km,
    pctPerIdleHour,
    litresPer100Km: perPct === null ? null : pctPer100Km * perPct,
    litresPerIdleHour: perPct === null ? null : pctPerIdleHour * perPct,
  };
};
