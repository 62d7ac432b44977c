import { Geofence } from "../contracts/geofence.ts";
import type { GeofenceVersion } from "../contracts/geofence-api.ts";
import type { Page, PageQuery } from "../contracts/paging.ts";
import type { BranchScope } from "./branches.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import { insertedRow, wireRow, wireRows } from "./wire-row.ts";

const COLUMNS = `g.id, g.version, g.name, g.area, g.purpose, g.speed_limit_kmh as "speedLimitKmh",
  g.branch_id as "branchId", g.vehicle_group as "vehicleGroup", g.valid_from as "validFrom",
  g.valid_until as "validUntil"`;

/** The last version of each fence. */
const LATEST = `geofences g
  where not exists (select from geofences later where later.id = g.id and later.version > g.version)`;

export type GeofenceFilter = {
  readonly branchId?: string | undefined;
  readonly archived: boolean;
};

/** Fences of the viewer's branch and of the whole fleet, by name, each in its last version. */
export const listGeofences = async (
  db: Queryable,
  scope: BranchScope,
  { branchId, archived }: GeofenceFilter,
  page: PageQuery,
): Promise<Page<GeofenceVersion>> => {
  const result = await db.query<GeofenceVersion>(
    `select ${COLUMNS} from ${LATEST}
       and ($1::uuid is null or g.branch_id is null or g.branch_id = $1)
       and ($2::uuid is null or g.branch_id = $2)
       and (g.valid_until is not null) = $3
       and ($4::text is null or (g.name, g.id) > ($4, $5::uuid))
     order by g.name, g.id limit $6`,
    [scope, branchId, archived, ...keyAfter(page.cursor, "named"), page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ name, id }) => [name, id]);
};

/** The last version of a fence, archived or not. */
export const findGeofence = async (
  db: Queryable,
  scope: BranchScope,
  id: string,
): Promise<GeofenceVersion | undefined> =>
  wireRow(
    await db.query<GeofenceVersion>(
      `select ${COLUMNS} from ${LATEST}
         and g.id = $1 and ($2::uuid is null or g.branch_id is null or g.branch_id = $2)`,
      [id, scope],
    ),
  );

/** Every version of a fence, the latest first. Whoever may see the last one may see them all. */
export const listGeofenceVersions = async (db: Queryable, id: string): Promise<GeofenceVersion[]> =>
  wireRows(
    await db.query<GeofenceVersion>(
      `select ${COLUMNS} from geofences g where g.id = $1 order by g.version desc`,
      [id],
    ),
  );

/** Everything of a fence but its times. */
export type GeofenceContent = Omit<Geofence, "id" | "validFrom" | "validUntil">;

/** Adds the first version of a fence, or the next of the one that is named. */
export const insertGeofence = async (
  db: Queryable,
  content: GeofenceContent,
  { id, version }: { readonly id: string | null; readonly version: number },
  from: Date,
  userId: string,
): Promise<GeofenceVersion> =>
  insertedRow(
    await db.query<GeofenceVersion>(
      `insert into geofences as g (id, version, name, area, purpose, speed_limit_kmh, branch_id,
         vehicle_group, valid_from, created_by)
       values (coalesce($1::uuid, gen_random_uuid()), $2, $3, $4, $5, $6, $7, $8, $9, $10)
       returning ${COLUMNS}`,
      [
        id,
        version,
        content.name,
        JSON.stringify(content.area),
        content.purpose,
        content.speedLimitKmh,
        content.branchId,
        content.vehicleGroup,
        from,
        userId,
      ],
    ),
  );

/** Ends the version in force; false when there is none. Locks it until the transaction ends. */
export const closeGeofence = async (db: Queryable, id: string, at: Date): Promise<boolean> => {
  const { rowCount } = await db.query(
    "update geofences set valid_until = $2 where id = $1 and valid_until is null",
    [id, at],
  );
  return rowCount === 1;
};

/** Every version of every fence that was in force after a time, for detection. */
export const loadGeofences = async (db: Queryable, since: Date): Promise<Geofence[]> => {
  const rows = wireRows(
    await db.query<GeofenceVersion>(
      `select ${COLUMNS} from geofences g
       where g.valid_until is null or g.valid_until > $1 order by g.id, g.version`,
      [since],
    ),
  );
  return rows.map(({ version: _version, ...fence }) => Geofence.parse(fence));
};
