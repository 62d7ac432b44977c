import { z } from "zod";
import type { SpeedingOptions } from "../../contracts/detection/speeding-options.ts";
import { isMeasurable, Mark, marked, slowestKmh } from "./derived-speed.ts";
import { detectionId, mayDrive, type Detector, type DetectorInput } from "./detector.ts";
import type { Fix } from "./fix.ts";
import { joined, NOTHING, type Output } from "./output.ts";
import { exceededLimit } from "./speed-limit.ts";
import {
  begin,
  beginDerived,
  extend,
  type Figures,
  figuresOf,
  isContradicted,
  isLongEnough,
  Stretch,
} from "./speeding-stretch.ts";

const SpeedingState = z.object({
  stretch: Stretch.nullable(),
  /** The fix to measure from; none where the device gives speeds. */
  mark: Mark.optional(),
});
type SpeedingState = z.infer<typeof SpeedingState>;

const record = (
  vehicleId: string,
  { sinceMs, lat, lon }: Stretch,
  detectedAtMs: number,
  endMs: number | null,
  figures: Figures,
): Output => ({
  kind: "detection",
  record: {
    id: detectionId(vehicleId, "speeding", sinceMs),
    vehicleId,
    type: "speeding",
    certainty: "confirmed",
    startMs: sinceMs,
    endMs,
    detectedAtMs,
    lat,
    lon,
    evidence: figures,
  },
});

const ended = (stretch: Stretch, vehicleId: string): readonly Output[] =>
  stretch.detectedAtMs === null
    ? NOTHING
    : [record(vehicleId, stretch, stretch.detectedAtMs, stretch.last.atMs, figuresOf(stretch))];

const end = (state: SpeedingState, vehicleId: string): readonly Output[] => {
  const { stretch } = state;
  state.stretch = null;
  return stretch ? ended(stretch, vehicleId) : NOTHING;
};

/** Confirms a stretch that was long enough; gives it up if it did not get as far as it says. */
const judge = (
  state: SpeedingState,
  stretch: Stretch,
  vehicleId: string,
  options: SpeedingOptions,
): readonly Output[] => {
  const { last } = stretch;
  if (stretch.detectedAtMs !== null || !isLongEnough(stretch, options)) return NOTHING;
  if (isContradicted(stretch, options)) {
    state.stretch = null;
    return NOTHING;
  }
  stretch.detectedAtMs = last.atMs;
  stretch.said = figuresOf(stretch);
  return [record(vehicleId, stretch, last.atMs, null, stretch.said)];
};

const isOver = (stretch: Stretch, atMs: number, options: SpeedingOptions): boolean =>
  atMs - stretch.last.atMs > options.maxGapS * 1_000;

/** `mark`: where the speed was measured from, if the fix shows none. */
const measure = (
  state: SpeedingState,
  input: DetectorInput,
  fix: Fix,
  speedKmh: number,
  mark: Mark | null,
): readonly Output[] => {
  const { vehicleId } = input.observation;
  const options = input.settings.options.speeding;
  const { stretch } = state;
  const isSpeeding = stretch !== null && stretch.detectedAtMs !== null;
  const limit = exceededLimit(input, fix, speedKmh, isSpeeding);
  if (!limit) return end(state, vehicleId);
  if (!stretch || (stretch.isDerived ?? false) !== (mark !== null)) {
    const said = end(state, vehicleId);
    state.stretch = mark ? beginDerived(mark, fix, speedKmh, limit) : begin(fix, speedKmh, limit);
    return said;
  }
  extend(stretch, fix, speedKmh, limit);
  return judge(state, stretch, vehicleId, options);
};

const followShown = (
  state: SpeedingState,
  input: DetectorInput,
  fix: Fix,
  speedKmh: number,
): readonly Output[] => {
  state.mark = undefined;
  return measure(state, input, fix, speedKmh, null);
};

/** Without a speed of its own a fix tells one with a fix well before it, if the car may be driven. */
const followPlace = (state: SpeedingState, input: DetectorInput, fix: Fix): readonly Output[] => {
  const options = input.settings.options.speeding;
  const { mark } = state;
  const isLost = mark !== undefined && fix.atMs - mark[0] > options.maxGapS * 1_000;
  if (!mark || isLost || !mayDrive(input.motion)) {
    state.mark = marked(fix);
    return NOTHING;
  }
  if (!isMeasurable(mark, fix, options)) return NOTHING;
  const said = measure(state, input, fix, slowestKmh(mark, fix), mark);
  state.mark = marked(fix);
  return said;
};

/** Driving faster than the geofence, else the street, else the vehicle allows, with peak and distance. */
export const speeding: Detector<SpeedingState> = {
  name: "speeding",
  silenceBy: "habit",
  state: SpeedingState,
  initial: () => ({ stretch: null }),

  step(state, input) {
    const { fix, motion, observation, settings } = input;
    let said = NOTHING;
    if (state.stretch && isOver(state.stretch, observation.tsMs, settings.options.speeding))
      said = end(state, observation.vehicleId);
    if (!fix) return said;
    // What carries it may well be too fast, but nobody drives the car.
    if (motion.engineOff) {
      state.mark = undefined;
      return joined(said, end(state, observation.vehicleId));
    }
    const { speedKmh } = fix;
    const next =
      speedKmh === null ? followPlace(state, input, fix) : followShown(state, input, fix, speedKmh);
    return joined(said, next);
  },

  snapshot({ stretch }, vehicleId) {
    if (!stretch?.said || stretch.detectedAtMs === null) return NOTHING;
    return [record(vehicleId, stretch, stretch.detectedAtMs, null, stretch.said)];
  },

  project({ stretch }, { vehicleId, nowMs, settings }) {
    return stretch && isOver(stretch, nowMs, settings.options.speeding)
      ? ended(stretch, vehicleId)
      : NOTHING;
  },

  wakeAtMs({ stretch }, { options }) {
    if (!stretch || stretch.detectedAtMs === null) return null;
    return stretch.last.atMs + options.speeding.maxGapS * 1_000 + 1;
  },
};
