import { z } from "zod";
import { detectionId, type Detector, type DetectorInput } from "./detector.ts";
import { isElsewhere } from "./idling.ts";
import { NOTHING, type Output, type StopRecord } from "./output.ts";

const ExcessiveIdlingState = z.object({
  /** The idling stop that lasts. */
  stop: z
    .object({
      startMs: z.number(),
      lat: z.number(),
      lon: z.number(),
      detectedAtMs: z.number().nullable(),
      /** Last observation of any kind. */
      seenAtMs: z.number(),
    })
    .nullable(),
});
type ExcessiveIdlingState = z.infer<typeof ExcessiveIdlingState>;
type Stop = NonNullable<ExcessiveIdlingState["stop"]>;

const record = (
  vehicleId: string,
  { startMs, lat, lon }: Stop,
  detectedAtMs: number,
  endMs: number | null,
): Output => ({
  kind: "detection",
  record: {
    id: detectionId(vehicleId, "excessive_idling", startMs),
    vehicleId,
    type: "excessive_idling",
    certainty: "confirmed",
    startMs,
    endMs,
    detectedAtMs,
    lat,
    lon,
    evidence: endMs === null ? {} : { idlingS: Math.round((endMs - startMs) / 1_000) },
  },
});

const ended = (stop: Stop | null, vehicleId: string, endMs: number): readonly Output[] =>
  stop && stop.detectedAtMs !== null
    ? [record(vehicleId, stop, stop.detectedAtMs, endMs)]
    : NOTHING;

/** What became of idling stops at this observation. */
const follow = (
  state: ExcessiveIdlingState,
  stop: StopRecord,
  seenAtMs: number,
): readonly Output[] => {
  if (stop.kind !== "idling") return NOTHING;
  if (stop.endMs === null) {
    const { startMs, lat, lon } = stop;
    state.stop = { startMs, lat, lon, detectedAtMs: null, seenAtMs };
    return NOTHING;
  }
  const said = ended(state.stop, stop.vehicleId, stop.endMs);
  state.stop = null;
  return said;
};

const detect = (stop: Stop, input: DetectorInput): readonly Output[] => {
  const { observation, fix, settings } = input;
  stop.seenAtMs = observation.tsMs;
  if (stop.detectedAtMs !== null || input.engineMayBeOff) return NOTHING;
  const { idling } = settings.options;
  // Driving off: the stop is about to end, before now.
  if (fix && (fix.speedKmh ?? 0) >= idling.driveSpeedKmh) return NOTHING;
  if (fix && isElsewhere(stop, fix, idling)) return NOTHING;
  const { minMinutes } = settings.options.excessiveIdling;
  if (observation.tsMs - stop.startMs < minMinutes * 60_000) return NOTHING;
  stop.detectedAtMs = observation.tsMs;
  return [record(observation.vehicleId, stop, observation.tsMs, null)];
};

/** Idling stops that last too long: they begin and end as idling detection says. */
export const excessiveIdling: Detector<ExcessiveIdlingState> = {
  name: "excessiveIdling",
  silenceBy: "habit",
  state: ExcessiveIdlingState,
  initial: () => ({ stop: null }),

  step(state, input) {
    let said = NOTHING;
    for (const output of input.said) {
      if (output.kind !== "stop") continue;
      const followed = follow(state, output.record, input.observation.tsMs);
      if (followed.length > 0) said = followed;
    }
    if (!state.stop) return said;
    const detected = detect(state.stop, input);
    return detected.length === 0 ? said : [...said, ...detected];
  },

  snapshot({ stop }, vehicleId) {
    if (!stop || stop.detectedAtMs === null) return NOTHING;
    return [record(vehicleId, stop, stop.detectedAtMs, null)];
  },

  project: ({ stop }, { vehicleId, nowMs, settings }) =>
    stop && nowMs - stop.seenAtMs > settings.options.idling.silenceEndsS * 1_000
      ? ended(stop, vehicleId, stop.seenAtMs)
      : NOTHING,

  wakeAtMs: ({ stop }, { options }) =>
    stop && stop.detectedAtMs !== null
      ? stop.seenAtMs + options.idling.silenceEndsS * 1_000 + 1
      : null,
};
