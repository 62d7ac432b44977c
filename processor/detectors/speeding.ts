import { z } from "zod";
import type { SpeedingOptions } from "../../contracts/detection/speeding-options.ts";
import { distanceM } from "../geo/distance.ts";
import { detectionId, type Detector, type DetectorInput } from "./detector.ts";
import type { Fix } from "./fix.ts";
import { joined, NOTHING, type Output } from "./output.ts";
import { exceededLimit, LimitSource, type SpeedLimit } from "./speed-limit.ts";

/** The figures of a speeding so far. */
const Figures = z.object({
  limitKmh: z.number(),
  limitSource: LimitSource,
  peakKmh: z.number(),
  distanceKm: z.number(),
});

/** A stretch driven too fast, confirmed once it has a `detectedAtMs`. */
const Stretch = z.object({
  sinceMs: z.number(),
  lat: z.number(),
  lon: z.number(),
  fixes: z.number(),
  /** The last fix of it. */
  last: z.object({ atMs: z.number(), lat: z.number(), lon: z.number(), speedKmh: z.number() }),
  /** How far it went by its positions, and by the speeds it showed, m. */
  pathM: z.number(),
  shownM: z.number(),
  /** Where the limit was exceeded most. */
  excessKmh: z.number(),
  limitKmh: z.number(),
  limitSource: LimitSource,
  peakKmh: z.number(),
  detectedAtMs: z.number().nullable(),
  /** What the record says while it lasts. */
  said: Figures.nullable(),
});
type Stretch = z.infer<typeof Stretch>;

const SpeedingState = z.object({ stretch: Stretch.nullable() });
type SpeedingState = z.infer<typeof SpeedingState>;

const figuresOf = ({
  limitKmh,
  limitSource,
  peakKmh,
  pathM,
}: Stretch): z.infer<typeof Figures> => ({
  limitKmh,
  limitSource,
  peakKmh: Math.round(peakKmh * 10) / 10,
  distanceKm: Math.round(pathM) / 1_000,
});

const record = (
  vehicleId: string,
  { sinceMs, lat, lon }: Stretch,
  detectedAtMs: number,
  endMs: number | null,
  figures: z.infer<typeof Figures>,
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

const begin = ({ atMs, lat, lon }: Fix, speedKmh: number, limit: SpeedLimit): Stretch => ({
  sinceMs: atMs,
  lat,
  lon,
  fixes: 1,
  last: { atMs, lat, lon, speedKmh },
  pathM: 0,
  shownM: 0,
  excessKmh: speedKmh - limit.kmh,
  limitKmh: limit.kmh,
  limitSource: limit.source,
  peakKmh: speedKmh,
  detectedAtMs: null,
  said: null,
});

const extend = (stretch: Stretch, fix: Fix, speedKmh: number, limit: SpeedLimit): void => {
  const { last } = stretch;
  stretch.fixes++;
  stretch.pathM += distanceM(last, fix);
  stretch.shownM += ((last.speedKmh + speedKmh) / 2 / 3_600) * (fix.atMs - last.atMs);
  stretch.peakKmh = Math.max(stretch.peakKmh, speedKmh);
  if (speedKmh - limit.kmh > stretch.excessKmh) {
    stretch.excessKmh = speedKmh - limit.kmh;
    stretch.limitKmh = limit.kmh;
    stretch.limitSource = limit.source;
  }
  last.atMs = fix.atMs;
  last.lat = fix.lat;
  last.lon = fix.lon;
  last.speedKmh = speedKmh;
};

/** Confirms a stretch that was long enough; gives it up if it did not get as far as it says. */
const judge = (
  state: SpeedingState,
  stretch: Stretch,
  vehicleId: string,
  options: SpeedingOptions,
): readonly Output[] => {
  const { last, sinceMs, fixes, pathM, shownM } = stretch;
  if (stretch.detectedAtMs !== null) return NOTHING;
  if (fixes < options.minFixes || last.atMs - sinceMs < options.minS * 1_000) return NOTHING;
  if (Math.abs(pathM - shownM) > options.maxDisagreement * shownM) {
    state.stretch = null;
    return NOTHING;
  }
  stretch.detectedAtMs = last.atMs;
  stretch.said = figuresOf(stretch);
  return [record(vehicleId, stretch, last.atMs, null, stretch.said)];
};

const isOver = (stretch: Stretch, atMs: number, options: SpeedingOptions): boolean =>
  atMs - stretch.last.atMs > options.maxGapS * 1_000;

const measure = (
  state: SpeedingState,
  input: DetectorInput,
  fix: Fix,
  speedKmh: number,
): readonly Output[] => {
  const { vehicleId } = input.observation;
  const options = input.settings.options.speeding;
  const { stretch } = state;
  const isSpeeding = stretch !== null && stretch.detectedAtMs !== null;
  const limit = exceededLimit(input, fix, speedKmh, isSpeeding);
  if (!limit) return end(state, vehicleId);
  if (!stretch) {
    state.stretch = begin(fix, speedKmh, limit);
    return NOTHING;
  }
  extend(stretch, fix, speedKmh, limit);
  return judge(state, stretch, vehicleId, options);
};

/** Driving faster than the geofence, else the street, else the vehicle allows, with peak and distance. */
export const speeding: Detector<SpeedingState> = {
  name: "speeding",
  state: SpeedingState,
  initial: () => ({ stretch: null }),

  step(state, input) {
    const { fix, motion, observation, settings } = input;
    let said = NOTHING;
    if (state.stretch && isOver(state.stretch, observation.tsMs, settings.options.speeding))
      said = end(state, observation.vehicleId);
    if (!fix || fix.speedKmh === null) return said;
    // What carries it may well be too fast, but nobody drives the car.
    if (motion.engineOff) return joined(said, end(state, observation.vehicleId));
    const next = measure(state, input, fix, fix.speedKmh);
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
