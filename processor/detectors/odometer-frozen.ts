import { z } from "zod";
import type { Detector, DetectorInput } from "./detector.ts";
import { drivenM, odometerRecord, toMetre, type Failure } from "./odometer-record.ts";
import { NOTHING, type Output } from "./output.ts";

const FrozenState = z.object({
  device: z
    .object({
      id: z.string(),
      km: z.number(),
      sinceMs: z.number(),
      lat: z.number().nullable(),
      lon: z.number().nullable(),
      /** The smallest step it was seen to make, km: some count in tens. */
      stepKm: z.number().nullable(),
      /** Driven since it last moved, m, and where on that way it was read, how often. */
      pathM: z.number(),
      readAtM: z.number(),
      readings: z.number(),
      detectedAtMs: z.number().nullable(),
      saidKm: z.number(),
    })
    .nullable(),
});
type FrozenState = z.infer<typeof FrozenState>;
type Device = NonNullable<FrozenState["device"]>;

/**
 * A gap between fixes that is still driving, ms: the slowest trackers send every quarter of an hour. A
 * chord is shorter than the way, so across a long one too little is counted and never too much.
 */
const MAX_STEP_MS = 960_000;
/** Readings nearer than this are one, m. */
const READING_APART_M = 300;
/** Until it was seen to move nobody knows its step: it must have driven so many times as far. */
const UNKNOWN_STEP_FACTOR = 3;

const record = (
  vehicleId: string,
  device: Device,
  detectedAtMs: number,
  endMs: number | null,
): Output => {
  const { sinceMs, lat, lon, km, pathM, saidKm } = device;
  const failure: Failure = { startMs: sinceMs, endMs, detectedAtMs, lat, lon };
  return odometerRecord(vehicleId, "odometer_frozen", failure, {
    odometerKm: toMetre(km),
    drivenKm: endMs === null ? saidKm : toMetre(pathM / 1_000),
  });
};

const ended = (device: Device | null, vehicleId: string, endMs: number): readonly Output[] =>
  device && device.detectedAtMs !== null
    ? [record(vehicleId, device, device.detectedAtMs, endMs)]
    : NOTHING;

const deviceOf = (id: string): Device => ({
  id,
  km: 0,
  sinceMs: 0,
  lat: null,
  lon: null,
  stepKm: null,
  pathM: 0,
  readAtM: 0,
  readings: 0,
  detectedAtMs: null,
  saidKm: 0,
});

/** It shows a new figure: from here on it is watched again. In place: most readings are new. */
const renew = (device: Device, { observation, fix, lastFix }: DetectorInput, km: number): void => {
  const at = fix ?? lastFix;
  device.km = km;
  device.sinceMs = observation.tsMs;
  device.lat = at?.lat ?? null;
  device.lon = at?.lon ?? null;
  device.pathM = 0;
  device.readAtM = 0;
  device.readings = 0;
  device.detectedAtMs = null;
  device.saidKm = 0;
};

const advance = (device: Device, input: DetectorInput, km: number): readonly Output[] => {
  const { tsMs, vehicleId } = input.observation;
  const said = ended(device, vehicleId, tsMs);
  const steppedKm = Math.abs(km - device.km);
  device.stepKm = Math.min(device.stepKm ?? steppedKm, steppedKm);
  renew(device, input, km);
  return said;
};

const judge = (device: Device, { observation, settings }: DetectorInput): readonly Output[] => {
  if (device.detectedAtMs !== null) return NOTHING;
  const { frozenKm, frozenReadings } = settings.options.odometer;
  if (device.pathM - device.readAtM >= READING_APART_M) {
    device.readings++;
    device.readAtM = device.pathM;
  }
  const leastKm =
    device.stepKm === null ? frozenKm * UNKNOWN_STEP_FACTOR : Math.max(frozenKm, 2 * device.stepKm);
  if (device.readings < frozenReadings || device.pathM <= leastKm * 1_000) return NOTHING;
  device.detectedAtMs = observation.tsMs;
  device.saidKm = toMetre(device.pathM / 1_000);
  return [record(observation.vehicleId, device, observation.tsMs, null)];
};

/** Odometers that are read on the way and do not count it. */
export const odometerFrozen: Detector<FrozenState> = {
  name: "odometerFrozen",
  state: FrozenState,
  initial: () => ({ device: null }),

  step(state, input) {
    const { observation } = input;
    const { odometerKm: km, deviceId, tsMs, vehicleId } = observation;
    const { device } = state;
    if (device) device.pathM += drivenM(input, MAX_STEP_MS);
    if (km === undefined) return NOTHING;
    if (device?.id !== deviceId) {
      state.device = deviceOf(deviceId);
      renew(state.device, input, km);
      return ended(device, vehicleId, tsMs);
    }
    return km === device.km ? judge(device, input) : advance(device, input, km);
  },

  snapshot: ({ device }, vehicleId) =>
    device && device.detectedAtMs !== null
      ? [record(vehicleId, device, device.detectedAtMs, null)]
      : NOTHING,
};
