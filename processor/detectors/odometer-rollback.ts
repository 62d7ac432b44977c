import { z } from "zod";
import type { Detector, DetectorInput } from "./detector.ts";
import { odometerRecord, readingOf, toMetre } from "./odometer-record.ts";
import { NOTHING, type Output } from "./output.ts";

const RollbackState = z.object({
  device: z
    .object({
      id: z.string(),
      /** The highest reading believed, km, and when it was made. */
      highKm: z.number(),
      atMs: z.number(),
      /** A reading farther ahead than a car goes in the time: it waits for a later one. */
      aheadKm: z.number().nullable(),
      aheadAtMs: z.number().default(0),
      /** A reading behind, which waits for a later one. */
      behind: z.object({ km: z.number(), atMs: z.number() }).nullable(),
    })
    .nullable(),
});
type RollbackState = z.infer<typeof RollbackState>;
type Device = NonNullable<RollbackState["device"]>;

/** Miles for kilometres and metres for kilometres, either way. */
const UNIT_FACTORS = [0.621371, 1.609344, 0.001, 1_000];
/** How exactly a change of unit shows, part. */
const UNIT_TOLERANCE = 0.001;

const changesUnit = (fromKm: number, toKm: number): boolean => {
  if (fromKm === 0) return false;
  for (const factor of UNIT_FACTORS)
    if (Math.abs(toKm / fromKm / factor - 1) < UNIT_TOLERANCE) return true;
  return false;
};

const believe = (device: Device, km: number, atMs: number): void => {
  device.highKm = km;
  device.atMs = atMs;
  device.aheadKm = null;
  device.behind = null;
};

const goForward = (device: Device, km: number, { observation, settings }: DetectorInput): void => {
  const { tsMs } = observation;
  const { aheadKm, aheadAtMs } = device;
  const { maxSpeedKmh, rollbackKm } = settings.options.odometer;
  const hours = (tsMs - device.atMs) / 3_600_000;
  const plausible = km - device.highKm <= rollbackKm + maxSpeedKmh * hours;
  const agrees = aheadKm !== null && tsMs > aheadAtMs && km >= aheadKm - rollbackKm;
  if (plausible || agrees) {
    believe(device, Math.max(km, device.highKm), tsMs);
    return;
  }
  device.aheadKm = km;
  device.aheadAtMs = tsMs;
};

const goBack = (
  device: Device,
  km: number,
  { observation, fix, lastFix }: DetectorInput,
): readonly Output[] => {
  const { tsMs, vehicleId } = observation;
  const { behind, highKm } = device;
  if (!behind || km < behind.km) {
    device.behind = { km, atMs: tsMs };
    return NOTHING;
  }
  // One reading in two records, an event's and the periodic one, is one.
  if (tsMs <= behind.atMs) return NOTHING;
  believe(device, km, tsMs);
  const at = fix ?? lastFix;
  const failure = {
    startMs: behind.atMs,
    endMs: behind.atMs,
    detectedAtMs: tsMs,
    lat: at?.lat ?? null,
    lon: at?.lon ?? null,
  };
  return [
    odometerRecord(vehicleId, "odometer_rollback", failure, {
      fromKm: toMetre(highKm),
      toKm: toMetre(behind.km),
      lostKm: toMetre(highKm - behind.km),
    }),
  ];
};

/**
 * Odometers that run backwards, confirmed by a later reading. Another tracker, a device that starts
 * from zero, another unit and a few metres lost at a reboot are no rollback.
 */
export const odometerRollback: Detector<RollbackState> = {
  name: "odometerRollback",
  state: RollbackState,
  initial: () => ({ device: null }),

  step(state, input) {
    const { observation, settings } = input;
    const { deviceId, tsMs } = observation;
    const km = readingOf(observation);
    if (km === undefined) return NOTHING;
    const { device } = state;
    const { resetBelowKm, rollbackKm } = settings.options.odometer;
    if (device?.id !== deviceId) {
      state.device = {
        ...{ id: deviceId, highKm: km, atMs: tsMs },
        ...{ aheadKm: null, aheadAtMs: 0, behind: null },
      };
      return NOTHING;
    }
    if (km >= device.highKm - rollbackKm) {
      device.behind = null;
      goForward(device, km, input);
      return NOTHING;
    }
    device.aheadKm = null;
    if (km < resetBelowKm || changesUnit(device.highKm, km)) {
      believe(device, km, tsMs);
      return NOTHING;
    }
    return goBack(device, km, input);
  },

  snapshot: () => NOTHING,
};
