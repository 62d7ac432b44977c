import type { TowOptions } from "../../contracts/detection/tow-options.ts";
import { detectionId, type DetectorInput, mayDrive } from "./detector.ts";
import { NOTHING, type Output } from "./output.ts";
import type { TowAlarm, TowState } from "./tow-state.ts";

/** A device felt its parked car being moved: one witness, and a lorry passing by shakes it too. */
const suspected = (vehicleId: string, alarm: TowAlarm): Output => ({
  kind: "detection",
  record: {
    id: detectionId(vehicleId, "tow", `alarm:${alarm.startMs}`),
    vehicleId,
    type: "tow",
    certainty: "suspected",
    startMs: alarm.startMs,
    endMs: alarm.lastMs,
    detectedAtMs: alarm.startMs,
    lat: alarm.lat,
    lon: alarm.lon,
    evidence: { alarms: alarm.count },
  },
});

/** Whether the device has raised its tow alarm so lately that it speaks for a move seen now. */
export const isAlarmed = (
  { alarm }: TowState,
  atMs: number,
  { alarmHoldsS }: TowOptions,
): boolean => alarm !== null && atMs - alarm.lastMs <= alarmHoldsS * 1_000;

/**
 * Hears the tow alarms of a device on a parked car: a suspicion for the record, repeats joined.
 * With the ignition on, or on a route, somebody drives, and the alarm means nothing.
 */
export const hearAlarm = (
  state: TowState,
  { observation, motion, fix, lastFix, settings }: DetectorInput,
): readonly Output[] => {
  if (mayDrive(motion)) {
    state.alarm = null;
    return NOTHING;
  }
  const { event, tsMs, vehicleId } = observation;
  if (event !== "tow") return NOTHING;
  if (state.alarm && isAlarmed(state, tsMs, settings.options.tow)) {
    state.alarm.lastMs = tsMs;
    state.alarm.count++;
  } else {
    const { lat = null, lon = null } = fix ?? lastFix ?? {};
    state.alarm = { startMs: tsMs, lastMs: tsMs, count: 1, lat, lon };
  }
  return [suspected(vehicleId, state.alarm)];
};
