import { z } from "zod";

/** Trimmed text a person typed: never empty, no control characters (PostgreSQL refuses NUL). */
export const text = (maxChars: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxChars)
    .regex(/^\P{Cc}*$/u, "must not contain control characters");

/** A point in time as a caller gives it: ISO 8601 with an offset or `Z`; a `Date` once parsed. */
export const Instant = z.iso.datetime({ offset: true }).transform((iso) => new Date(iso));

/** A point in time as answers carry it: ISO 8601 in UTC. */
export const Timestamp = z.string().meta({ format: "date-time" });

/** Nothing is deleted; what has left is INACTIVE and stays out of the active lists. */
export const Status = z.enum(["ACTIVE", "INACTIVE"]);
export type Status = z.infer<typeof Status>;

/** Path parameters of everything that a UUID names. */
export const IdParams = z.object({ id: z.uuid() });

/** Window of a query; either end may be left open. `from` is included, `to` is not. */
export const Window = z.object({ from: Instant.optional(), to: Instant.optional() });
