import { z } from "zod";
import type { LowBatteryOptions } from "../../contracts/detection/low-battery-options.ts";
import type { Detector, DetectorInput } from "./detector.ts";
import { FlatBattery, followFlat, hasDied } from "./flat-battery.ts";
import { toDecimetre, toThousandth } from "./kept-figures.ts";
import { Low, sayTracker, sayVehicle, TrackerLow } from "./low-battery-records.ts";
import { joined, NOTHING, type Output } from "./output.ts";
import { addOwn, endGone, findOwn, isHeard, type Ending } from "./per-device.ts";
import { Speaker, spoken, whose } from "./speaker.ts";
import { countHigh, scaleOf } from "./system-voltage.ts";

const VehicleFigures = z.object({
  /** By whom the vehicle's battery is read. */
  speaker: Speaker,
  /** Since when the engine has been off. */
  restSinceMs: z.number().nullable(),
  /** Readings that only a 24 V system gives; a few of them settle it. */
  highReadings: z.number(),
  vehicle: Low.nullable(),
  flat: FlatBattery.default(null),
});

const ofSpeaker = VehicleFigures.extend({ tracker: Low.nullable() }).transform(
  ({ tracker, ...figures }) => {
    const { speaker } = figures;
    const isLow = tracker !== null && speaker !== null;
    return {
      ...figures,
      trackers: isLow ? [{ deviceId: speaker.deviceId, low: tracker, isNamed: false }] : [],
    };
  },
);

/** The car has one battery, and each tracker one of its own; earlier releases knew one of those. */
export const LowBatteryState = z.union([
  VehicleFigures.extend({ trackers: z.array(TrackerLow) }),
  ofSpeaker,
]);
export type LowBatteryState = z.infer<typeof LowBatteryState>;

const beginLow = (level: number, systemV: number | null, input: DetectorInput): Low => {
  const { observation, fix, lastFix } = input;
  const place = fix ?? lastFix;
  const [lat, lon] = place ? [toDecimetre(place.lat), toDecimetre(place.lon)] : [null, null];
  const startMs = observation.tsMs;
  return {
    startMs,
    readings: 1,
    level: toThousandth(level),
    detectedAtMs: null,
    systemV,
    lat,
    lon,
  };
};

/** One more low reading; whether that has decided it. */
const decides = (low: Low, level: number, { observation, settings }: DetectorInput): boolean => {
  if (low.detectedAtMs !== null) return false;
  low.readings++;
  low.level = toThousandth(level);
  const { dwellS, readings } = settings.options.lowBattery;
  if (low.readings < readings || observation.tsMs - low.startMs < dwellS * 1_000) return false;
  low.detectedAtMs = observation.tsMs;
  return true;
};

/** No voltage is left of a battery: it was low, whether or not it had been seen to be. */
const readDead = (
  state: LowBatteryState,
  volts: number,
  input: DetectorInput,
): readonly Output[] => {
  const { vehicleId, tsMs } = input.observation;
  if (state.vehicle?.hasDied || !hasDied(state.flat, input.motion)) return NOTHING;
  const low = (state.vehicle ??= beginLow(volts, 12 * scaleOf(state.highReadings), input));
  low.hasDied = true;
  low.detectedAtMs ??= tsMs;
  return [sayVehicle(low, vehicleId, null)];
};

const readVehicle = (
  state: LowBatteryState,
  volts: number,
  options: LowBatteryOptions,
  input: DetectorInput,
): readonly Output[] => {
  const { vehicleId, tsMs } = input.observation;
  state.highReadings = countHigh(state.highReadings, volts, options.twentyFourFromV);
  const scale = scaleOf(state.highReadings);
  state.flat = followFlat(state.flat, volts, tsMs, scale, options);
  if (volts < options.cutBelowV) return readDead(state, volts, input);
  const { restSinceMs, vehicle: low } = state;
  if (restSinceMs === null || tsMs - restSinceMs < options.restS * 1_000) return NOTHING;
  if (volts < options.lowV * scale) {
    if (low) return decides(low, volts, input) ? [sayVehicle(low, vehicleId, null)] : NOTHING;
    state.vehicle = beginLow(volts, 12 * scale, input);
    return NOTHING;
  }
  if (!low || (low.detectedAtMs !== null && volts < options.recoveredV * scale)) return NOTHING;
  state.vehicle = null;
  return low.detectedAtMs === null ? NOTHING : [sayVehicle(low, vehicleId, tsMs)];
};

/** Who reads the car's battery is one device: it is the same battery for all of them. */
const hearVehicle = (
  state: LowBatteryState,
  volts: number,
  input: DetectorInput,
): readonly Output[] => {
  const owner = whose(state.speaker, input);
  if (owner === "bystander") return NOTHING;
  const changed = owner === "new" ? changeSpeaker(state, input) : NOTHING;
  const said = readVehicle(state, volts, input.settings.options.lowBattery, input);
  state.speaker = spoken(state.speaker, input);
  return joined(changed, said);
};

const hearTracker = (
  { trackers }: LowBatteryState,
  pct: number,
  input: DetectorInput,
): readonly Output[] => {
  const { deviceId, vehicleId, tsMs } = input.observation;
  const { trackerLowPct, trackerRecoveredPct } = input.settings.options.lowBattery;
  const known = findOwn(trackers, deviceId);
  if (pct < trackerLowPct) {
    if (known)
      return decides(known.low, pct, input) ? [sayTracker(known, vehicleId, null)] : NOTHING;
    addOwn(trackers, { deviceId, low: beginLow(pct, null, input), isNamed: true }, input);
    return NOTHING;
  }
  if (!known || (known.low.detectedAtMs !== null && pct < trackerRecoveredPct)) return NOTHING;
  trackers.splice(trackers.indexOf(known), 1);
  return known.low.detectedAtMs === null ? NOTHING : [sayTracker(known, vehicleId, tsMs)];
};

const ENDING: Ending<TrackerLow> = {
  isOpen: () => true,
  end: (tracker, vehicleId, endMs) =>
    tracker.low.detectedAtMs === null ? NOTHING : [sayTracker(tracker, vehicleId, endMs)],
};

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
  const { vehicle } = state;
  state.highReadings = 0;
  state.flat = null;
  state.vehicle = null;
  return vehicle?.detectedAtMs == null ? NOTHING : [sayVehicle(vehicle, vehicleId, tsMs)];
};

/**
 * Low battery: the vehicle's by its voltage at rest, in 12 V and 24 V systems, and that of each
 * tracker by its share. Low for a while on every reading, or flat until nothing was left; over only once it is well recovered, which
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
    flat: null,
    trackers: [],
  }),

  step(state, input) {
    const { tsMs, externalV, batteryPct } = input.observation;
    followRest(state, input.motion.ignition ?? input.motion.underWay, tsMs);
    const gone = endGone(state.trackers, ENDING, input);
    if (externalV === undefined && batteryPct === undefined) return gone;
    const vehicle = externalV === undefined ? NOTHING : hearVehicle(state, externalV, input);
    const tracker =
      batteryPct === undefined || !isHeard(input) ? NOTHING : hearTracker(state, batteryPct, input);
    return joined(gone, joined(vehicle, tracker));
  },

  snapshot({ vehicle, trackers }, vehicleId) {
    const open = vehicle?.detectedAtMs == null ? [] : [sayVehicle(vehicle, vehicleId, null)];
    const isSaid = ({ low }: TrackerLow) => low.detectedAtMs !== null;
    return [...open, ...trackers.filter(isSaid).map((each) => sayTracker(each, vehicleId, null))];
  },
};
