import { z } from "zod";
import type { NeededGeofence, NeededHours, ScenarioNeeds } from "../scenarios/scenario.ts";
import { weeklyHours } from "../scenarios/weekly-hours.ts";
import type { FleetApi } from "./fleet-api.ts";

const Vehicle = z.object({ id: z.string(), branchId: z.string(), group: z.string().nullable() });
type Vehicle = z.infer<typeof Vehicle>;
const Branch = z.object({ id: z.string(), timeZone: z.string() });
const Geofence = z.object({ name: z.string(), vehicleGroup: z.string().nullable() });
const EffectiveRule = z.object({
  type: z.string(),
  rules: z.array(z.object({ scope: z.string() })),
});
const Known = z.object({ id: z.string() });

/** A rental of a car, already begun. */
export type Rental = {
  readonly vehicleId: string;
  readonly customerName: string;
  readonly outMs: number;
  readonly dueMs: number;
};

/** Books a car and hands it out. */
export const createBooking = async (
  api: FleetApi,
  { vehicleId, customerName, outMs, dueMs }: Rental,
): Promise<void> => {
  const outAt = new Date(outMs).toISOString();
  const body = { vehicleId, customerName, outAt, dueAt: new Date(dueMs).toISOString() };
  const { id } = await api.create("/api/bookings", body, Known);
  await api.create(`/api/bookings/${id}/handover`, { at: outAt }, Known);
};

const isBooked = async (api: FleetApi, vehicleId: string): Promise<boolean> =>
  (await api.list(`/api/bookings?vehicleId=${vehicleId}`, Known)).length > 0;

/** Draws a fence for the vehicles of a group, unless it is there. */
const draw = async (
  api: FleetApi,
  fence: NeededGeofence,
  vehicleGroup: string | null,
): Promise<void> => {
  const drawn = await api.list("/api/geofences", Geofence);
  if (drawn.some((each) => each.name === fence.name && each.vehicleGroup === vehicleGroup)) return;
  await api.create("/api/geofences", { ...fence, vehicleGroup }, Known);
};

/** Sets the hours a car may be used in, unless it has some. */
const limitHours = async (api: FleetApi, vehicle: Vehicle, hours: NeededHours): Promise<void> => {
  const type = "after_hours_motion";
  const rules = await api.list(`/api/detection-rules?vehicleId=${vehicle.id}`, EffectiveRule);
  const own = rules.find((each) => each.type === type)?.rules ?? [];
  if (own.some(({ scope }) => scope === "vehicle")) return;
  const branches = await api.list("/api/branches", Branch);
  const timeZone = branches.find(({ id }) => id === vehicle.branchId)?.timeZone ?? "UTC";
  const allowed = weeklyHours(timeZone, hours);
  const options = { afterHours: { allowed, minMinutes: hours.minMinutes } };
  const rule = { scope: "vehicle", vehicleId: vehicle.id, type, options };
  await api.put("/api/detection-rules", rule, Known);
};

/**
 * Sets up what a scenario needs beside its car and tracker: fences for the group of the car, a
 * rental, hours. Repeating it changes nothing. Fences and hours hold from now on.
 */
export const provideNeeds = async (
  api: FleetApi,
  vehicleId: string,
  { booking, geofences = [], workingHours }: ScenarioNeeds,
  customerName: string,
): Promise<void> => {
  const vehicle = (await api.list("/api/vehicles", Vehicle)).find(({ id }) => id === vehicleId);
  if (!vehicle) throw new Error(`there is no vehicle ${vehicleId}`);
  if (booking && !(await isBooked(api, vehicleId)))
    await createBooking(api, { vehicleId, customerName, ...booking });
  for (const fence of geofences) await draw(api, fence, vehicle.group);
  if (workingHours) await limitHours(api, vehicle, workingHours);
};
