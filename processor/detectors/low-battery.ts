import { z } from "zod";
import type { LowBatteryOptions } from "../../contracts/detection/low-battery-options.ts";
import { detectionId, type Detector, type DetectorInput } from "./detector.ts";
import { NOTHING, type Output } from "./output.ts";
import { Speaker, spoken, whose } from "./speaker.ts";

/** A battery that reads low, perhaps for long enough to be said. */
const Low = z.object({
  startMs: z.number(),
  readings: z.number(),
  /** What it read when it was detected; until then the last reading. */
  level: z.number(),
  detectedAtMs: z.number().nullable(),
  /** Nominal voltage of the vehicle's system; null for a tracker's battery. */
  systemV: z.number().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
});
type Low = z.infer<typeof Low>;

export const LowBatteryState = z.object({
  speaker: Speaker,
  /** Since when the engine has been off. */
  restSinceMs: z.number().nullable(),
  /** Readings that only a 24 V system gives; a few of them settle it. */
  highReadings: z.number(),
  vehicle: Low.nullable(),
  tracker: Low.nullable(),
});
export type LowBatteryState = z.infer<typeof LowBatteryState>;

type Battery = "vehicle" | "tracker";

/** So many readings make it a 24 V system: one may be a spike. */
const SETTLED_READINGS = 3;

const say = (battery: Battery, low: Low, vehicleId: string, endMs: number | null): Output => ({
  kind: "detection",
  record: {
    id: detectionId(vehicleId, "low_battery", `${battery}:${low.startMs}`),
    vehicleId,
    type: "low_battery",
    certainty: "confirmed",
    startMs: low.startMs,
    endMs,
    detectedAtMs: low.detectedAtMs ?? low.startMs,
    lat: low.lat,
    lon: low.lon,
    evidence:
      battery === "vehicle"
        ? { battery, restingV: low.level, systemV: low.systemV }
        : { battery, pct: low.level },
  },
});

/** Nominal voltage of the system the readings come from, over the thresholds' 12 V. */
const scaleOf = ({ highReadings }: LowBatteryState): 1 | 2 =>
  highReadings >= SETTLED_READINGS ? 2 : 1;

const begin = (state: LowBatteryState, battery: Battery, level: number, input: DetectorInput) => {
  const { observation, fix, lastFix } = input;
  const place = fix ?? lastFix;
  state[battery] = {
    startMs: observation.tsMs,
    readings: 1,
    level,
    detectedAtMs: null,
    systemV: battery === "vehicle" ? 12 * scaleOf(state) : null,
    lat: place?.lat ?? null,
    lon: place?.lon ?? null,
  };
};

const readLow = (
  state: LowBatteryState,
  battery: Battery,
  level: number,
  input: DetectorInput,
): readonly Output[] => {
  const low = state[battery];
  if (!low) {
    begin(state, battery, level, input);
    return NOTHING;
  }
  if (low.detectedAtMs !== null) return NOTHING;
  const { tsMs, vehicleId } = input.observation;
  low.readings++;
  low.level = level;
  const { dwellS, readings } = input.settings.options.lowBattery;
  if (low.readings < readings || tsMs - low.startMs < dwellS * 1_000) return NOTHING;
  low.detectedAtMs = tsMs;
  return [say(battery, low, vehicleId, null)];
};

const readFine = (
  state: LowBatteryState,
  battery: Battery,
  isRecovered: boolean,
  { observation }: DetectorInput,
): readonly Output[] => {
  const low = state[battery];
  if (!low) return NOTHING;
  if (low.detectedAtMs === null) {
    state[battery] = null;
    return NOTHING;
  }
  if (!isRecovered) return NOTHING;
  state[battery] = null;
  return [say(battery, low, observation.vehicleId, observation.tsMs)];
};

const readVehicle = (
  state: LowBatteryState,
  volts: number,
  options: LowBatteryOptions,
  input: DetectorInput,
): readonly Output[] => {
  if (volts >= options.twentyFourFromV && state.highReadings < SETTLED_READINGS)
    state.highReadings++;
  const { restSinceMs } = state;
  if (restSinceMs === null || input.observation.tsMs - restSinceMs < options.restS * 1_000)
    return NOTHING;
  if (volts < options.cutBelowV) return NOTHING;
  const scale = scaleOf(state);
  return volts < options.lowV * scale
    ? readLow(state, "vehicle", volts, input)
    : readFine(state, "vehicle", volts >= options.recoveredV * scale, input);
};

const readTracker = (
  state: LowBatteryState,
  pct: number,
  { trackerLowPct, trackerRecoveredPct }: LowBatteryOptions,
  input: DetectorInput,
): readonly Output[] =>
  pct < trackerLowPct
    ? readLow(state, "tracker", pct, input)
    : readFine(state, "tracker", pct >= trackerRecoveredPct, input);

const followRest = (state: LowBatteryState, isRunning: boolean, tsMs: number): void => {
  if (!isRunning) {
    state.restSinceMs ??= tsMs;
    return;
  }
  state.restSinceMs = null;
  // A rest cut short proves nothing yet.
  if (state.vehicle?.detectedAtMs === null) state.vehicle = null;
};

const changeSpeaker = (state: LowBatteryState, input: DetectorInput): readonly Output[] => {
  const { tsMs, vehicleId } = input.observation;
  const said = openRecords(state, vehicleId, tsMs);
  state.highReadings = 0;
  state.vehicle = null;
  state.tracker = null;
  return said;
};

const openRecords = (state: LowBatteryState, vehicleId: string, endMs: number | null): Output[] => {
  const { vehicle, tracker } = state;
  const records: Output[] = [];
  if (vehicle && vehicle.detectedAtMs !== null)
    records.push(say("vehicle", vehicle, vehicleId, endMs));
  if (tracker && tracker.detectedAtMs !== null)
    records.push(say("tracker", tracker, vehicleId, endMs));
  return records;
};

/**
 * Low battery: the vehicle's by its voltage at rest, in 12 V and 24 V systems, and the tracker's
 * own by its share. Low for a while on every reading; over only once it is well recovered, which
 * for the vehicle's takes a rest as well, for a running engine lifts every voltage.
 */
export const lowBattery: Detector<LowBatteryState> = {
  name: "lowBattery",
  ofDevices: true,
  state: LowBatteryState,
  initial: () => ({
    speaker: null,
    restSinceMs: null,
    highReadings: 0,
    vehicle: null,
    tracker: null,
  }),

  step(state, input) {
    const { observation, motion, settings } = input;
    const { lowBattery: options } = settings.options;
    const { tsMs, externalV, batteryPct } = observation;
    followRest(state, motion.ignition ?? motion.underWay, tsMs);
    if (externalV === undefined && batteryPct === undefined) return NOTHING;
    const owner = whose(state.speaker, input);
    if (owner === "bystander") return NOTHING;
    const changed = owner === "new" ? changeSpeaker(state, input) : NOTHING;
    const vehicle =
      externalV === undefined ? NOTHING : readVehicle(state, externalV, options, input);
    const tracker =
      batteryPct === undefined ? NOTHING : readTracker(state, batteryPct, options, input);
    state.speaker = spoken(state.speaker, input);
    if (changed.length + vehicle.length + tracker.length === 0) return NOTHING;
    return [...changed, ...vehicle, ...tracker];
  },

  snapshot: (state, vehicleId) => openRecords(state, vehicleId, null),
};
