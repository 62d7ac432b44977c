import { z } from "zod";
import type { Observation } from "../../contracts/observation.ts";
import { distanceM } from "../geo/distance.ts";
import type { Owners } from "./channels.ts";
import { Fix } from "./fix.ts";
import { IgnitionState, nextIgnition } from "./ignition.ts";
import { joined, NOTHING, type Output } from "./output.ts";
import { stopId } from "./trip-records.ts";

/** Thresholds of idling: engine running, car standing. */
export type IdlingOptions = {
  /** Slower than this is standing, km/h (wheels still read p99 1.2). */
  readonly standSpeedKmh: number;
  /** Driving again at this speed, km/h, on `driveFixes` fixes in a row. */
  readonly driveSpeedKmh: number;
  readonly driveFixes: number;
  /** Standing fixes this far apart are two stands, m; twice their accuracy if that is more. */
  readonly standRadiusM: number;
  /** Wheels have turned once the odometer has grown this much between two, km (CAN: steps of 0.1). */
  readonly movedKm: number;
  /** Shown as idling after this long, ms. */
  readonly shownAfterMs: number;
  /** Recorded as an idling stop after this long, ms (providers use 3 to 10 min). */
  readonly recordedAfterMs: number;
  /** Below this the engine does not charge, V: key on, engine off. */
  readonly runningV: number;
  /** Silence this long ends it at the last observation, ms. */
  readonly silenceEndsMs: number;
};

export const defaultIdlingOptions: IdlingOptions = {
  standSpeedKmh: 3,
  driveSpeedKmh: 5,
  driveFixes: 2,
  standRadiusM: 50,
  movedKm: 0.1,
  shownAfterMs: 120_000,
  recordedAfterMs: 300_000,
  runningV: 12.9,
  silenceEndsMs: 15 * 60_000,
};

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
});

/** Whether a fix is another place than the one a car stands at, its error allowed for. */
export const isElsewhere = (
  place: Pick<Fix, "lat" | "lon">,
  fix: Fix,
  { standRadiusM }: IdlingOptions = defaultIdlingOptions,
): boolean => distanceM(place, fix) > Math.max(standRadiusM, 2 * (fix.accuracyM ?? 0));

/** Idling stops on event time. `step` updates the state in place; `project` changes nothing. */
export const idling = (options: IdlingOptions = defaultIdlingOptions) => {
  const engineRuns = (state: IdlingState, { rpm, externalV }: Observation): boolean => {
    if (state.ignition?.on !== true) return false;
    return rpm === undefined ? externalV === undefined || externalV >= options.runningV : rpm > 0;
  };

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

  const elapse = (state: IdlingState, vehicleId: string, toMs: number): readonly Output[] => {
    if (!state.since || state.seenAtMs === null) return NOTHING;
    return toMs - state.seenAtMs > options.silenceEndsMs
      ? end(state, vehicleId, state.seenAtMs)
      : NOTHING;
  };

  /** It stands, and if another fix has agreed that it is elsewhere, it has driven in between. */
  const followStanding = (state: IdlingState, vehicleId: string, fix: Fix): readonly Output[] => {
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

  const followFix = (state: IdlingState, vehicleId: string, fix: Fix): readonly Output[] => {
    // Without a speed there is no telling standing from crawling.
    if (fix.speedKmh === null) return NOTHING;
    if (fix.speedKmh < options.standSpeedKmh) return followStanding(state, vehicleId, fix);
    if (state.since && fix.speedKmh >= options.driveSpeedKmh) {
      state.driveFixes++;
      if (state.driveFixes >= options.driveFixes)
        return end(state, vehicleId, state.lastStandingMs);
    }
    return NOTHING;
  };

  /** Ends it where the odometer has counted what no speed was seen of. */
  const followOdometer = (state: IdlingState, observation: Observation): readonly Output[] => {
    const { odometerKm, deviceId, vehicleId } = observation;
    if (odometerKm === undefined) return NOTHING;
    const { odometer } = state;
    if (odometer?.deviceId !== deviceId) {
      state.odometer = { deviceId, km: odometerKm };
      return NOTHING;
    }
    const countedKm = odometerKm - odometer.km;
    odometer.km = odometerKm;
    return state.since && countedKm >= options.movedKm
      ? end(state, vehicleId, state.lastStandingMs)
      : NOTHING;
  };

  const detect = (state: IdlingState, { vehicleId, tsMs }: Observation): readonly Output[] => {
    if (!state.since || state.detectedAtMs !== null) return NOTHING;
    if (state.driveFixes > 0 || state.elsewhere) return NOTHING;
    if (tsMs - state.since.atMs < options.recordedAfterMs) return NOTHING;
    state.detectedAtMs = tsMs;
    return [stop(vehicleId, state.since, tsMs, null)];
  };

  return {
    step(
      state: IdlingState,
      observation: Observation,
      fix: Fix | undefined,
      owners: Owners,
    ): readonly Output[] {
      const { vehicleId, tsMs } = observation;
      const elapsed = elapse(state, vehicleId, tsMs);
      state.ignition = nextIgnition(state.ignition, observation, owners);
      state.seenAtMs = tsMs;
      const driven = joined(elapsed, followOdometer(state, observation));
      if (!engineRuns(state, observation)) return joined(driven, end(state, vehicleId, tsMs));
      const followed = fix ? followFix(state, vehicleId, fix) : NOTHING;
      return joined(joined(driven, followed), detect(state, observation));
    },

    snapshot: ({ since, detectedAtMs }: IdlingState, vehicleId: string): Output[] =>
      since && detectedAtMs !== null ? [stop(vehicleId, since, detectedAtMs, null)] : [],

    project: (state: IdlingState, vehicleId: string, nowMs: number): readonly Output[] =>
      elapse({ ...state }, vehicleId, nowMs),

    wakeAtMs: ({ since, seenAtMs }: IdlingState): number | null =>
      since && seenAtMs !== null ? seenAtMs + options.silenceEndsMs + 1 : null,

    /** Whether the car is to be shown as idling at `nowMs`, and since when. */
    shownSinceMs: ({ since, driveFixes, elsewhere }: IdlingState, nowMs: number): number | null =>
      since && driveFixes === 0 && !elsewhere && nowMs - since.atMs >= options.shownAfterMs
        ? since.atMs
        : null,
  };
};
