import { originOf, type Origin } from "./location-row.ts";
import type { Queryable } from "./pool.ts";

/** When a tracker sat in which car; `untilMs` is Infinity while it still does. */
export type Mounting = {
  readonly origin: Origin;
  readonly fromMs: number;
  readonly untilMs: number;
};

/** A device as ingest needs it: who may sign in, and whose observations it reports. */
export type RegisteredDevice = {
  readonly id: string;
  readonly kind: string;
  readonly externalId: string | null;
  readonly secretSha256: Buffer;
  /** The branch of whoever was last given the secret; null for an owner, who sees all of them. */
  readonly secretBranchId: string | null;
  /** The branch of the car it was mounted in last; null for one that never was. */
  readonly branchId: string | null;
  /** Oldest first; periods never overlap. */
  readonly mountings: readonly Mounting[];
};

type Row = {
  id: string;
  kind: string;
  external_id: string | null;
  secret_sha256: Buffer;
  secret_branch_id: string | null;
  branch_id: string | null;
  mountings: { vehicle_id: string; from_ms: number; until_ms: number | null }[];
};

/** Loads every ACTIVE device with its mounting history. */
export const loadDeviceRegistry = async (db: Queryable): Promise<RegisteredDevice[]> => {
  const { rows } = await db.query<Row>(`
    select d.id, d.kind, d.external_id, d.secret_sha256, d.secret_branch_id,
      (array_agg(v.branch_id order by m.mounted_at desc))[1] as branch_id,
      coalesce(
        jsonb_agg(
          jsonb_build_object(
            'vehicle_id', m.vehicle_id,
            'from_ms', extract(epoch from m.mounted_at) * 1000,
            'until_ms', extract(epoch from m.unmounted_at) * 1000)
          order by m.mounted_at) filter (where m.id is not null),
        '[]') as mountings
    from devices d
    left join device_mountings m on m.device_id = d.id
    left join vehicles v on v.id = m.vehicle_id
    where d.status = 'ACTIVE'
    group by d.id`);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    externalId: row.external_id,
    secretSha256: row.secret_sha256,
    secretBranchId: row.secret_branch_id,
    branchId: row.branch_id,
    mountings: row.mountings.map((mounting) => ({
      origin: originOf(row.id, mounting.vehicle_id),
      fromMs: mounting.from_ms,
      untilMs: mounting.until_ms ?? Number.POSITIVE_INFINITY,
    })),
  }));
};
