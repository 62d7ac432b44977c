import type { Queryable } from "./pool.ts";

/** MQTT presence of one device as its ingest process sees it. */
export type DeviceConnection = {
  readonly deviceId: string;
  readonly connected: boolean;
  /** Open MQTT sessions of the device on this ingest process. */
  readonly sessions: number;
  readonly changedAt: Date;
  /** Why the last session ended; null while one is open. */
  readonly reason: string | null;
};

/** Stores the latest presence of each device; an older change never overwrites a newer one. */
export const upsertDeviceConnections = async (
  db: Queryable,
  ingestId: string,
  connections: readonly DeviceConnection[],
): Promise<void> => {
  await db.query(
    `insert into device_connections (device_id, ingest_id, connected, sessions, changed_at, reason)
     select device_id, $1, connected, sessions, changed_at, reason
     from unnest($2::text[], $3::boolean[], $4::int[], $5::timestamptz[], $6::text[])
       as t (device_id, connected, sessions, changed_at, reason)
     on conflict (device_id) do update set
       ingest_id = excluded.ingest_id, connected = excluded.connected,
       sessions = excluded.sessions, changed_at = excluded.changed_at, reason = excluded.reason
     where device_connections.changed_at <= excluded.changed_at`,
    [
      ingestId,
      connections.map((connection) => connection.deviceId),
      connections.map((connection) => connection.connected),
      connections.map((connection) => connection.sessions),
      connections.map((connection) => connection.changedAt),
      connections.map((connection) => connection.reason),
    ],
  );
};

/** Marks what an earlier run of the same ingest process left connected as lost. */
export const clearDeviceConnections = async (db: Queryable, ingestId: string): Promise<void> => {
  await db.query(
    `update device_connections
     set connected = false, sessions = 0, changed_at = now(), reason = 'crash'
     where ingest_id = $1 and connected`,
    [ingestId],
  );
};
