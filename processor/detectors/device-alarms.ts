import { z } from "zod";
import type { Certainty } from "../../contracts/detection/detection.ts";
import { detectionId, type Detector, type DetectorInput } from "./detector.ts";
import { NOTHING, type Output } from "./output.ts";

/** An alarm that may still be repeated. */
const Alarm = z.object({
  startMs: z.number(),
  lastMs: z.number(),
  count: z.number(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  speedBeforeKmh: z.number().nullable(),
  speedAfterKmh: z.number().nullable(),
});
type Alarm = z.infer<typeof Alarm>;

export const DeviceAlarmState = z.object({
  crash: Alarm.nullable(),
  sos: Alarm.nullable(),
  gsm_jamming: Alarm.nullable(),
});
export type DeviceAlarmState = z.infer<typeof DeviceAlarmState>;

type Kind = keyof DeviceAlarmState;
const KINDS: readonly Kind[] = ["crash", "sos", "gsm_jamming"];
const CERTAINTY: Certainty = "confirmed";

/** What a device's event code stands for. Jamming without a fix is for the receiver's detector. */
const kindOf = (event: string, hasFix: boolean): Kind | null => {
  if (event === "crash" || event === "sos" || event === "gsm_jamming") return event;
  return event === "jamming" && hasFix ? "gsm_jamming" : null;
};

const say = (kind: Kind, alarm: Alarm, vehicleId: string): Output => ({
  kind: "detection",
  record: {
    // The silence that follows may be suspected of the same kind, from the same moment on.
    id: detectionId(vehicleId, kind, `alarm:${alarm.startMs}`),
    vehicleId,
    type: kind,
    certainty: CERTAINTY,
    startMs: alarm.startMs,
    endMs: alarm.lastMs,
    detectedAtMs: alarm.startMs,
    lat: alarm.lat,
    lon: alarm.lon,
    evidence: {
      alarms: alarm.count,
      speedBeforeKmh: alarm.speedBeforeKmh,
      speedAfterKmh: alarm.speedAfterKmh,
    },
  },
});

const raise = ({ observation, fix, lastFix, settings }: DetectorInput): Alarm => {
  const { tsMs } = observation;
  const withinMs = settings.options.deviceAlarm.speedBeforeWithinS * 1_000;
  const isFresh = lastFix !== undefined && tsMs - lastFix.atMs <= withinMs;
  const place = fix ?? lastFix;
  return {
    startMs: tsMs,
    lastMs: tsMs,
    count: 1,
    lat: place?.lat ?? null,
    lon: place?.lon ?? null,
    speedBeforeKmh: isFresh ? lastFix.speedKmh : null,
    speedAfterKmh: null,
  };
};

const hear = (state: DeviceAlarmState, kind: Kind, input: DetectorInput): void => {
  const alarm = state[kind];
  if (!alarm) {
    state[kind] = raise(input);
    return;
  }
  alarm.lastMs = input.observation.tsMs;
  alarm.count++;
};

/** The first speed a while after the alarm; true when there is something new to say. */
const noteSpeedAfter = (alarm: Alarm, { fix, observation, settings }: DetectorInput): boolean => {
  const afterMs = settings.options.deviceAlarm.speedAfterS * 1_000;
  if (alarm.speedAfterKmh !== null || fix === undefined || fix.speedKmh === null) return false;
  if (observation.tsMs - alarm.startMs < Math.max(1, afterMs)) return false;
  alarm.speedAfterKmh = fix.speedKmh;
  return true;
};

const follow = (state: DeviceAlarmState, kind: Kind, heard: Kind | null, input: DetectorInput) => {
  const { tsMs, vehicleId } = input.observation;
  const open = state[kind];
  const mergeMs = input.settings.options.deviceAlarm.mergeWithinS * 1_000;
  if (open && tsMs - open.lastMs > mergeMs) state[kind] = null; // final as it was last said
  if (heard === kind) hear(state, kind, input);
  const alarm = state[kind];
  if (!alarm) return null;
  const hasSpeed = noteSpeedAfter(alarm, input);
  return heard === kind || hasSpeed ? say(kind, alarm, vehicleId) : null;
};

/**
 * Alarms the device raises itself: crash, SOS, and jamming of the mobile network. Repeats within a
 * minute are one, with the speeds before and after it.
 */
export const deviceAlarms: Detector<DeviceAlarmState> = {
  name: "deviceAlarms",
  ofDevices: true,
  state: DeviceAlarmState,
  initial: () => ({ crash: null, sos: null, gsm_jamming: null }),

  step(state, input) {
    const { event, lat, satellites } = input.observation;
    // A position without a satellite is the last one, repeated.
    const hasFix = lat !== undefined && satellites !== 0;
    const isQuiet = state.crash === null && state.sos === null && state.gsm_jamming === null;
    if (event === undefined && isQuiet) return NOTHING;
    const heard = event === undefined ? null : kindOf(event, hasFix);
    const said: Output[] = [];
    for (const kind of KINDS) {
      const output = follow(state, kind, heard, input);
      if (output) said.push(output);
    }
    return said;
  },

  snapshot: (state, vehicleId) =>
    KINDS.flatMap((kind) => {
      const alarm = state[kind];
      return alarm ? [say(kind, alarm, vehicleId)] : [];
    }),
};
