import type { FuelProposal } from "../contracts/fuel-record.ts";
import type { Page, PageQuery } from "../contracts/paging.ts";
import type { BranchScope } from "./branches.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";
import type { TimeWindow } from "./tracks.ts";
import { wireRow, wireRows } from "./wire-row.ts";

/** Confirmed refuels, each with what became of it: drawn from detections, so that none outlives its own. */
const PROPOSALS = `select d.id, d.vehicle_id as "vehicleId", v.license_plate as "licensePlate",
    case when m.record_id is not null then 'CONFIRMED' when x.reason is not null
      then 'DISMISSED' else 'OPEN' end as status,
    d.start_time as at, d.end_time as "endedAt", (d.evidence ->> 'litres')::float8 as litres,
    (d.evidence ->> 'uncertaintyLitres')::float8 as "uncertaintyLitres",
    (d.evidence ->> 'pct')::float8 as pct, d.latitude as lat, d.longitude as lon,
    case when d.evidence ->> 'place' = 'station' then d.evidence ->> 'placeName' end as "fuelStation",
    m.record_id as "recordId", x.reason as "dismissReason"
  from detections d join vehicles v on v.id = d.vehicle_id
  left join lateral (
    select f.reason
    from fuel_dismissals(d.vehicle_id, d.start_time, coalesce(d.end_time, d.start_time)) f
    where f.detection_id = d.id
  ) x on true
  left join lateral (
    select f.record_id
    from fuel_matches(d.vehicle_id, d.start_time, coalesce(d.end_time, d.start_time)) f
    where f.detection_id = d.id
  ) m on true
  where d.type = 'refuel' and d.certainty = 'confirmed'`;

export type ProposalFilter = TimeWindow & {
  readonly vehicleId?: string | undefined;
  readonly status?: string | undefined;
};

/** Detected refuels as proposals, latest first. */
export const listFuelProposals = async (
  db: Queryable,
  scope: BranchScope,
  { vehicleId, status, from, to }: ProposalFilter,
  page: PageQuery,
): Promise<Page<FuelProposal>> => {
  const result = await db.query<FuelProposal>(
    `select * from (
       ${PROPOSALS} and ($1::uuid is null or v.branch_id = $1)
         and ($2::uuid is null or d.vehicle_id = $2)
         and ($3::timestamptz is null or d.start_time >= $3)
         and ($4::timestamptz is null or d.start_time < $4)
         and ($5::timestamptz is null or (d.start_time, d.id) < ($5, $6::uuid))
     ) p where $7::text is null or p.status = $7
     order by p.at desc, p.id desc limit $8`,
    [scope, vehicleId, from, to, ...keyAfter(page.cursor, "time"), status, page.limit + 1],
  );
  return toPage(wireRows(result), page, ({ at, id }) => [at, id]);
};

export const findFuelProposal = async (
  db: Queryable,
  scope: BranchScope,
  id: string,
): Promise<FuelProposal | undefined> =>
  wireRow(
    await db.query<FuelProposal>(
      `${PROPOSALS} and d.id = $1 and ($2::uuid is null or v.branch_id = $2)`,
      [id, scope],
    ),
  );

/** Declares that a detected refuel gives no record, and keeps what it was for when it is revised. */
export const dismissFuelProposal = async (
  db: Queryable,
  { id }: FuelProposal,
  userId: string,
  reason: string,
): Promise<void> => {
  await db.query(
    `insert into fuel_proposal_dismissals (detection_id, vehicle_id, reason, dismissed_by, start_time,
       end_time, evidence, others)
     select id, vehicle_id, $2, $3, start_time, coalesce(end_time, start_time), evidence,
       refuels_beside(id)
     from detections where id = $1 on conflict (detection_id) do nothing`,
    [id, reason, userId],
  );
};
