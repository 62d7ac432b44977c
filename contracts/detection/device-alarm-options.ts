import { z } from "zod";

/** How the alarms that a device raises itself become records. */
export const DeviceAlarmOptions = z
  .object({
    /** Alarms of one kind this close together are one, s: devices repeat until they are heard. */
    mergeWithinS: z.number().min(1).max(3_600).default(60),
    /** The speed before a crash is that of a fix at most this old, s. */
    speedBeforeWithinS: z.number().min(1).max(300).default(30),
    /** The speed after it is that of the first fix this much later, s: a car still rolls out. */
    speedAfterS: z.number().min(0).max(60).default(5),
  })
  .prefault({});
export type DeviceAlarmOptions = z.infer<typeof DeviceAlarmOptions>;
