import type { VehicleSummary } from "../../../../contracts/live-protocol.ts";
import type { SharedCar } from "../../../../contracts/share-link.ts";

/** What the one car is called on this page alone: a link does not tell its id. */
export const SHARED_CAR_ID = "shared";

/** A shared car in the form that maps and figures take; what a link does not tell is not known. */
export const asVehicle = (car: SharedCar, name: string): VehicleSummary => ({
  ...car,
  vehicleId: SHARED_CAR_ID,
  licensePlate: name,
  model: "",
  vehicleType: "",
  group: null,
  branchId: "",
  ignition: null,
  odometerKm: null,
  fuelPct: null,
  fuelLitres: null,
  externalV: null,
  batteryPct: null,
  satellites: null,
  routeId: null,
});
