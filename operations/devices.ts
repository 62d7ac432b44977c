import type { Device, DevicePatch, DeviceWithSecret, NewDevice } from "../contracts/device.ts";
import { MAX_CLOCK_AHEAD_MS } from "../contracts/telemetry.ts";
import type { BranchScope } from "../db/branches.ts";
import {
  endMounting,
  findDevice,
  insertDevice,
  insertMounting,
  lockDevice,
  setDeviceSecret,
  setDeviceStatus,
  wasEverTracked,
} from "../db/devices.ts";
import { lockMountings } from "../db/mountings.ts";
import { type Database, inTransaction, type Queryable } from "../db/pool.ts";
import { lastObservedAt } from "../db/tracks.ts";
import { findVehicle } from "../db/vehicles.ts";
import { conflict, invalid, isRefusal, type Refusal } from "./refusal.ts";
import { newDeviceId, newSecret, sha256 } from "./secrets.ts";

const DAY_MS = 24 * 3_600_000;

const stored = async (db: Queryable, id: string): Promise<Device> => {
  const device = await findDevice(db, null, id);
  if (!device) throw new Error(`device ${id} vanished inside its own transaction`);
  return device;
};

/** Trackers count whole seconds: a fix of the second in which one is registered is its own, ms. */
const CLOCK_GRAIN_MS = 1_000;

/**
 * Since when a new tracker counts as mounted. A car's first tracker may hold recordings from before
 * it was registered, as old as ingest accepts (`maxAgeDays`); a further one starts now.
 */
const firstMountedAt = async (
  db: Queryable,
  { vehicleId, mountedAt }: NewDevice,
  maxAgeDays: number,
): Promise<Date> => {
  if (mountedAt) return mountedAt;
  const ageMs = (await wasEverTracked(db, vehicleId)) ? CLOCK_GRAIN_MS : maxAgeDays * DAY_MS;
  return new Date(Date.now() - ageMs);
};

/**
 * Registers a tracker in a car and answers its secret, which is not kept; a forwarder speaks for the
 * branches that whoever gets the secret may see. Throws on an id or external id already in use.
 */
export const registerDevice = async (
  pool: Database,
  scope: BranchScope,
  request: NewDevice,
  maxAgeDays: number,
): Promise<DeviceWithSecret | Refusal> => {
  const { id = newDeviceId(), kind, externalId, vehicleId } = request;
  const secret = newSecret();
  return inTransaction(pool, async (client) => {
    const vehicle = await findVehicle(client, scope, vehicleId);
    if (!vehicle) return invalid("vehicleId", "no_vehicle");
    const secretSha256 = sha256(secret);
    await insertDevice(client, { id, kind, externalId, secretSha256, secretBranchId: scope });
    const mountedAt = await firstMountedAt(client, request, maxAgeDays);
    await insertMounting(client, id, vehicleId, mountedAt);
    return { ...(await stored(client, id)), secret };
  });
};

/**
 * Replaces a device's secret and answers the new one, which reaches as far as the viewer sees;
 * undefined when the viewer sees no such device.
 */
export const rotateDeviceSecret = async (
  pool: Database,
  scope: BranchScope,
  id: string,
): Promise<DeviceWithSecret | undefined> => {
  const secret = newSecret();
  return inTransaction(pool, async (client) => {
    if (!(await findDevice(client, scope, id))) return undefined;
    await setDeviceSecret(client, id, sha256(secret), scope);
    return { ...(await stored(client, id)), secret };
  });
};

/**
 * From when on a tracker counts as in its new car. Observations already stored under the old car
 * stay there, so the move cannot lie before the last of them; without a wish it lies just after.
 */
const moveTime = async (
  db: Queryable,
  device: Device,
  from: Date | undefined,
): Promise<Date | Refusal> => {
  const nowMs = Date.now();
  if (from && from.getTime() > nowMs + MAX_CLOCK_AHEAD_MS) return invalid("from", "from_in_future");
  const mountedAt = new Date(device.mountedAt);
  if (from && from <= mountedAt) {
    return conflict("from", "before_mounting", { mountedAt: device.mountedAt });
  }
  const last = await lastObservedAt(db, device.vehicleId, device.id, from ?? mountedAt);
  if (from && last) {
    return conflict("from", "recorded_elsewhere", {
      lastAt: last.toISOString(),
      plate: device.licensePlate,
    });
  }
  return from ?? new Date(Math.max(nowMs, (last?.getTime() ?? 0) + 1, mountedAt.getTime() + 1));
};

const moveDevice = async (
  db: Queryable,
  scope: BranchScope,
  device: Device,
  { vehicleId, from }: DevicePatch,
): Promise<Refusal | undefined> => {
  if (vehicleId === undefined || vehicleId === device.vehicleId) return undefined;
  const vehicle = await findVehicle(db, scope, vehicleId);
  if (!vehicle) return invalid("vehicleId", "no_vehicle");
  await lockMountings(db); // what is stored now is all that the old mounting decides
  const at = await moveTime(db, device, from);
  if (isRefusal(at)) return at;
  await endMounting(db, device.id, at);
  await insertMounting(db, device.id, vehicleId, at);
  return undefined;
};

/**
 * Moves a tracker to another car, history kept, and turns it off or on. Undefined when the viewer
 * sees no such device.
 */
export const editDevice = async (
  pool: Database,
  scope: BranchScope,
  id: string,
  patch: DevicePatch,
): Promise<Device | Refusal | undefined> =>
  inTransaction(pool, async (client) => {
    await lockDevice(client, id);
    const device = await findDevice(client, scope, id);
    if (!device) return undefined;
    const refusal = await moveDevice(client, scope, device, patch);
    if (refusal) return refusal;
    if (patch.status !== undefined) await setDeviceStatus(client, id, patch.status);
    return stored(client, id);
  });
