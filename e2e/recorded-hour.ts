import { fixAt, publishFixes } from "./drive.ts";
import { eventually } from "./eventually.ts";
import type { RunningSystem, TrackedCar } from "./running-system.ts";

/** An hour of a car, the parts in minutes from its beginning. */
export const RECORDED_HOUR = {
  minutes: 60,
  parkedFrom: 20,
  parkedUntil: 40,
  /** The tracker says nothing although the car goes on. */
  silentFrom: 50,
  silentUntil: 55,
} as const;

const MINUTE_MS = 60_000;
const METRES_A_MINUTE = 900;

/** Minutes driven until a minute of the hour: nothing is driven while the car is parked. */
const drivenMinutes = (minute: number): number => {
  const { parkedFrom, parkedUntil } = RECORDED_HOUR;
  return minute - Math.max(0, Math.min(minute, parkedUntil) - parkedFrom);
};

/** What the tracker said at a minute of the hour; undefined where it was silent. */
const heardAt = (startMs: number, minute: number) => {
  const { parkedFrom, parkedUntil, silentFrom, silentUntil } = RECORDED_HOUR;
  if (minute > silentFrom && minute < silentUntil) return undefined;
  const isParked = minute >= parkedFrom && minute < parkedUntil;
  // parked cars report once a minute
  if (isParked && minute % 1 > 0.01) return undefined;
  const driven = drivenMinutes(minute);
  const speedKmh = isParked ? 0 : 54;
  const fix = fixAt(startMs + minute * MINUTE_MS, driven * METRES_A_MINUTE, speedKmh, !isParked);
  return { ...fix, fuelPct: 60 - driven * 0.1, odometerKm: 12_000 + driven * 0.9 };
};

/** Drives the recorded hour, which ends at `endMs`, over MQTT; resolves once its stop is detected. */
export const driveRecordedHour = async (
  system: RunningSystem,
  car: TrackedCar,
  endMs: number,
): Promise<{ readonly startMs: number; readonly fixes: number }> => {
  const startMs = endMs - RECORDED_HOUR.minutes * MINUTE_MS;
  const minutes = Array.from({ length: RECORDED_HOUR.minutes * 12 + 1 }, (_, index) => index / 12);
  const fixes = minutes.flatMap((minute) => heardAt(startMs, minute) ?? []);
  await publishFixes(system, car, fixes);
  await eventually(async () => {
    const { items } = await system.api.get<{ items: { kind: string }[] }>(
      `/api/stops?vehicleId=${car.vehicleId}&kind=parked`,
    );
    if (items.length === 0) throw new Error("the stop has not been detected yet");
  });
  return { startMs, fixes: fixes.length };
};
