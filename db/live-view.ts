import type { Page, PageQuery } from "../contracts/paging.ts";
import { VehicleLive, type VehicleSummary } from "../contracts/live-protocol.ts";
import { A_HOLDS_NOW } from "./assignments.ts";
import type { BranchScope } from "./branches.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";

/** The state of a car that never reported. */
const unheard = (vehicleId: string): VehicleLive => ({
  vehicleId,
  ts: null,
  positionTs: null,
  lat: null,
  lon: null,
  accuracyM: null,
  speedKmh: null,
  headingDeg: null,
  motion: "unknown",
  motionSince: null,
  connection: "never",
  ignition: null,
  odometerKm: null,
  fuelPct: null,
  fuelLitres: null,
  externalV: null,
  batteryPct: null,
  satellites: null,
  routeId: null,
});

type LiveRow = Pick<
  VehicleSummary,
  | "vehicleId"
  | "licensePlate"
  | "model"
  | "vehicleType"
  | "group"
  | "branchId"
  | "immobilised"
  | "driverName"
  | "rental"
> & { readonly live: object | null };

// A state written by an older release may lack a field that has come since.
const toSummary = ({ live, ...named }: LiveRow): VehicleSummary => ({
  ...VehicleLive.parse({ ...unheard(named.vehicleId), ...live }),
  ...named,
});

/** The last word to the engine that a device has said it obeyed decides; two are never under way at once. */
const IMMOBILISED = `coalesce((select c.name = 'immobilise' from device_commands c
    where c.vehicle_id = v.id and c.name in ('immobilise', 'release') and c.state = 'done'
    order by c.created_at desc limit 1), false)`;

const SELECT = `select v.id as "vehicleId", v.license_plate as "licensePlate", v.model,
    v.vehicle_type as "vehicleType", v.vehicle_group as "group", v.branch_id as "branchId",
    ${IMMOBILISED} as immobilised, d.name as "driverName", s.live,
    case when b.id is not null
      then json_build_object('bookingId', b.id, 'customerName', b.customer_name) end as rental
  from vehicles v
  left join vehicle_states s on s.vehicle_id = v.id
  left join vehicle_driver_assignments a on a.vehicle_id = v.id and ${A_HOLDS_NOW}
  left join drivers d on d.id = a.driver_id
  left join bookings b on b.vehicle_id = v.id and b.status = 'OUT'
  where v.status = 'ACTIVE'`;

/**
 * The latest state of every active vehicle. `connection` is as of when the state was written:
 * whoever shows it recomputes it from the age.
 */
export const loadLiveView = async (db: Queryable): Promise<VehicleSummary[]> => {
  const { rows } = await db.query<LiveRow>(`${SELECT} order by v.license_plate`);
  return rows.map(toSummary);
};

/** The same for the named vehicles; an inactive one is missing. */
export const loadLiveVehicles = async (
  db: Queryable,
  vehicleIds: readonly string[],
): Promise<VehicleSummary[]> => {
  const { rows } = await db.query<LiveRow>(`${SELECT} and v.id = any($1::uuid[])`, [vehicleIds]);
  return rows.map(toSummary);
};

/** The same for what a viewer sees, by licence plate, in pages. */
export const listLiveView = async (
  db: Queryable,
  scope: BranchScope,
  page: PageQuery,
): Promise<Page<VehicleSummary>> => {
  const { rows } = await db.query<LiveRow>(
    `${SELECT} and ($1::uuid is null or v.branch_id = $1)
       and ($2::text is null or v.license_plate > $2)
     order by v.license_plate limit $3`,
    [scope, ...keyAfter(page.cursor, "text"), page.limit + 1],
  );
  return toPage(rows.map(toSummary), page, ({ licensePlate }) => [licensePlate]);
};
