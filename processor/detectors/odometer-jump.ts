import { z } from "zod";
import { distanceM } from "../geo/distance.ts";
import type { Detector, DetectorInput } from "./detector.ts";
import type { Fix } from "./fix.ts";
import { drivenM, odometerRecord, readingOf, toMetre } from "./odometer-record.ts";
import { NOTHING, type Output } from "./output.ts";

const JumpState = z.object({
  device: z
    .object({
      id: z.string(),
      km: z.number(),
      /** Driven since it last moved, m. */ lagM: z.number(),
    })
    .nullable(),
  /** Where and with which reading the ignition went off; null once that says nothing any more. */
  rest: z
    .object({
      km: z.number(),
      lat: z.number(),
      lon: z.number(),
      atMs: z.number(),
      /** When the ignition went on again. */
      onMs: z.number().nullable(),
      /** A reading far ahead, and whether a later one agreed. */
      ahead: z.object({ km: z.number(), atMs: z.number(), agreed: z.boolean() }).nullable(),
      /** How far the jump that was told of went, and when it was first told; it may go on. */
      toldKm: z.number().nullable().default(null),
      toldAtMs: z.number().nullable().default(null),
    })
    .nullable(),
});
type JumpState = z.infer<typeof JumpState>;
type Rest = NonNullable<JumpState["rest"]>;

/** A gap between fixes that is still driving, ms. */
const MAX_STEP_MS = 180_000;

const beginRest = (
  state: JumpState,
  { observation, fix, lastFix, settings }: DetectorInput,
): void => {
  const at = fix ?? lastFix;
  // A reading that lags will catch up on the parked car: it cannot be compared with.
  if (!at || !state.device || state.device.lagM > settings.options.odometer.maxLagM) return;
  const { lat, lon } = at;
  const { km } = state.device;
  state.rest = {
    ...{ km, lat, lon, atMs: observation.tsMs },
    ...{ onMs: null, ahead: null, toldKm: null, toldAtMs: null },
  };
};

const readKm = (state: JumpState, { observation, settings }: DetectorInput, km: number): void => {
  const { rest } = state;
  const { jumpKm, jumpReadingS } = settings.options.odometer;
  if (!rest) return;
  const aheadKm = km - (rest.toldKm ?? rest.km);
  if (rest.ahead) {
    if (km >= rest.ahead.km) rest.ahead.agreed ||= observation.tsMs > rest.ahead.atMs;
    else if (aheadKm <= jumpKm) rest.ahead = null;
    return;
  }
  const late = rest.onMs !== null && observation.tsMs - rest.onMs > jumpReadingS * 1_000;
  // Behind is for rollback detection; once it has driven on, what it counts is driving.
  if (late || km < rest.km) state.rest = null;
  else if (aheadKm > jumpKm) rest.ahead = { km, atMs: observation.tsMs, agreed: false };
};

const judge = (
  state: JumpState,
  rest: Rest,
  { observation, settings }: DetectorInput,
  fix: Fix,
): readonly Output[] => {
  const movedM = distanceM(rest, fix);
  if (movedM >= settings.options.odometer.jumpWithinM) {
    state.rest = null;
    return NOTHING;
  }
  if (!rest.ahead?.agreed) return NOTHING;
  const { ahead, lat, lon, km, atMs } = rest;
  // A counter that follows the drift of a parked receiver goes on: that is one jump, not one every 2 km.
  rest.toldKm = ahead.km;
  rest.toldAtMs ??= observation.tsMs;
  rest.ahead = null;
  const failure = { startMs: atMs, endMs: ahead.atMs, detectedAtMs: rest.toldAtMs, lat, lon };
  return [
    odometerRecord(observation.vehicleId, "odometer_jump", failure, {
      fromKm: toMetre(km),
      toKm: toMetre(ahead.km),
      movedM: Math.round(movedM),
    }),
  ];
};

const readOdometer = (state: JumpState, input: DetectorInput): void => {
  const { deviceId } = input.observation;
  const km = readingOf(input.observation);
  if (km === undefined) return;
  const { device } = state;
  if (device?.id !== deviceId) {
    state.device = { id: deviceId, km, lagM: 0 };
    state.rest = null;
    return;
  }
  readKm(state, input, km);
  if (km === device.km) return;
  device.km = km;
  device.lagM = 0;
};

/** Odometers that have counted kilometres between switching off and on again at the same place. */
export const odometerJump: Detector<JumpState> = {
  name: "odometerJump",
  state: JumpState,
  initial: () => ({ device: null, rest: null }),

  step(state, input) {
    const { observation, fix, motion } = input;
    if (!state.device && readingOf(observation) === undefined) return NOTHING;
    if (state.device) state.device.lagM += drivenM(input, MAX_STEP_MS);
    if (state.rest) {
      if (motion.ignition === true) state.rest.onMs ??= observation.tsMs;
      else state.rest.onMs = null;
    }
    readOdometer(state, input);
    if (state.rest && fix) return judge(state, state.rest, input, fix);
    if (!state.rest && motion.ignition === false && observation.ignition === false)
      beginRest(state, input);
    return NOTHING;
  },

  snapshot: () => NOTHING,
};
