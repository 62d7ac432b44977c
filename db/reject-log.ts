import type { Page, PageQuery } from "../contracts/paging.ts";
import type { RejectEntry } from "../contracts/reject-entry.ts";
import type { BranchScope } from "./branches.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import { wireRows } from "./wire-row.ts";

/** What was refused and why, latest first. Staff of a branch see the devices in their cars. */
export const listRejects = async (
  db: Queryable,
  scope: BranchScope,
  deviceId: string | undefined,
  page: PageQuery,
): Promise<Page<RejectEntry>> => {
  const result = await db.query<RejectEntry>(
    `select r.id, r.first_received_at as "firstReceivedAt", r.last_received_at as "lastReceivedAt",
       r.count, r.device_id as "deviceId", r.transport, r.format, r.address, r.field, r.reason,
       r.excerpt, r.payload_bytes as "payloadBytes"
     from rejects r
     where ($1::uuid is null or exists (
         select from device_mountings m join vehicles v on v.id = m.vehicle_id
         where m.device_id = r.device_id and m.unmounted_at is null and v.branch_id = $1))
       and ($2::text is null or r.device_id = $2)
       and ($3::timestamptz is null or (r.last_received_at, r.id) < ($3, $4::uuid))
     order by r.last_received_at desc, r.id desc limit $5`,
    [scope, deviceId, ...keyAfter(page.cursor, "time"), page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ lastReceivedAt, id }) => [lastReceivedAt, id]);
};
