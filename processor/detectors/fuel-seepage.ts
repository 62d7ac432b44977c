import type { FuelOptions } from "../../contracts/detection/fuel-options.ts";
import { isUnderWay } from "./fuel-growth.ts";
import { knowsLitres, tankOf } from "./fuel-reading.ts";
import { median } from "./fuel-level.ts";
import { toOutput } from "./fuel-records.ts";
import { toPoint, type FuelState, type Level, type LevelPoint } from "./fuel-state.ts";
import { leastOfStepsPct } from "./fuel-step.ts";
import { NOTHING, type Output } from "./output.ts";

const HOUR_S = 3_600;
/** Points a slope is taken through: kept this many, thinned to half when there are more. */
const MOST_POINTS = 12;
const LEAST_POINTS = 5;
const FIRST_SPACING_S = 15 * 60;

const tenths = (value: number): number => Math.round(value * 10) / 10;

/** Theil–Sen: the median of the slopes between all pairs, % of tank per hour. */
export const slopePctPerHour = (points: readonly LevelPoint[]): number => {
  const slopes: number[] = [];
  for (const [index, [atS, pct]] of points.entries()) {
    for (const [laterS, laterPct] of points.slice(index + 1)) {
      slopes.push(((laterPct - pct) * HOUR_S) / (laterS - atS));
    }
  }
  return slopes.length === 0 ? 0 : median(slopes);
};

const addPoint = (state: FuelState, level: Level): boolean => {
  const { seepage } = state;
  const last = seepage.points.at(-1);
  if (!last) seepage.spacingS = FIRST_SPACING_S;
  else if (level.atMs / 1_000 - last[0] < seepage.spacingS) return false;
  seepage.points.push(toPoint(level));
  if (seepage.points.length > MOST_POINTS) {
    seepage.points = seepage.points.filter((_point, index) => index % 2 === 0);
    seepage.spacingS *= 2;
  }
  return true;
};

const isLeaking = (state: FuelState, slope: number, options: FuelOptions): boolean =>
  slope <= (-100 * options.leakLitresPerHour) / tankOf(state.sender, options);

const leakOutput = (
  state: FuelState,
  level: Level,
  slope: number,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  const { seepage, sender, movement } = state;
  const [firstS] = seepage.points[0] ?? toPoint(level);
  seepage.said = {
    certainty: "confirmed",
    startMs: seepage.firstMs,
    endMs: null,
    detectedAtMs: level.atMs,
    lat: movement.lat,
    lon: movement.lon,
    evidence: {
      cause: "parked",
      slopePctPerHour: Math.round(slope * 100) / 100,
      ...(knowsLitres(sender) && {
        litresPerHour: Math.round(slope * tankOf(sender, options)) / 100,
      }),
      parkings: seepage.parkings,
      parkedHours: tenths((level.atMs / 1_000 - firstS) / HOUR_S),
    },
    levels: [...seepage.points],
  };
  return [toOutput(vehicleId, "leak", seepage.said)];
};

/** A tight parking: what leaked before has been mended. */
const endLeak = (state: FuelState, atMs: number, vehicleId: string): readonly Output[] => {
  const { seepage } = state;
  seepage.parkings = 0;
  const { said } = seepage;
  if (!said) return NOTHING;
  seepage.said = null;
  return [toOutput(vehicleId, "leak", { ...said, endMs: atMs })];
};

const judgeSlope = (
  state: FuelState,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  const { seepage } = state;
  const first = seepage.points[0];
  if (seepage.counted || !first || seepage.points.length < LEAST_POINTS) return NOTHING;
  if (level.atMs / 1_000 - first[0] < options.leakParkingH * HOUR_S) return NOTHING;
  seepage.counted = true;
  const slope = slopePctPerHour(seepage.points);
  // A coarse sender falls by a step when next to nothing has gone.
  const isStep = first[1] - level.pct < leastOfStepsPct(state.sender);
  if (isStep || !isLeaking(state, slope, options))
    return endLeak(state, first[0] * 1_000, vehicleId);
  if (seepage.parkings === 0) seepage.firstMs = first[0] * 1_000;
  seepage.parkings++;
  if (seepage.said || seepage.parkings < options.leakParkings) return NOTHING;
  return leakOutput(state, level, slope, vehicleId, options);
};

/**
 * Looks for a slow fall through separate parkings. A parking counts once, when it has lasted long
 * enough; one in which the engine ran or fuel came or went is not counted.
 */
export const followSeepage = (
  state: FuelState,
  level: Level,
  vehicleId: string,
  options: FuelOptions,
): readonly Output[] => {
  const { seepage } = state;
  const isParked = level.kind === "parked" && state.movement.ignition !== true;
  const hasMoved = state.since.km >= options.stoodKm || state.since.blind;
  const isChanging = isUnderWay(state.change);
  if (!isParked || hasMoved || isChanging) {
    seepage.points.length = 0;
    seepage.counted = isChanging && !hasMoved;
    if (!isParked) return NOTHING;
  }
  return addPoint(state, level) ? judgeSlope(state, level, vehicleId, options) : NOTHING;
};

export const openLeak = ({ seepage }: FuelState, vehicleId: string): readonly Output[] =>
  seepage.said ? [toOutput(vehicleId, "leak", seepage.said)] : NOTHING;
