import { originOf, type Origin } from "./location-row.ts";
import type { Queryable } from "./pool.ts";

/** When a tracker sat in which car; `untilMs` is Infinity while it still does. */
export type Mounting = {
  readonly origin: Origin;
  readonly fromMs: number;
  readonly untilMs: number;
};

/** A mounting as the database answers it; times are ms since the Unix epoch. */
export type MountingRow = {
  readonly vehicle_id: string;
  readonly from_ms: number;
  readonly until_ms: number | null;
};

export const toMounting = (deviceId: string, row: MountingRow): Mounting => ({
  origin: originOf(deviceId, row.vehicle_id),
  fromMs: row.from_ms,
  untilMs: row.until_ms ?? Number.POSITIVE_INFINITY,
});

/** The one of a device's mountings, oldest first, that held at an instant, if any did. */
export const mountingAt = (mountings: readonly Mounting[], tsMs: number): Mounting | undefined => {
  // The newest mounting is almost always the one.
  for (let index = mountings.length - 1; index >= 0; index--) {
    const mounting = mountings[index];
    if (mounting && mounting.fromMs <= tsMs && tsMs < mounting.untilMs) return mounting;
  }
  return undefined;
};

/** Mountings of several devices, each oldest first. */
export type MountingsByDevice = ReadonlyMap<string, readonly Mounting[]>;

const loadWhere = async (
  db: Queryable,
  condition: string,
  parameter: unknown,
): Promise<MountingsByDevice> => {
  const { rows } = await db.query<MountingRow & { device_id: string }>(
    `select device_id, vehicle_id, extract(epoch from mounted_at) * 1000 as from_ms,
       extract(epoch from unmounted_at) * 1000 as until_ms
     from device_mountings where ${condition} order by mounted_at`,
    [parameter],
  );
  const byDevice = new Map<string, Mounting[]>();
  for (const row of rows) {
    const mountings = byDevice.get(row.device_id) ?? [];
    mountings.push(toMounting(row.device_id, row));
    byDevice.set(row.device_id, mountings);
  }
  return byDevice;
};

/** Every mounting of these devices; a device that never had one is left out. */
export const loadMountingsOf = async (
  db: Queryable,
  deviceIds: readonly string[],
): Promise<MountingsByDevice> =>
  deviceIds.length === 0 ? new Map() : loadWhere(db, "device_id = any($1)", deviceIds);

/** Every mounting of the devices of which one was added or ended after a version. */
export const loadMountingsChangedSince = (
  db: Queryable,
  version: number,
): Promise<MountingsByDevice> =>
  loadWhere(
    db,
    "device_id in (select device_id from device_mountings where version > $1)",
    version,
  );

/** Every mounting of the devices that have left a car since a time. */
export const loadMountingsOfMoved = (db: Queryable, since: Date): Promise<MountingsByDevice> =>
  loadWhere(
    db,
    "device_id in (select device_id from device_mountings where unmounted_at > $1)",
    since,
  );

const versionOf = async (db: Queryable, lock: "" | "for share"): Promise<number> => {
  const { rows } = await db.query<{ version: number }>(
    `select version from mounting_version ${lock}`,
  );
  return rows[0]?.version ?? 0;
};

/** How often mountings have been changed: no mounting committed until now is missing from it. */
export const readMountingVersion = (db: Queryable): Promise<number> => versionOf(db, "");

/**
 * The version of the mountings, which stays the latest until the transaction ends: whoever changes
 * them waits for that, and is waited for.
 */
export const holdMountings = (db: Queryable): Promise<number> => versionOf(db, "for share");

/**
 * Before mountings are changed, until the transaction ends: every batch that was decided by them as
 * they are is committed now, and seen by the next statement, or will be decided anew.
 */
export const lockMountings = async (db: Queryable): Promise<void> => {
  await db.query("select from mounting_version for update");
};
