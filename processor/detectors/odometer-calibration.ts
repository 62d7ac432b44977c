import { z } from "zod";
import type { Detector, DetectorInput } from "./detector.ts";
import { drivenM, isCarried, odometerRecord, readingOf, toMetre } from "./odometer-record.ts";
import { NOTHING, type Output } from "./output.ts";

const CalibrationState = z.object({
  deviceId: z.string().nullable(),
  /** The stretch without a gap: reading at its beginning, last reading, and the way to both. */
  stretch: z
    .object({
      fromKm: z.number(),
      km: z.number(),
      kmPathM: z.number(),
      pathM: z.number(),
      atMs: z.number(),
    })
    .nullable(),
  /** All stretches since the last verdict. */
  sinceMs: z.number().nullable(),
  countedKm: z.number(),
  drivenKm: z.number(),
  /** It was said and still holds: it is not said again. */
  said: z.boolean(),
});
type CalibrationState = z.infer<typeof CalibrationState>;

const initial = (): CalibrationState => ({
  deviceId: null,
  stretch: null,
  sinceMs: null,
  countedKm: 0,
  drivenKm: 0,
  said: false,
});

const judge = (
  state: CalibrationState,
  input: DetectorInput,
  sinceMs: number,
): readonly Output[] => {
  const { observation, fix, settings } = input;
  const { calibrationKm, minRatio, maxRatio } = settings.options.odometer;
  const { countedKm, drivenKm } = state;
  if (drivenKm < calibrationKm) return NOTHING;
  const ratio = countedKm / drivenKm;
  const isOff = ratio < minRatio || ratio > maxRatio;
  const isNew = isOff && !state.said;
  state.said = isOff;
  state.sinceMs = null;
  state.countedKm = 0;
  state.drivenKm = 0;
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
  stretch.fromKm = stretch.km;
  stretch.pathM -= stretch.kmPathM;
  stretch.kmPathM = 0;
  stretch.atMs = input.observation.tsMs;
  return judge(state, input, state.sinceMs);
};

/** A gap between fixes, or since the last one, or a way on which the wheels did not turn. */
const isBroken = (input: DetectorInput): boolean => {
  const { observation, fix, lastFix, motion, settings } = input;
  const gapMs = (fix?.atMs ?? observation.tsMs) - (lastFix?.atMs ?? 0);
  return !motion.underWay || isCarried(input) || gapMs > settings.options.odometer.maxStepS * 1_000;
};

const read = (state: CalibrationState, input: DetectorInput, km: number): readonly Output[] => {
  const { stretch } = state;
  const { tsMs } = input.observation;
  if (!stretch) {
    state.stretch = { fromKm: km, km, kmPathM: 0, pathM: 0, atMs: tsMs };
    return NOTHING;
  }
  if (km < stretch.km) {
    // Backwards: that is another detector's; what was measured before still holds.
    state.stretch = null;
    return NOTHING;
  }
  stretch.km = km;
  stretch.kmPathM = stretch.pathM;
  return take(state, input);
};

/**
 * Odometers that count too much or too little, against what the positions say. A tunnel or a lost
 * fix ends the stretch before it, so only what both have measured is compared.
 */
export const odometerCalibration: Detector<CalibrationState> = {
  name: "odometerCalibration",
  state: CalibrationState,
  initial,

  step(state, input) {
    const { deviceId } = input.observation;
    const km = readingOf(input.observation);
    if (!state.stretch && km === undefined) return NOTHING;
    if (km !== undefined && state.deviceId !== deviceId) {
      Object.assign(state, initial());
      state.deviceId = deviceId;
    }
    if (isBroken(input)) state.stretch = null;
    else if (state.stretch && input.fix)
      state.stretch.pathM += drivenM(input, input.settings.options.odometer.maxStepS * 1_000);
    return km === undefined || !input.motion.underWay ? NOTHING : read(state, input, km);
  },

  snapshot: () => NOTHING,
};
