import type { Queryable } from "./pool.ts";

/** Where and in what money a vehicle is booked. */
export type BookTerms = {
  readonly tankLitres: number | null;
  readonly timeZone: string;
  /** The money of the books from a local day on, oldest first; the first holds before it, too. */
  readonly currencies: readonly { readonly sinceDay: string; readonly currency: string }[];
};

export const loadBookTerms = async (
  db: Queryable,
  vehicleId: string,
): Promise<BookTerms | undefined> => {
  const { rows } = await db.query<BookTerms>(
    `select v.tank_litres as "tankLitres", b.time_zone as "timeZone",
       (select json_agg(json_build_object('currency', s.currency, 'sinceDay',
           to_char(greatest(s.valid_from, '0001-01-02') at time zone b.time_zone, 'YYYY-MM-DD'))
           order by s.valid_from)
         from vehicle_settings s where s.vehicle_id = v.id) as currencies
     from vehicles v join branches b on b.id = v.branch_id where v.id = $1`,
    [vehicleId],
  );
  return rows[0];
};

/** Instants between which things are loaded. */
export type Span = { readonly from: Date; readonly to: Date };

/**
 * The days as instants of a time zone, widened to the settled levels around them, so that no stretch
 * that reaches over the edge is taken for one that ends there.
 */
export const loadSpan = async (
  db: Queryable,
  vehicleId: string,
  timeZone: string,
  firstDay: string,
  lastDay: string,
): Promise<Span> => {
  const { rows } = await db.query<Span>(
    `with days as (
       select $3::date::timestamp at time zone $2 as from_at,
         ($4::date + 1)::timestamp at time zone $2 as to_at
     )
     select coalesce((select max(at) from fuel_levels where vehicle_id = $1 and at < from_at),
         from_at) as from,
       coalesce((select min(at) from fuel_levels where vehicle_id = $1 and at > to_at), to_at) as to
     from days`,
    [vehicleId, timeZone, firstDay, lastDay],
  );
  const [span] = rows;
  if (!span) throw new Error("a statement without a table answered nothing");
  return span;
};

/** Local calendar day of a time, as text. */
const day = (column: string): string => `to_char(${column} at time zone $2, 'YYYY-MM-DD') as day`;

export type RouteEntry = {
  readonly start: Date;
  readonly day: string;
  readonly distanceKm: number;
  readonly idlingS: number;
  readonly driverId: string | null;
};

export const loadRouteEntries = async (
  db: Queryable,
  vehicleId: string,
  timeZone: string,
  { from, to }: Span,
): Promise<RouteEntry[]> => {
  const { rows } = await db.query<RouteEntry>(
    `select start_time as start, ${day("start_time")}, distance_km as "distanceKm",
       idling_s as "idlingS", driver_id as "driverId"
     from routes where vehicle_id = $1 and status = 'COMPLETED'
       and start_time >= $3 and start_time < $4
     order by start_time, id`,
    [vehicleId, timeZone, from, to],
  );
  return rows;
};

export type LevelEntry = {
  readonly at: Date;
  readonly deviceId: string;
  readonly pct: number | null;
  readonly litres: number | null;
};

export const loadLevelEntries = async (
  db: Queryable,
  vehicleId: string,
  { from, to }: Span,
): Promise<LevelEntry[]> => {
  const { rows } = await db.query<LevelEntry>(
    `select at, device_id as "deviceId", fuel_pct as pct, fuel_litres as litres
     from fuel_levels where vehicle_id = $1 and at between $2 and $3 order by at`,
    [vehicleId, from, to],
  );
  return rows;
};

export type ChangeEntry = {
  readonly type: "refuel" | "drain";
  readonly at: Date;
  readonly day: string;
  /** As detected; null where the size of the tank was not known. */
  readonly litres: number | null;
  readonly uncertaintyLitres: number | null;
  readonly pct: number | null;
  readonly uncertaintyPct: number | null;
  /** As on the receipt of the record that it is matched with. */
  readonly receiptLitres: number | null;
};

/** Confirmed refuels and drains, with what the matched record says. */
export const loadChangeEntries = async (
  db: Queryable,
  vehicleId: string,
  timeZone: string,
  { from, to }: Span,
): Promise<ChangeEntry[]> => {
  const { rows } = await db.query<ChangeEntry>(
    `select d.type, d.start_time as at, ${day("d.start_time")},
       (d.evidence ->> 'litres')::float8 as litres,
       (d.evidence ->> 'uncertaintyLitres')::float8 as "uncertaintyLitres",
       (d.evidence ->> 'pct')::float8 as pct,
       (d.evidence ->> 'uncertaintyPct')::float8 as "uncertaintyPct",
       r.fuel_amount_liters as "receiptLitres"
     from detections d
     left join fuel_matches($1, $3, $4) m on m.detection_id = d.id
     left join fuel_records r on r.id = m.record_id
     where d.vehicle_id = $1 and d.type in ('refuel', 'drain') and d.certainty = 'confirmed'
       and d.start_time between $3 and $4
     order by d.start_time, d.id`,
    [vehicleId, timeZone, from, to],
  );
  return rows;
};

export type RecordEntry = {
  readonly at: Date;
  readonly day: string;
  readonly driverId: string | null;
  readonly litres: number;
  readonly costMinor: number;
  readonly currency: string;
  readonly isRefuel: boolean;
  readonly fullTank: boolean;
  readonly isMatched: boolean;
};

/** Records in force. */
export const loadRecordEntries = async (
  db: Queryable,
  vehicleId: string,
  timeZone: string,
  { from, to }: Span,
): Promise<RecordEntry[]> => {
  const { rows } = await db.query<RecordEntry>(
    `select r.refuel_date as at, ${day("r.refuel_date")}, r.driver_id as "driverId",
       r.fuel_amount_liters as litres,
       r.fuel_cost_minor as "costMinor", r.currency,
       r.record_type = 'REFUEL' as "isRefuel", r.full_tank as "fullTank",
       m.record_id is not null as "isMatched"
     from fuel_records r left join fuel_matches($1, $3, $4) m on m.record_id = r.id
     where r.vehicle_id = $1 and r.status = 'ACTIVE'
       and r.refuel_date between $3 and $4
     order by r.refuel_date, r.id`,
    [vehicleId, timeZone, from, to],
  );
  return rows;
};
