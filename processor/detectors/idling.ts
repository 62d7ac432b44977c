import { z } from "zod";
import type { Observation } from "../../contracts/observation.ts";
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
  detectedAtMs: z.number().nullable(),
});
export type IdlingState = z.infer<typeof IdlingState>;

export const initialIdling = (): IdlingState => ({
  ignition: null,
  seenAtMs: null,
  since: null,
  lastStandingMs: 0,
  driveFixes: 0,
  detectedAtMs: null,
});

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
    return since && detectedAtMs !== null ? [stop(vehicleId, since, detectedAtMs, endMs)] : NOTHING;
  };

  const elapse = (state: IdlingState, vehicleId: string, toMs: number): readonly Output[] => {
    if (!state.since || state.seenAtMs === null) return NOTHING;
    return toMs - state.seenAtMs > options.silenceEndsMs
      ? end(state, vehicleId, state.seenAtMs)
      : NOTHING;
  };

  const followFix = (state: IdlingState, vehicleId: string, fix: Fix): readonly Output[] => {
    // Without a speed there is no telling standing from crawling.
    if (fix.speedKmh === null) return NOTHING;
    if (fix.speedKmh < options.standSpeedKmh) {
      state.since ??= fix;
      state.lastStandingMs = fix.atMs;
      state.driveFixes = 0;
    } else if (state.since && fix.speedKmh >= options.driveSpeedKmh) {
      state.driveFixes++;
      if (state.driveFixes >= options.driveFixes)
        return end(state, vehicleId, state.lastStandingMs);
    }
    return NOTHING;
  };

  const detect = (state: IdlingState, { vehicleId, tsMs }: Observation): readonly Output[] => {
    if (!state.since || state.detectedAtMs !== null || state.driveFixes > 0) return NOTHING;
    if (tsMs - state.since.atMs < options.recordedAfterMs) return NOTHING;
    state.detectedAtMs = tsMs;
    return [stop(vehicleId, state.since, tsMs, null)];
  };

  return {
    step(state: IdlingState, observation: Observation, fix: Fix | undefined): readonly Output[] {
      const { vehicleId, tsMs } = observation;
      const elapsed = elapse(state, vehicleId, tsMs);
      state.ignition = nextIgnition(state.ignition, observation);
      state.seenAtMs = tsMs;
      if (!engineRuns(state, observation)) return joined(elapsed, end(state, vehicleId, tsMs));
      const followed = fix ? followFix(state, vehicleId, fix) : NOTHING;
      return joined(joined(elapsed, followed), detect(state, observation));
    },

    snapshot: ({ since, detectedAtMs }: IdlingState, vehicleId: string): Output[] =>
      since && detectedAtMs !== null ? [stop(vehicleId, since, detectedAtMs, null)] : [],

    project: (state: IdlingState, vehicleId: string, nowMs: number): readonly Output[] =>
      elapse({ ...state }, vehicleId, nowMs),

    wakeAtMs: ({ since, seenAtMs }: IdlingState): number | null =>
      since && seenAtMs !== null ? seenAtMs + options.silenceEndsMs + 1 : null,

    /** Whether the car is to be shown as idling at `nowMs`, and since when. */
    shownSinceMs: ({ since, driveFixes }: IdlingState, nowMs: number): number | null =>
      since && driveFixes === 0 && nowMs - since.atMs >= options.shownAfterMs ? since.atMs : null,
  };
};
