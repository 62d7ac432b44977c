import { type ServicePlan, Vehicle } from "../../../contracts/vehicle.ts";
import { getJson, patchJson } from "../session/api.ts";

/** When a car is due for service. Throws `ApiError`. */
export const loadServicePlan = (vehicleId: string, signal: AbortSignal): Promise<ServicePlan> =>
  getJson(`/api/vehicles/${vehicleId}`, Vehicle, signal);

/** Changes when a car is due for service. Throws `ApiError`. */
export const saveServicePlan = (vehicleId: string, plan: ServicePlan): Promise<ServicePlan> =>
  patchJson(`/api/vehicles/${vehicleId}`, plan, Vehicle);
