import { z } from "zod";
import { Status, Timestamp, text } from "./fields.ts";
import { PageQuery } from "./paging.ts";

/** Longest distance and time between two services that anybody plans: trucks on long-life oil, years. */
const MAX_SERVICE_KM = 200_000;
const MAX_SERVICE_MONTHS = 120;
const MAX_ODOMETER_KM = 10_000_000;

/** When a vehicle is due for service: so far or so long after the last one, whichever comes first. */
const servicePlan = {
  serviceEveryKm: z.int().positive().max(MAX_SERVICE_KM).nullable(),
  serviceEveryMonths: z.int().positive().max(MAX_SERVICE_MONTHS).nullable(),
  /** What the odometer showed at the last service. */
  lastServiceKm: z.number().nonnegative().max(MAX_ODOMETER_KM).nullable(),
  /** The day of the last service by the branch's calendar. */
  lastServiceOn: z.iso.date().nullable(),
};

/** The part of a vehicle that says when it is due for service. */
export const ServicePlan = z.object(servicePlan);
export type ServicePlan = z.infer<typeof ServicePlan>;

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
  ...servicePlan,
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

export const VehiclePatch = z.strictObject({ ...fields, ...servicePlan }).partial();
export type VehiclePatch = z.output<typeof VehiclePatch>;

export const VehicleQuery = PageQuery.extend({
  status: Status.optional(),
  branchId: z.uuid().optional(),
});
