import { z } from "zod";
import { Status, Timestamp, text } from "./fields.ts";
import { PageQuery } from "./paging.ts";

export const Vehicle = z.object({
  id: z.string(),
  licensePlate: z.string(),
  model: z.string(),
  vehicleType: z.string(),
  status: Status,
  tankLitres: z.number().nullable(),
  fuelType: z.string().nullable(),
  group: z.string().nullable(),
  branchId: z.string(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Vehicle = z.infer<typeof Vehicle>;

const fields = {
  licensePlate: text(50),
  model: text(100),
  vehicleType: text(50),
  status: Status,
  tankLitres: z.number().positive().max(5_000).nullable(),
  fuelType: text(50).nullable(),
  group: text(100).nullable(),
  branchId: z.uuid(),
};

/** `branchId` may be left out where there is no choice: by a branch's staff, or with one branch. */
export const NewVehicle = z.strictObject({
  ...fields,
  status: fields.status.default("ACTIVE"),
  tankLitres: fields.tankLitres.default(null),
  fuelType: fields.fuelType.default(null),
  group: fields.group.default(null),
  branchId: fields.branchId.optional(),
});
export type NewVehicle = z.output<typeof NewVehicle>;

export const VehiclePatch = z.strictObject(fields).partial();
export type VehiclePatch = z.output<typeof VehiclePatch>;

export const VehicleQuery = PageQuery.extend({
  status: Status.optional(),
  branchId: z.uuid().optional(),
});
