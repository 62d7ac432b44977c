import { ImportedDriver, ImportedVehicle } from "../../contracts/fleet-import.ts";
import { insertDrivers, takenLicenseNumbers } from "../../db/drivers.ts";
import { insertVehicles, takenLicensePlates } from "../../db/vehicles.ts";
import { DRIVER_COLUMNS, VEHICLE_COLUMNS } from "./columns.ts";
import type { Importable } from "./fleet-import.ts";

/** Cars, told apart by their licence plates. */
export const VEHICLES: Importable<ImportedVehicle> = {
  columns: VEHICLE_COLUMNS,
  schema: ImportedVehicle,
  keyField: "licensePlate",
  loadTaken: takenLicensePlates,
  insert: insertVehicles,
};

/** Drivers, told apart by their licence numbers. */
export const DRIVERS: Importable<ImportedDriver> = {
  columns: DRIVER_COLUMNS,
  schema: ImportedDriver,
  keyField: "licenseNumber",
  loadTaken: takenLicenseNumbers,
  insert: insertDrivers,
};
