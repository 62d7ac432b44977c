import { randomUUID } from "node:crypto";
import type { Page, PageQuery } from "../contracts/paging.ts";
import { PERMISSIONS } from "../contracts/permissions.ts";
import type { ShareKind, ShareLink, ShareState } from "../contracts/share-link.ts";
import type { BranchScope } from "./branches.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import { wireRow, wireRows } from "./wire-row.ts";

const SHARING_ROLES = PERMISSIONS["links:share"].map((role) => `'${role}'`).join(", ");

const FROM = `from share_links s
  join vehicles v on v.id = s.vehicle_id
  join users c on c.id = s.created_by
  left join routes r on r.id = s.route_id
  left join users k on k.id = s.revoked_by`;

/** A link holds no longer than the person who made it may share what it shows. */
const STATE = `case
  when s.revoked_at is not null then 'revoked'
  when s.expires_at <= clock_timestamp() then 'expired'
  when c.status = 'ACTIVE' and c.role in (${SHARING_ROLES})
    and (c.branch_id is null or c.branch_id = v.branch_id) and v.status = 'ACTIVE'
    and (s.route_id is null or r.id is not null) then 'active'
  else 'void' end`;

const SELECT = `select s.id, s.kind, s.vehicle_id as "vehicleId", v.license_plate as "licensePlate",
    r.id as "routeId", r.start_time as "routeStartTime", r.end_time as "routeEndTime", s.label,
    ${STATE} as state, s.created_at as "createdAt", c.name as "createdByName",
    s.expires_at as "expiresAt", s.revoked_at as "revokedAt", k.name as "revokedByName", s.opened,
    s.last_opened_at as "lastOpenedAt" ${FROM}`;

export type ShareLinkFilter = {
  readonly vehicleId?: string | undefined;
  readonly state?: ShareState | undefined;
};

/** Links to cars that the viewer sees, latest first. */
export const listShareLinks = async (
  db: Queryable,
  scope: BranchScope,
  { vehicleId, state }: ShareLinkFilter,
  page: PageQuery,
): Promise<Page<ShareLink>> => {
  const result = await db.query<ShareLink>(
    `${SELECT}
     where ($1::uuid is null or v.branch_id = $1)
       and ($2::uuid is null or s.vehicle_id = $2)
       and ($3::text is null or ${STATE} = $3)
       and ($4::timestamptz is null or (s.created_at, s.id) < ($4, $5::uuid))
     order by s.created_at desc, s.id desc limit $6`,
    [scope, vehicleId, state, ...keyAfter(page.cursor, "time"), page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ createdAt, id }) => [createdAt, id]);
};

export const findShareLink = async (
  db: Queryable,
  scope: BranchScope,
  id: string,
): Promise<ShareLink | undefined> =>
  wireRow(
    await db.query<ShareLink>(
      `${SELECT} where s.id = $1 and ($2::uuid is null or v.branch_id = $2)`,
      [id, scope],
    ),
  );

/** A link as it is made. */
export type ShareLinkRequest = {
  readonly tokenSha256: Buffer;
  readonly kind: ShareKind;
  readonly vehicleId: string;
  readonly routeId: string | null;
  readonly label: string | null;
  readonly createdBy: string;
  /** How long it holds, s. */
  readonly validS: number;
};

/** Adds a link; answers its id. Times are the database's. */
export const insertShareLink = async (
  db: Queryable,
  request: ShareLinkRequest,
): Promise<string> => {
  const id = randomUUID();
  const { tokenSha256, kind, vehicleId, routeId, label, createdBy, validS } = request;
  await db.query(
    // Milliseconds, as cursors carry them.
    `insert into share_links (id, token_sha256, kind, vehicle_id, route_id, label, created_by,
       created_at, expires_at)
     select $1, $2, $3, $4, $5, $6, $7, t, t + $8 * interval '1 second'
     from (select date_trunc('milliseconds', clock_timestamp()) as t) clock`,
    [id, tokenSha256, kind, vehicleId, routeId, label, createdBy, validS],
  );
  return id;
};

/** Ends a link; false when it had been revoked or had expired before. */
export const markShareLinkRevoked = async (
  db: Queryable,
  id: string,
  userId: string,
): Promise<boolean> => {
  const { rowCount } = await db.query(
    `update share_links set revoked_at = clock_timestamp(), revoked_by = $2
     where id = $1 and revoked_at is null and expires_at > clock_timestamp()`,
    [id, userId],
  );
  return rowCount === 1;
};

/** What a link that holds shows. */
export type OpenShareLink = {
  readonly id: string;
  readonly kind: ShareKind;
  readonly vehicleId: string;
  readonly routeId: string | null;
  /** The label, else the licence plate. */
  readonly name: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** Of the car's branch, IANA. */
  readonly timeZone: string;
};

/** The link that a token opens; undefined for an unknown one as for one whose link has ended. */
export const findOpenShareLink = async (
  db: Queryable,
  tokenSha256: Buffer,
): Promise<OpenShareLink | undefined> =>
  wireRow(
    await db.query<OpenShareLink>(
      `select s.id, s.kind, s.vehicle_id as "vehicleId", s.route_id as "routeId",
         coalesce(s.label, v.license_plate) as name, s.created_at as "createdAt",
         s.expires_at as "expiresAt", b.time_zone as "timeZone" ${FROM}
       join branches b on b.id = v.branch_id
       where s.token_sha256 = $1 and ${STATE} = 'active'`,
      [tokenSha256],
    ),
  );

/** Those of these links that still hold. */
export const loadOpenShareLinkIds = async (
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  const { rows } = await db.query<{ id: string }>(
    `select s.id ${FROM} where s.id = any($1::uuid[]) and ${STATE} = 'active'`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
};

/** Counts that a link was opened. */
export const countShareLinkOpening = async (db: Queryable, id: string): Promise<void> => {
  await db.query(
    "update share_links set opened = opened + 1, last_opened_at = clock_timestamp() where id = $1",
    [id],
  );
};
