import type { Branch, BranchPatch, NewBranch } from "../contracts/branch.ts";
import type { Page, PageQuery } from "../contracts/paging.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import { insertedRow, wireRow, wireRows } from "./wire-row.ts";

/** What a viewer may see: one branch, or every branch when null. */
export type BranchScope = string | null;

const COLUMNS = `id, name, time_zone as "timeZone", currency, latitude, longitude, status,
  created_at as "createdAt", updated_at as "updatedAt"`;

/** Branches by name. */
export const listBranches = async (
  db: Queryable,
  scope: BranchScope,
  page: PageQuery,
): Promise<Page<Branch>> => {
  const result = await db.query<Branch>(
    `select ${COLUMNS} from branches
     where ($1::uuid is null or id = $1) and ($2::text is null or name > $2)
     order by name limit $3`,
    [scope, ...keyAfter(page.cursor, "text"), page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ name }) => [name]);
};

export const findBranch = async (
  db: Queryable,
  scope: BranchScope,
  id: string,
): Promise<Branch | undefined> =>
  wireRow(
    await db.query<Branch>(
      `select ${COLUMNS} from branches where id = $1 and ($2::uuid is null or id = $2)`,
      [id, scope],
    ),
  );

/** The active branches, oldest first, at most two: enough to tell whether there is a choice. */
export const firstActiveBranches = async (db: Queryable): Promise<Branch[]> =>
  wireRows(
    await db.query<Branch>(
      `select ${COLUMNS} from branches where status = 'ACTIVE' order by created_at, id limit 2`,
    ),
  );

/** What every branch is called, inactive ones included. */
export const loadBranchNames = async (
  db: Queryable,
): Promise<Pick<Branch, "id" | "name" | "status">[]> =>
  (
    await db.query<Pick<Branch, "id" | "name" | "status">>(
      "select id, name, status from branches order by name",
    )
  ).rows;

export const findBranchByName = async (db: Queryable, name: string): Promise<Branch | undefined> =>
  wireRow(await db.query<Branch>(`select ${COLUMNS} from branches where name = $1`, [name]));

/** Fails on the unique key `branches_name_key`. */
export const insertBranch = async (db: Queryable, branch: NewBranch): Promise<Branch> =>
  insertedRow(
    await db.query<Branch>(
      `insert into branches (name, time_zone, currency, latitude, longitude)
       values ($1, $2, $3, $4, $5) returning ${COLUMNS}`,
      [branch.name, branch.timeZone, branch.currency, branch.latitude, branch.longitude],
    ),
  );

/** Changes the columns the patch names; undefined when there is no such branch. */
export const patchBranch = async (
  db: Queryable,
  id: string,
  patch: BranchPatch,
): Promise<Branch | undefined> =>
  wireRow(
    await db.query<Branch>(
      `update branches set
         name = coalesce($2::jsonb ->> 'name', name),
         time_zone = coalesce($2 ->> 'timeZone', time_zone),
         currency = coalesce($2 ->> 'currency', currency),
         latitude = case when $2 ? 'latitude'
           then ($2 ->> 'latitude')::double precision else latitude end,
         longitude = case when $2 ? 'longitude'
           then ($2 ->> 'longitude')::double precision else longitude end,
         status = coalesce($2 ->> 'status', status),
         updated_at = now()
       where id = $1
       returning ${COLUMNS}`,
      [id, JSON.stringify(patch)],
    ),
  );
