import { z } from "zod";
import { Status, Timestamp, text } from "./fields.ts";
import { PageQuery } from "./paging.ts";

export const Driver = z.object({
  id: z.string(),
  name: z.string(),
  licenseNumber: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  status: Status,
  /** Null for a driver of no one branch, whom owners alone see, assign and edit. */
  branchId: z.string().nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Driver = z.infer<typeof Driver>;

const fields = {
  name: text(100),
  licenseNumber: text(50),
  phone: text(20).nullable(),
  email: z.email().max(100).nullable(),
  status: Status,
  branchId: z.uuid().nullable(),
};

export const NewDriver = z.strictObject({
  ...fields,
  phone: fields.phone.default(null),
  email: fields.email.default(null),
  status: fields.status.default("ACTIVE"),
  branchId: fields.branchId.optional(),
});
export type NewDriver = z.output<typeof NewDriver>;

export const DriverPatch = z.strictObject(fields).partial();
export type DriverPatch = z.output<typeof DriverPatch>;

export const DriverQuery = PageQuery.extend({ status: Status.optional() });
