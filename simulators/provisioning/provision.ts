import { z } from "zod";
import type { SimulatedDriver } from "../fleet/driver-names.ts";
import type { DeviceIdentity } from "../wire/device-identity.ts";
import type { FleetApi } from "./fleet-api.ts";
import type { SecretFile } from "./secret-file.ts";

const Vehicle = z.object({ id: z.string(), licensePlate: z.string() });
const Driver = z.object({ id: z.string(), licenseNumber: z.string() });
const Assignment = z.object({
  vehicleId: z.string(),
  driverId: z.string(),
  assignedAt: z.string(),
  unassignedAt: z.string().nullable(),
});
const Device = z.object({ id: z.string() });
const DeviceWithSecret = z.object({ id: z.string(), secret: z.string() });

/** A car to be known to the system; a driver gets it from `assignedAtMs` on. */
export type NewCar = {
  readonly licensePlate: string;
  readonly spec: {
    readonly model: string;
    readonly vehicleType: string;
    readonly group: string | null;
    readonly fuelType: string | null;
    readonly tankLitres: number | null;
  };
  readonly device: DeviceIdentity;
  readonly driver?: SimulatedDriver;
  readonly assignedAtMs?: number;
};

/** Asks for a new secret and keeps it; the old one is refused from then on. */
export const rotateSecret = async (
  api: FleetApi,
  secrets: SecretFile,
  deviceId: string,
): Promise<string> => {
  const { secret } = await api.create(
    `/api/devices/${deviceId}/rotate-secret`,
    {},
    DeviceWithSecret,
  );
  await secrets.set(deviceId, secret);
  return secret;
};

const createVehicle = (api: FleetApi, { licensePlate, spec }: NewCar, branchId: string) => {
  const { model, vehicleType, group, fuelType, tankLitres } = spec;
  const body = { licensePlate, model, vehicleType, group, fuelType, tankLitres, branchId };
  return api.create("/api/vehicles", body, Vehicle);
};

/** Whether an assignment without an end would overlap this one: it has not ended, nor been cancelled. */
const isInTheWay = ({ assignedAt, unassignedAt }: z.infer<typeof Assignment>): boolean =>
  unassignedAt === null || (unassignedAt !== assignedAt && Date.parse(unassignedAt) > Date.now());

/** What the system knows already, by what names it outside. */
const loadKnown = async (api: FleetApi) => {
  const [vehicles, devices, drivers, assignments] = await Promise.all([
    api.list("/api/vehicles", Vehicle),
    api.list("/api/devices", Device),
    api.list("/api/drivers", Driver),
    api.list("/api/assignments", Assignment),
  ]);
  const inTheWay = assignments.filter(isInTheWay);
  return {
    vehicles: new Map(vehicles.map((vehicle) => [vehicle.licensePlate, vehicle])),
    devices: new Set(devices.map(({ id }) => id)),
    drivers: new Map(drivers.map((driver) => [driver.licenseNumber, driver])),
    busy: new Set(inTheWay.flatMap(({ vehicleId, driverId }) => [vehicleId, driverId])),
  };
};
type Known = Awaited<ReturnType<typeof loadKnown>>;

/** Creates the device, or finds its secret; a secret that was lost is replaced. */
const secretOf = async (
  api: FleetApi,
  secrets: SecretFile,
  known: Known,
  { device, vehicleId }: { device: DeviceIdentity; vehicleId: string },
): Promise<string> => {
  const { deviceId: id, kind, externalId } = device;
  if (known.devices.has(id)) return secrets.get(id) ?? rotateSecret(api, secrets, id);
  const external = externalId === null ? {} : { externalId };
  const body = { id, vehicleId, kind, ...external };
  const { secret } = await api.create("/api/devices", body, DeviceWithSecret);
  await secrets.set(id, secret);
  return secret;
};

const assignDriver = async (
  api: FleetApi,
  known: Known,
  { driver, assignedAtMs }: NewCar,
  { vehicleId, branchId }: { vehicleId: string; branchId: string },
): Promise<void> => {
  if (driver === undefined || known.busy.has(vehicleId)) return;
  const { id } =
    known.drivers.get(driver.licenseNumber) ??
    (await api.create("/api/drivers", { ...driver, branchId }, Driver));
  if (known.busy.has(id)) return;
  const since =
    assignedAtMs === undefined ? {} : { assignedAt: new Date(assignedAtMs).toISOString() };
  await api.create("/api/assignments", { vehicleId, driverId: id, ...since }, Assignment);
};

/**
 * Makes every car, tracker, driver and assignment that the system does not know yet, in that
 * branch, and answers the devices' secrets by device id. Repeating it changes nothing.
 */
export const provision = async (
  api: FleetApi,
  secrets: SecretFile,
  branchId: string,
  cars: readonly NewCar[],
): Promise<Map<string, string>> => {
  const known = await loadKnown(api);
  const found = new Map<string, string>();
  for (const car of cars) {
    const vehicle =
      known.vehicles.get(car.licensePlate) ?? (await createVehicle(api, car, branchId));
    const { device } = car;
    found.set(
      device.deviceId,
      await secretOf(api, secrets, known, { device, vehicleId: vehicle.id }),
    );
    await assignDriver(api, known, car, { vehicleId: vehicle.id, branchId });
  }
  return found;
};
