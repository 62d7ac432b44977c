import { z } from "zod";
import { Status, Timestamp, text } from "./fields.ts";
import { TimeZone } from "./time-zone.ts";

export const Branch = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: z.string(),
  /** ISO 4217 code of the money this branch handles. */
  currency: z.string(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  status: Status,
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Branch = z.infer<typeof Branch>;

const fields = {
  name: text(100),
  timeZone: TimeZone,
  currency: z.string().regex(/^[A-Z]{3}$/, "must be a three-letter ISO 4217 code"),
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
};

export const NewBranch = z.strictObject({
  ...fields,
  latitude: fields.latitude.default(null),
  longitude: fields.longitude.default(null),
});
export type NewBranch = z.output<typeof NewBranch>;

export const BranchPatch = z.strictObject({ ...fields, status: Status }).partial();
export type BranchPatch = z.output<typeof BranchPatch>;
