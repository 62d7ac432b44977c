import { z } from "zod";
import type {
  AfterHoursOptions,
  WeeklyHours,
} from "../../contracts/detection/after-hours-options.ts";
import { detectionId, type Detector, type DetectorInput } from "./detector.ts";
import { minuteOfWeek } from "./local-time.ts";
import { NOTHING, type Output } from "./output.ts";

const AfterHoursState = z.object({
  /** Driving outside of hours; said once it has a `detectedAtMs`. */
  drive: z
    .object({
      sinceMs: z.number(),
      lastMs: z.number(),
      lat: z.number().nullable(),
      lon: z.number().nullable(),
      /** Minutes since Monday 0:00, local. */
      localMinuteOfWeek: z.number(),
      detectedAtMs: z.number().nullable(),
    })
    .nullable(),
});
type AfterHoursState = z.infer<typeof AfterHoursState>;
type Drive = NonNullable<AfterHoursState["drive"]>;

/** Days of the week in the order of `minuteOfWeek`. */
const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const satisfies readonly (keyof WeeklyHours)[];
const DAY_MIN = 24 * 60;

const isAllowed = (hours: WeeklyHours, atMinute: number): boolean => {
  const weekday = WEEKDAYS[Math.floor(atMinute / DAY_MIN)] ?? "monday";
  const minute = atMinute % DAY_MIN;
  for (const { fromMin, untilMin } of hours[weekday])
    if (minute >= fromMin && minute < untilMin) return true;
  return false;
};

const record = (
  vehicleId: string,
  { sinceMs, lat, lon, localMinuteOfWeek }: Drive,
  detectedAtMs: number,
  endMs: number | null,
): Output => ({
  kind: "detection",
  record: {
    id: detectionId(vehicleId, "after_hours_motion", sinceMs),
    vehicleId,
    type: "after_hours_motion",
    certainty: "confirmed",
    startMs: sinceMs,
    endMs,
    detectedAtMs,
    lat,
    lon,
    evidence: {
      weekday: WEEKDAYS[Math.floor(localMinuteOfWeek / DAY_MIN)] ?? "monday",
      localMinuteOfDay: localMinuteOfWeek % DAY_MIN,
    },
  },
});

const ended = (drive: Drive | null, vehicleId: string): readonly Output[] =>
  drive && drive.detectedAtMs !== null
    ? [record(vehicleId, drive, drive.detectedAtMs, drive.lastMs)]
    : NOTHING;

const end = (state: AfterHoursState, vehicleId: string): readonly Output[] => {
  const { drive } = state;
  state.drive = null;
  return ended(drive, vehicleId);
};

const isSilent = (drive: Drive, toMs: number, { silenceEndsMinutes }: AfterHoursOptions): boolean =>
  toMs - drive.lastMs > silenceEndsMinutes * 60_000;

const extend = (
  state: AfterHoursState,
  input: DetectorInput,
  atMinute: number,
): readonly Output[] => {
  const { observation, fix, lastFix, settings } = input;
  const { tsMs } = observation;
  const at = fix ?? lastFix;
  const drive = (state.drive ??= {
    sinceMs: tsMs,
    lastMs: tsMs,
    lat: at?.lat ?? null,
    lon: at?.lon ?? null,
    localMinuteOfWeek: atMinute,
    detectedAtMs: null,
  });
  drive.lastMs = tsMs;
  if (drive.detectedAtMs !== null) return NOTHING;
  if (tsMs - drive.sinceMs < settings.options.afterHours.minMinutes * 60_000) return NOTHING;
  drive.detectedAtMs = tsMs;
  return [record(observation.vehicleId, drive, tsMs, null)];
};

/** Routes under way when the branch's hours do not allow it. */
export const afterHours: Detector<AfterHoursState> = {
  name: "afterHours",
  silenceBy: "habit",
  state: AfterHoursState,
  initial: () => ({ drive: null }),

  step(state, input) {
    const { observation, motion, settings } = input;
    const { allowed } = settings.options.afterHours;
    if (!state.drive && (allowed === null || motion.routeId === null)) return NOTHING;
    const { tsMs, vehicleId } = observation;
    const silent = state.drive !== null && isSilent(state.drive, tsMs, settings.options.afterHours);
    const before = silent ? end(state, vehicleId) : NOTHING;
    if (allowed === null || motion.routeId === null) return [...before, ...end(state, vehicleId)];
    const atMinute = minuteOfWeek(settings.timeZone, tsMs);
    const next = isAllowed(allowed, atMinute)
      ? end(state, vehicleId)
      : extend(state, input, atMinute);
    return before.length === 0 ? next : [...before, ...next];
  },

  snapshot({ drive }, vehicleId) {
    if (!drive || drive.detectedAtMs === null) return NOTHING;
    return [record(vehicleId, drive, drive.detectedAtMs, null)];
  },

  project: ({ drive }, { vehicleId, nowMs, settings }) =>
    drive && isSilent(drive, nowMs, settings.options.afterHours)
      ? ended(drive, vehicleId)
      : NOTHING,

  wakeAtMs: ({ drive }, { options }) =>
    drive && drive.detectedAtMs !== null
      ? drive.lastMs + options.afterHours.silenceEndsMinutes * 60_000 + 1
      : null,
};
