import { z } from "zod";
import type { IdlingOptions } from "../../contracts/detection/idling-options.ts";
import type { Observation } from "../../contracts/observation.ts";
import { distanceM } from "../geo/distance.ts";
import type { Owners } from "./channels.ts";
import { ChargingState, followCharging, initialCharging, notChargingSinceMs } from "./charging.ts";
import { Fix } from "./fix.ts";
import { IgnitionState, nextIgnition } from "./ignition.ts";
import { joined, NOTHING, type Output } from "./output.ts";
import { stopId } from "./trip-records.ts";

export const IdlingState = z.object({
  ignition: IgnitionState,
  seenAtMs: z.number().nullable(),
  /** The fix at which it began to stand with the engine running. */
  since: Fix.nullable(),
  /** Last fix that still stood: where idling ends when it drives on. */
  lastStandingMs: z.number(),
  driveFixes: z.number(),
  /** Last fix that stood somewhere else: it has driven there if another one agrees. */
  elsewhere: Fix.nullable().default(null),
  /** Last odometer reading, of the device that speaks. */
  odometer: z.object({ deviceId: z.string(), km: z.number() }).nullable().default(null),
  detectedAtMs: z.number().nullable(),
  charging: ChargingState.prefault(initialCharging),
});
export type IdlingState = z.infer<typeof IdlingState>;

export const initialIdling = (): IdlingState => ({
  ignition: null,
  seenAtMs: null,
  since: null,
  lastStandingMs: 0,
  driveFixes: 0,
  elsewhere: null,
  odometer: null,
  detectedAtMs: null,
  charging: initialCharging(),
});

/** Whether a fix is another place than the one a car stands at, its error allowed for. */
export const isElsewhere = (
  place: Pick<Fix, "lat" | "lon">,
  fix: Fix,
  { standRadiusM }: IdlingOptions,
): boolean => distanceM(place, fix) > Math.max(standRadiusM, 2 * (fix.accuracyM ?? 0));

/** Since when the engine has been off, as far as is known at an observation; null while it runs. */
const engineOffSinceMs = (
  { ignition, charging }: IdlingState,
  observation: Observation,
  options: IdlingOptions,
): number | null => {
  const { rpm, tsMs } = observation;
  if (ignition?.on !== true) return tsMs;
  if (rpm !== undefined) return rpm > 0 ? null : tsMs;
  return notChargingSinceMs(charging, observation, options);
};

/** Whether the voltage has fallen that may show, once it has lasted, that the engine has been off. */
export const mayHaveEnded = ({ charging }: IdlingState, { rpm }: Observation): boolean =>
  rpm === undefined && charging.lowSinceMs !== null;

const stop = (
  vehicleId: string,
  since: Fix,
  detectedAtMs: number,
  endMs: number | null,
): Output => ({
  kind: "stop",
  record: {
    id: stopId(vehicleId, "idling", since.atMs),
    vehicleId,
    kind: "idling",
    startMs: since.atMs,
    endMs,
    lat: since.lat,
    lon: since.lon,
    detectedAtMs,
  },
});

const end = (state: IdlingState, vehicleId: string, endMs: number): readonly Output[] => {
  const { since, detectedAtMs } = state;
  state.since = null;
  state.detectedAtMs = null;
  state.driveFixes = 0;
  state.elsewhere = null;
  return since && detectedAtMs !== null ? [stop(vehicleId, since, detectedAtMs, endMs)] : NOTHING;
};

const elapse = (
  state: IdlingState,
  vehicleId: string,
  toMs: number,
  { silenceEndsS }: IdlingOptions,
): readonly Output[] => {
  if (!state.since || state.seenAtMs === null) return NOTHING;
  return toMs - state.seenAtMs > silenceEndsS * 1_000
    ? end(state, vehicleId, state.seenAtMs)
    : NOTHING;
};

/** It stands, and if another fix has agreed that it is elsewhere, it has driven in between. */
const followStanding = (
  state: IdlingState,
  vehicleId: string,
  fix: Fix,
  options: IdlingOptions,
): readonly Output[] => {
  let ended = NOTHING;
  if (state.since && isElsewhere(state.since, fix, options)) {
    const { elsewhere } = state;
    state.elsewhere = fix;
    if (!elsewhere) return NOTHING; // a reflection is alone, or comes back
    ended = end(state, vehicleId, state.lastStandingMs);
    if (!isElsewhere(elsewhere, fix, options)) state.since = elsewhere;
  }
  state.since ??= fix;
  state.lastStandingMs = fix.atMs;
  state.driveFixes = 0;
  state.elsewhere = null;
  return ended;
};

const followFix = (
  state: IdlingState,
  vehicleId: string,
  fix: Fix,
  options: IdlingOptions,
): readonly Output[] => {
  // Without a speed there is no telling standing from crawling.
  if (fix.speedKmh === null) return NOTHING;
  if (fix.speedKmh < options.standSpeedKmh) return followStanding(state, vehicleId, fix, options);
  if (state.since && fix.speedKmh >= options.driveSpeedKmh) {
    state.driveFixes++;
    if (state.driveFixes >= options.driveFixes) return end(state, vehicleId, state.lastStandingMs);
  }
  return NOTHING;
};

/** Ends it where the odometer has counted what no speed was seen of. */
const followOdometer = (
  state: IdlingState,
  { odometerKm, deviceId, vehicleId }: Observation,
  { movedKm }: IdlingOptions,
): readonly Output[] => {
  if (odometerKm === undefined) return NOTHING;
  const { odometer } = state;
  if (odometer?.deviceId !== deviceId) {
    state.odometer = { deviceId, km: odometerKm };
    return NOTHING;
  }
  const countedKm = odometerKm - odometer.km;
  odometer.km = odometerKm;
  return state.since && countedKm >= movedKm
    ? end(state, vehicleId, state.lastStandingMs)
    : NOTHING;
};

const detect = (
  state: IdlingState,
  observation: Observation,
  { recordedAfterS }: IdlingOptions,
): readonly Output[] => {
  const { vehicleId, tsMs } = observation;
  if (!state.since || state.detectedAtMs !== null) return NOTHING;
  if (state.driveFixes > 0 || state.elsewhere || mayHaveEnded(state, observation)) return NOTHING;
  if (tsMs - state.since.atMs < recordedAfterS * 1_000) return NOTHING;
  state.detectedAtMs = tsMs;
  return [stop(vehicleId, state.since, tsMs, null)];
};

/** Idling stops on event time. `step` updates the state in place; `project` changes nothing. */
export const idling = {
  step(
    state: IdlingState,
    observation: Observation,
    fix: Fix | undefined,
    owners: Owners,
    options: IdlingOptions,
  ): readonly Output[] {
    const { vehicleId, tsMs } = observation;
    const elapsed = elapse(state, vehicleId, tsMs, options);
    state.ignition = nextIgnition(state.ignition, observation, owners);
    state.seenAtMs = tsMs;
    const driven = joined(elapsed, followOdometer(state, observation, options));
    const isKeyOff = state.ignition?.on === false;
    followCharging(state.charging, observation, owners.power, isKeyOff, options);
    const offSinceMs = engineOffSinceMs(state, observation, options);
    if (offSinceMs !== null) return joined(driven, end(state, vehicleId, offSinceMs));
    const followed = fix ? followFix(state, vehicleId, fix, options) : NOTHING;
    return joined(joined(driven, followed), detect(state, observation, options));
  },

  snapshot: ({ since, detectedAtMs }: IdlingState, vehicleId: string): Output[] =>
    since && detectedAtMs !== null ? [stop(vehicleId, since, detectedAtMs, null)] : [],

  project: (
    state: IdlingState,
    vehicleId: string,
    nowMs: number,
    options: IdlingOptions,
  ): readonly Output[] => elapse({ ...state }, vehicleId, nowMs, options),

  wakeAtMs: ({ since, seenAtMs }: IdlingState, { silenceEndsS }: IdlingOptions): number | null =>
    since && seenAtMs !== null ? seenAtMs + silenceEndsS * 1_000 + 1 : null,

  /** Whether the car is to be shown as idling at `nowMs`, and since when. */
  shownSinceMs: (
    { since, driveFixes, elsewhere }: IdlingState,
    nowMs: number,
    { shownAfterS }: IdlingOptions,
  ): number | null =>
    since && driveFixes === 0 && !elsewhere && nowMs - since.atMs >= shownAfterS * 1_000
      ? since.atMs
      : null,
};
