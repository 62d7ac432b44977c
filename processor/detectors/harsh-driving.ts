import { z } from "zod";
import { eastwards } from "../geo/shape.ts";
import { detectionId, type Detector, type DetectorInput, mayDrive } from "./detector.ts";
import type { Fix } from "./fix.ts";
import { NOTHING, type Output } from "./output.ts";

const KMH_PER_MPS = 3.6;
const RADIANS_PER_DEGREE = Math.PI / 180;

const Kind = z.enum(["acceleration", "braking", "cornering"]);
type Kind = z.infer<typeof Kind>;

/** A manoeuvre that may still go on; said once the next fix has not undone it. */
const Manoeuvre = z.object({
  startMs: z.number(),
  lastMs: z.number(),
  lat: z.number(),
  lon: z.number(),
  peakMps2: z.number(),
  fromKmh: z.number(),
  toKmh: z.number(),
  turnDeg: z.number(),
  severe: z.boolean(),
  detectedAtMs: z.number().nullable(),
});
type Manoeuvre = z.infer<typeof Manoeuvre>;

const HarshDrivingState = z.object({
  /** The last fix with a speed; `chained` when it was no gap after the one before. */
  last: z
    .object({
      atMs: z.number(),
      speedKmh: z.number(),
      headingDeg: z.number().nullable(),
      chained: z.boolean(),
    })
    .nullable(),
  acceleration: Manoeuvre.nullable(),
  braking: Manoeuvre.nullable(),
  cornering: Manoeuvre.nullable(),
});
type HarshDrivingState = z.infer<typeof HarshDrivingState>;
type Last = NonNullable<HarshDrivingState["last"]>;

const record = (
  vehicleId: string,
  kind: Kind,
  { startMs, lastMs, lat, lon, peakMps2, fromKmh, toKmh, turnDeg, severe }: Manoeuvre,
  detectedAtMs: number,
): Output => ({
  kind: "detection",
  record: {
    id: detectionId(vehicleId, `harsh_${kind}`, startMs),
    vehicleId,
    type: `harsh_${kind}`,
    certainty: "confirmed",
    startMs,
    endMs: lastMs,
    detectedAtMs,
    lat,
    lon,
    evidence: { peakMps2, fromKmh, toKmh, severe, ...(kind === "cornering" && { turnDeg }) },
  },
});

const inTenths = (value: number): number => Math.round(value * 10) / 10;

/** A step between two fixes, measured; one object for all. */
const step = { fromKmh: 0, toKmh: 0, turnDeg: 0, alongMps2: 0, acrossMps2: 0 };

const measureStep = (
  last: Last,
  fix: Fix,
  speedKmh: number,
  headingDeg: number | undefined,
): void => {
  const seconds = (fix.atMs - last.atMs) / 1_000;
  step.fromKmh = last.speedKmh;
  step.toKmh = speedKmh;
  step.alongMps2 = (speedKmh - last.speedKmh) / KMH_PER_MPS / seconds;
  const turns = headingDeg !== undefined && last.headingDeg !== null;
  step.turnDeg = turns ? eastwards(last.headingDeg ?? 0, headingDeg) : 0;
  const meanMps = (speedKmh + last.speedKmh) / 2 / KMH_PER_MPS;
  step.acrossMps2 = (meanMps * Math.abs(step.turnDeg) * RADIANS_PER_DEGREE) / seconds;
};

const isUndone = (kind: Kind, { fromKmh, toKmh, turnDeg }: Manoeuvre, part: number): boolean =>
  kind === "cornering"
    ? -step.turnDeg * Math.sign(turnDeg) >= part * Math.abs(turnDeg)
    : (step.fromKmh - step.toKmh) * Math.sign(toKmh - fromKmh) >= part * Math.abs(toKmh - fromKmh);

/** Says a manoeuvre that waits for the next fix; null when this one undoes it. */
const confirm = (
  state: HarshDrivingState,
  kind: Kind,
  input: DetectorInput,
): readonly Output[] | null => {
  const manoeuvre = state[kind];
  const { tsMs, vehicleId } = input.observation;
  const { mergeS, undonePart } = input.settings.options.harshDriving;
  if (!manoeuvre) return NOTHING;
  if (manoeuvre.detectedAtMs !== null) {
    if (tsMs - manoeuvre.lastMs > mergeS * 1_000) state[kind] = null;
    return NOTHING;
  }
  if (isUndone(kind, manoeuvre, undonePart)) {
    state[kind] = null;
    return null;
  }
  manoeuvre.detectedAtMs = tsMs;
  return [record(vehicleId, kind, manoeuvre, tsMs)];
};

const note = (
  state: HarshDrivingState,
  kind: Kind,
  mps2: number,
  thresholdMps2: number,
  input: DetectorInput,
  fix: Fix,
): readonly Output[] => {
  const options = input.settings.options.harshDriving;
  if (mps2 < thresholdMps2 || mps2 > options.maxPlausibleMps2) return NOTHING;
  const peakMps2 = inTenths(mps2);
  const severe = mps2 >= thresholdMps2 * options.severeFactor;
  const before = state[kind];
  if (!before) {
    const { atMs, lat, lon } = fix;
    const { fromKmh, toKmh, turnDeg } = step;
    const startMs = state.last?.atMs ?? atMs;
    state[kind] = {
      startMs,
      lastMs: atMs,
      lat,
      lon,
      peakMps2,
      severe,
      detectedAtMs: null,
      fromKmh: inTenths(fromKmh),
      toKmh: inTenths(toKmh),
      turnDeg: Math.round(turnDeg),
    };
    return NOTHING;
  }
  before.lastMs = fix.atMs;
  before.toKmh = inTenths(step.toKmh);
  before.turnDeg += Math.round(step.turnDeg);
  before.peakMps2 = Math.max(before.peakMps2, peakMps2);
  before.severe ||= severe;
  return before.detectedAtMs === null
    ? NOTHING
    : [record(input.observation.vehicleId, kind, before, before.detectedAtMs)];
};

const KINDS = Kind.options;

/** Says what waited for this fix; false when it undoes something, and so means nothing itself. */
const confirmAll = (state: HarshDrivingState, input: DetectorInput, said: Output[]): boolean => {
  let stands = true;
  for (const kind of KINDS) {
    const outputs = confirm(state, kind, input);
    if (outputs) said.push(...outputs);
    else stands = false;
  }
  return stands;
};

/** What a step means after a chain of fixes without a gap. */
const judge = (state: HarshDrivingState, input: DetectorInput, fix: Fix): readonly Output[] => {
  const options = input.settings.options.harshDriving;
  const { fromKmh, toKmh, alongMps2, acrossMps2 } = step;
  const waiting = state.acceleration ?? state.braking ?? state.cornering;
  const isHarsh =
    alongMps2 >= options.accelerationMps2 ||
    -alongMps2 >= options.brakingMps2 ||
    acrossMps2 >= options.corneringMps2;
  if (!waiting && !isHarsh) return NOTHING;
  const said: Output[] = [];
  if (!confirmAll(state, input, said)) return said;
  if (fromKmh >= options.minSpeedKmh) {
    said.push(...note(state, "acceleration", alongMps2, options.accelerationMps2, input, fix));
    said.push(...note(state, "braking", -alongMps2, options.brakingMps2, input, fix));
  }
  if (Math.min(fromKmh, toKmh) >= options.minTurnSpeedKmh)
    said.push(...note(state, "cornering", acrossMps2, options.corneringMps2, input, fix));
  return said;
};

/** What nobody confirmed before a gap, or a stand, never was; what was said stays as it was. */
const breakChain = (state: HarshDrivingState): void => {
  state.acceleration = null;
  state.braking = null;
  state.cornering = null;
};

/**
 * Harsh acceleration, braking and cornering, from speeds and directions one or two seconds apart.
 * Slower sampling shows averages only, so it says nothing then.
 */
export const harshDriving: Detector<HarshDrivingState> = {
  name: "harshDriving",
  state: HarshDrivingState,
  initial: () => ({ last: null, acceleration: null, braking: null, cornering: null }),

  step(state, input) {
    const { fix, observation, settings } = input;
    if (!fix || fix.speedKmh === null) return NOTHING;
    const { minStepS, maxStepS } = settings.options.harshDriving;
    const { last } = state;
    const headingDeg = observation.headingDeg ?? null;
    if (!last) {
      state.last = { atMs: fix.atMs, speedKmh: fix.speedKmh, headingDeg, chained: false };
      return NOTHING;
    }
    const stepMs = fix.atMs - last.atMs;
    // Several fixes a second: the change is measured over the least step.
    if (stepMs < minStepS * 1_000) return NOTHING;
    let said = NOTHING;
    let chained = stepMs <= maxStepS * 1_000;
    // The speed a parked receiver shows comes and goes, up to 14 km/h recorded.
    if (!chained || !mayDrive(input.motion)) breakChain(state);
    else if (last.chained) {
      measureStep(last, fix, fix.speedKmh, observation.headingDeg);
      said = judge(state, input, fix);
      // Speeds that no car can change between say nothing about the next step either.
      chained = Math.abs(step.alongMps2) <= settings.options.harshDriving.maxPlausibleMps2;
    }
    last.atMs = fix.atMs;
    last.speedKmh = fix.speedKmh;
    last.headingDeg = headingDeg;
    last.chained = chained;
    return said;
  },

  snapshot: (state, vehicleId) =>
    KINDS.flatMap((kind) => {
      const manoeuvre = state[kind];
      if (!manoeuvre || manoeuvre.detectedAtMs === null) return [];
      return [record(vehicleId, kind, manoeuvre, manoeuvre.detectedAtMs)];
    }),
};
