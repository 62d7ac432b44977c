import type { Queryable } from "./pool.ts";

/** MQTT presence of one device as one ingest process sees it. */
export type DeviceConnection = {
  readonly deviceId: string;
  readonly connected: boolean;
  /** Open MQTT sessions of the device on this ingest process. */
  readonly sessions: number;
  readonly changedAt: Date;
  /** Why the last session ended; null while one is open. */
  readonly reason: string | null;
};

/**
 * Stores what has changed on an ingest process, and prolongs its lease: until that ends, everything
 * it has said holds. One call of a process must end before the next begins.
 */
export const reportDeviceConnections = async (
  db: Queryable,
  ingestId: string,
  leaseMs: number,
  changed: readonly DeviceConnection[],
): Promise<void> => {
  await db.query(
    `with process as (
       insert into ingest_processes (id, lease_expires_at)
       values ($1, now() + $2 * interval '1 millisecond')
       on conflict (id) do update set lease_expires_at = excluded.lease_expires_at
     )
     insert into device_connections (device_id, ingest_id, connected, sessions, changed_at, reason)
     select device_id, $1, connected, sessions, changed_at, reason
     from unnest($3::text[], $4::boolean[], $5::int[], $6::timestamptz[], $7::text[])
       as t (device_id, connected, sessions, changed_at, reason)
     on conflict (device_id, ingest_id) do update set
       connected = excluded.connected, sessions = excluded.sessions,
       changed_at = excluded.changed_at, reason = excluded.reason`,
    [
      ingestId,
      leaseMs,
      changed.map((connection) => connection.deviceId),
      changed.map((connection) => connection.connected),
      changed.map((connection) => connection.sessions),
      changed.map((connection) => connection.changedAt),
      changed.map((connection) => connection.reason),
    ],
  );
};

/** Marks what an earlier run of the same ingest process left connected as lost. */
export const clearDeviceConnections = async (db: Queryable, ingestId: string): Promise<void> => {
  await db.query(
    `update device_connections c
     set connected = false, sessions = 0, changed_at = least(p.lease_expires_at, now()),
       reason = 'crash'
     from ingest_processes p
     where p.id = $1 and c.ingest_id = p.id and c.connected`,
    [ingestId],
  );
};

/** Removes what processes said that died days ago, where another one has said something newer. */
export const forgetReplacedConnections = async (db: Queryable): Promise<void> => {
  await db.query(
    `delete from device_connections c using ingest_processes p
     where p.id = c.ingest_id and p.lease_expires_at < now() - interval '2 days'
       and exists (
         select from device_connections newer
         where newer.device_id = c.device_id and newer.changed_at > c.changed_at
       )`,
  );
};

/**
 * SQL of the presence of the device `d`, one row or none: its open sessions on every process that
 * lives. A process whose lease has ended is taken to have lost its sessions then. An open session
 * speaks before an ended one, and of those the latest.
 */
export const PRESENCE_OF_D = `
  select told.sessions > 0 as connected, sum(told.sessions) over () as sessions,
    told.changed_at, told.reason
  from device_connections c
  join ingest_processes p on p.id = c.ingest_id
  cross join lateral (
    select c.sessions, c.changed_at, c.reason where not c.connected or p.lease_expires_at > now()
    union all
    select 0, p.lease_expires_at, 'crash' where c.connected and p.lease_expires_at <= now()
  ) told
  where c.device_id = d.id
  order by told.sessions > 0 desc, told.changed_at desc limit 1`;
