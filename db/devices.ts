import type { Device, DeviceKind, Mounting } from "../contracts/device.ts";
import type { Page, PageQuery } from "../contracts/paging.ts";
import type { BranchScope } from "./branches.ts";
import { PRESENCE_OF_D } from "./device-connections.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import { wireRow, wireRows } from "./wire-row.ts";

// A device belongs to the branch of the car it was mounted in last.
const SELECT = `select d.id, d.kind, d.external_id as "externalId", d.status,
    m.vehicle_id as "vehicleId", v.license_plate as "licensePlate", m.mounted_at as "mountedAt",
    c.connected, coalesce(c.sessions, 0) as "sessions", c.changed_at as "connectionChangedAt",
    c.reason as "disconnectReason",
    seen."timestamp" as "lastSeenAt", d.created_at as "createdAt", d.updated_at as "updatedAt"
  from devices d
  join lateral (
    select vehicle_id, mounted_at from device_mountings
    where device_id = d.id order by mounted_at desc limit 1
  ) m on true
  join vehicles v on v.id = m.vehicle_id
  left join lateral (${PRESENCE_OF_D}) c on true
  left join lateral (
    select g."timestamp" from gps_locations g
    where g.vehicle_id = m.vehicle_id and g.device_id = d.id and g."timestamp" >= m.mounted_at
    order by g."timestamp" desc limit 1
  ) seen on true`;

export type DeviceFilter = {
  readonly vehicleId?: string | undefined;
  readonly status?: string | undefined;
};

/** Devices by id, with the car they are in and when they were last heard. */
export const listDevices = async (
  db: Queryable,
  scope: BranchScope,
  { vehicleId, status }: DeviceFilter,
  page: PageQuery,
): Promise<Page<Device>> => {
  const result = await db.query<Device>(
    `${SELECT}
     where ($1::uuid is null or v.branch_id = $1)
       and ($2::uuid is null or m.vehicle_id = $2)
       and ($3::text is null or d.status = $3)
       and ($4::text is null or d.id > $4)
     order by d.id limit $5`,
    [scope, vehicleId, status, ...keyAfter(page.cursor, "text"), page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ id }) => [id]);
};

export const findDevice = async (
  db: Queryable,
  scope: BranchScope,
  id: string,
): Promise<Device | undefined> =>
  wireRow(
    await db.query<Device>(`${SELECT} where d.id = $1 and ($2::uuid is null or v.branch_id = $2)`, [
      id,
      scope,
    ]),
  );

export type NewDeviceRow = {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly externalId: string | null;
  readonly secretSha256: Buffer;
  /** What whoever is given the secret may see. */
  readonly secretBranchId: BranchScope;
};

/** Fails on the keys `devices_pkey` and `devices_external_id_key`. */
export const insertDevice = async (db: Queryable, device: NewDeviceRow): Promise<void> => {
  await db.query(
    `insert into devices (id, kind, external_id, secret_sha256, secret_branch_id)
     values ($1, $2, $3, $4, $5)`,
    [device.id, device.kind, device.externalId, device.secretSha256, device.secretBranchId],
  );
};

/** Replaces the secret by one that is given to somebody who sees `secretBranchId`. */
export const setDeviceSecret = async (
  db: Queryable,
  id: string,
  secretSha256: Buffer,
  secretBranchId: BranchScope,
): Promise<void> => {
  await db.query(
    `update devices set secret_sha256 = $2, secret_branch_id = $3, updated_at = now()
     where id = $1`,
    [id, secretSha256, secretBranchId],
  );
};

export const setDeviceStatus = async (db: Queryable, id: string, status: string): Promise<void> => {
  await db.query("update devices set status = $2, updated_at = now() where id = $1", [id, status]);
};

/** Locks a device until the transaction ends, so that two moves of it happen one after the other. */
export const lockDevice = async (db: Queryable, id: string): Promise<void> => {
  await db.query("select from devices where id = $1 for update", [id]);
};

/** Every car a device sat in, latest first. */
export const loadMountings = async (db: Queryable, deviceId: string): Promise<Mounting[]> =>
  wireRows(
    await db.query<Mounting>(
      `select m.vehicle_id as "vehicleId", v.license_plate as "licensePlate",
         m.mounted_at as "mountedAt", m.unmounted_at as "unmountedAt"
       from device_mountings m join vehicles v on v.id = m.vehicle_id
       where m.device_id = $1 order by m.mounted_at desc`,
      [deviceId],
    ),
  );

/** Whether a tracker was ever mounted in this car. */
export const wasEverTracked = async (db: Queryable, vehicleId: string): Promise<boolean> => {
  const { rows } = await db.query("select from device_mountings where vehicle_id = $1 limit 1", [
    vehicleId,
  ]);
  return rows.length > 0;
};

export const insertMounting = async (
  db: Queryable,
  deviceId: string,
  vehicleId: string,
  mountedAt: Date,
): Promise<void> => {
  await db.query(
    "insert into device_mountings (device_id, vehicle_id, mounted_at) values ($1, $2, $3)",
    [deviceId, vehicleId, mountedAt],
  );
};

/** Ends the open mounting of a device. */
export const endMounting = async (db: Queryable, deviceId: string, at: Date): Promise<void> => {
  await db.query(
    `update device_mountings set unmounted_at = $2
     where device_id = $1 and unmounted_at is null`,
    [deviceId, at],
  );
};
