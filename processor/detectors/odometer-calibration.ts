import { z } from "zod";
import type { Detector, DetectorInput } from "./detector.ts";
import { drivenM, isCarried, odometerRecord, readingOf, toMetre } from "./odometer-record.ts";
import { NOTHING, type Output } from "./output.ts";

/** Longest step of a tracker that always takes so long that is still counted, s. */
const MAX_USUAL_STEP_S = 65;
/** A step is usual when it takes no more than this many times the one before. */
const OVER_USUAL = 2.5;
/**
 * By how much a road may be longer than the chords of a tracker, for each minute between its fixes: on
 * enviroCar in town 2 to 11 % at 30 s, 2 to 18 % at 60 s, where all seven trips together make 7 %.
 */
const BENDS_PER_MIN = 0.15;
/** A chord shorter than this may be drift, m. */
const DRIFT_M = 50;

const CalibrationState = z.object({
  deviceId: z.string().nullable(),
  /** The stretch without a gap: reading at its beginning, last reading, and the way to both. */
  stretch: z
    .object({
      fromKm: z.number(),
      km: z.number(),
      kmPathM: z.number(),
      pathM: z.number(),
      /** What bends may add to both ways, m. */
      kmBendsM: z.number().default(0),
      bendsM: z.number().default(0),
      atMs: z.number(),
    })
    .nullable(),
  /** Between the last two fixes, ms. */
  gapMs: z.number().default(0),
  /** All stretches since the last verdict. */
  sinceMs: z.number().nullable(),
  countedKm: z.number(),
  drivenKm: z.number(),
  bendsKm: z.number().default(0),
  /** It was said and still holds: it is not said again. */
  said: z.boolean(),
});
type CalibrationState = z.infer<typeof CalibrationState>;

const initial = (): CalibrationState => ({
  deviceId: null,
  stretch: null,
  gapMs: 0,
  sinceMs: null,
  countedKm: 0,
  drivenKm: 0,
  bendsKm: 0,
  said: false,
});

const judge = (
  state: CalibrationState,
  input: DetectorInput,
  sinceMs: number,
  hasStopped: boolean,
): readonly Output[] => {
  const { observation, fix, settings } = input;
  const { calibrationKm, minRatio, maxRatio } = settings.options.odometer;
  const { countedKm, drivenKm, bendsKm } = state;
  if (drivenKm < calibrationKm) return NOTHING;
  const ratio = countedKm / drivenKm;
  const isOff = ratio < minRatio || countedKm > maxRatio * (drivenKm + bendsKm);
  // One that has stopped counting is another detector's.
  const isNew = isOff && !state.said && !hasStopped;
  if (!hasStopped) state.said = isOff;
  state.sinceMs = null;
  state.countedKm = 0;
  state.drivenKm = 0;
  state.bendsKm = 0;
  if (!isNew) return NOTHING;
  const { tsMs, vehicleId } = observation;
  const failure = {
    startMs: sinceMs,
    endMs: tsMs,
    detectedAtMs: tsMs,
    lat: fix?.lat ?? null,
    lon: fix?.lon ?? null,
  };
  return [
    odometerRecord(vehicleId, "odometer_calibration", failure, {
      countedKm: toMetre(countedKm),
      drivenKm: toMetre(drivenKm),
      ratio: Math.round(ratio * 1_000) / 1_000,
    }),
  ];
};

/** Adds a stretch that is long enough, and begins the next one where it ends. */
const take = (state: CalibrationState, input: DetectorInput): readonly Output[] => {
  const { stretch } = state;
  const { stretchKm } = input.settings.options.odometer;
  if (!stretch || stretch.kmPathM < stretchKm * 1_000) return NOTHING;
  state.sinceMs ??= stretch.atMs;
  state.countedKm += stretch.km - stretch.fromKm;
  state.drivenKm += stretch.kmPathM / 1_000;
  state.bendsKm += stretch.kmBendsM / 1_000;
  const hasStopped = stretch.km === stretch.fromKm;
  stretch.fromKm = stretch.km;
  stretch.pathM -= stretch.kmPathM;
  stretch.kmPathM = 0;
  stretch.bendsM -= stretch.kmBendsM;
  stretch.kmBendsM = 0;
  stretch.atMs = input.observation.tsMs;
  return judge(state, input, state.sinceMs, hasStopped);
};

/** Longest time between two fixes that is no gap, ms: longer where this tracker always takes so long. */
const longestStepMs = ({ gapMs }: CalibrationState, { settings }: DetectorInput): number =>
  Math.max(
    settings.options.odometer.maxStepS * 1_000,
    Math.min(MAX_USUAL_STEP_S * 1_000, OVER_USUAL * gapMs),
  );

/** A gap between fixes, or since the last one, or a way on which the wheels did not turn. */
const isBroken = (state: CalibrationState, input: DetectorInput): boolean => {
  const { observation, fix, lastFix, motion } = input;
  const gapMs = (fix?.atMs ?? observation.tsMs) - (lastFix?.atMs ?? 0);
  return !motion.underWay || isCarried(input) || gapMs > longestStepMs(state, input);
};

/** Adds the way since the fix before, and by how much more it may have been between two far ones. */
const extend = (stretch: NonNullable<CalibrationState["stretch"]>, input: DetectorInput): void => {
  const { fix, lastFix, stepM, settings } = input;
  const { maxStepS } = settings.options.odometer;
  const stepS = fix && lastFix ? (fix.atMs - lastFix.atMs) / 1_000 : 0;
  if (stepS <= maxStepS) {
    stretch.pathM += drivenM(input, maxStepS * 1_000);
    return;
  }
  // A car at a red light has driven there, too.
  if (stepM < DRIFT_M) return;
  stretch.pathM += stepM;
  stretch.bendsM += (BENDS_PER_MIN * stepM * stepS) / 60;
};

const read = (state: CalibrationState, input: DetectorInput, km: number): readonly Output[] => {
  const { stretch } = state;
  const { tsMs } = input.observation;
  if (!stretch) {
    const nothing = { kmPathM: 0, pathM: 0, kmBendsM: 0, bendsM: 0 };
    state.stretch = { fromKm: km, km, ...nothing, atMs: tsMs };
    return NOTHING;
  }
  if (km < stretch.km) {
    // Backwards: that is another detector's; what was measured before still holds.
    state.stretch = null;
    return NOTHING;
  }
  stretch.km = km;
  stretch.kmPathM = stretch.pathM;
  stretch.kmBendsM = stretch.bendsM;
  return take(state, input);
};

/**
 * Odometers that count too much or too little, against what the positions say. A tunnel or a lost
 * fix ends the stretch before it, so only what both have measured is compared. Where a tracker always
 * takes long from fix to fix, bends may have been cut off, and the odometer may count that much more.
 */
export const odometerCalibration: Detector<CalibrationState> = {
  name: "odometerCalibration",
  state: CalibrationState,
  initial,

  step(state, input) {
    const { deviceId } = input.observation;
    const km = readingOf(input.observation);
    const { fix, lastFix } = input;
    if (!state.stretch && km === undefined) {
      if (fix && lastFix) state.gapMs = fix.atMs - lastFix.atMs;
      return NOTHING;
    }
    if (km !== undefined && state.deviceId !== deviceId) {
      Object.assign(state, initial());
      state.deviceId = deviceId;
    }
    if (isBroken(state, input)) state.stretch = null;
    else if (state.stretch && fix) extend(state.stretch, input);
    if (fix && lastFix) state.gapMs = fix.atMs - lastFix.atMs;
    return km === undefined || !input.motion.underWay ? NOTHING : read(state, input, km);
  },

  snapshot: () => NOTHING,
};
