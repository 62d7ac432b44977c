import { z } from "zod";

/** Minutes in a day. */
const DAY_MIN = 24 * 60;

/** A part of a day, minutes after local midnight; `untilMin` is not part of it. */
const Hours = z
  .strictObject({
    fromMin: z
      .int()
      .min(0)
      .max(DAY_MIN - 1),
    untilMin: z.int().min(1).max(DAY_MIN),
  })
  .refine(({ fromMin, untilMin }) => fromMin < untilMin, "must end after it begins");

const Day = z.array(Hours).max(8).default([]);

/** When a car may be driven, by local weekday; a day without hours is closed. */
export const WeeklyHours = z.strictObject({
  monday: Day,
  tuesday: Day,
  wednesday: Day,
  thursday: Day,
  friday: Day,
  saturday: Day,
  sunday: Day,
});
export type WeeklyHours = z.infer<typeof WeeklyHours>;

/** When driving is outside of hours. Off until somebody sets the hours. */
export const AfterHoursOptions = z
  .object({
    /** Hours of allowed driving in the branch's time zone; null for all. */
    allowed: WeeklyHours.nullable().default(null),
    /** Under way outside of them for this long, min: a minute past closing is no matter. */
    minMinutes: z.number().min(0).max(1_440).default(5),
    /** Silence this long ends it at the last observation, min: as it ends a route. */
    silenceEndsMinutes: z.number().min(1).max(1_440).default(15),
  })
  .prefault({});
export type AfterHoursOptions = z.infer<typeof AfterHoursOptions>;
