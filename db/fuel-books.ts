import type { Stretch } from "./fuel-levels.ts";
import type { Queryable } from "./pool.ts";

/** What has changed of a vehicle since it was booked. */
export type BookWork = {
  /** Marks that this work deals with. */
  readonly markIds: readonly number[];
  /** Stretches whose levels and figures are to be drawn anew; none for marks of the whole vehicle. */
  readonly stretches: readonly Stretch[];
  /** Everything is to be figured anew: tank, currency or midnights are others. */
  readonly isWhole: boolean;
  /** What levels will be drawn from, once this is done. */
  readonly foldedAt: Date | null;
};

/**
 * Vehicles with something to book, at most `limit`. New observations alone, which at most add to the
 * level of a stand, count once the vehicle has not been booked for `lookAgainS` seconds.
 */
export const loadUnbooked = async (
  db: Queryable,
  lookAgainS: number,
  limit: number,
): Promise<string[]> => {
  const { rows } = await db.query<{ vehicle_id: string }>(
    `select vehicle_id from fuel_book_marks
     union
     select s.vehicle_id from vehicle_states s left join fuel_books b using (vehicle_id)
     where s.folded_at is not null and (b.folded_at is null
       or (s.folded_at > b.folded_at and b.booked_at < now() - $2 * interval '1 second'))
     limit $1`,
    [limit, lookAgainS],
  );
  return rows.map((row) => row.vehicle_id);
};

/** A stretch of a vehicle's log that something was added to. */
export type LateStretch = {
  readonly vehicleId: string;
  readonly fromMs: number;
  readonly untilMs: number;
};

/**
 * Notes that levels may be others: late observations were folded in with what brought them. Those that a
 * rewind folds in leave their mark by a trigger.
 */
export const markLateStretches = async (
  db: Queryable,
  stretches: readonly LateStretch[],
): Promise<void> => {
  if (stretches.length === 0) return;
  await db.query(
    `insert into fuel_book_marks (vehicle_id, from_at, to_at)
     select * from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[])`,
    [
      stretches.map(({ vehicleId }) => vehicleId),
      stretches.map(({ fromMs }) => new Date(fromMs)),
      stretches.map(({ untilMs }) => new Date(untilMs)),
    ],
  );
};

/** Opens the books of a vehicle: until the transaction ends nobody else writes them. */
export const lockBooks = async (db: Queryable, vehicleId: string): Promise<void> => {
  await db.query(
    `insert into fuel_books (vehicle_id, booked_at) values ($1, '-infinity')
     on conflict (vehicle_id) do nothing`,
    [vehicleId],
  );
  await db.query("select from fuel_books where vehicle_id = $1 for update", [vehicleId]);
};

/** What is to be done under the lock. */
export const loadBookWork = async (db: Queryable, vehicleId: string): Promise<BookWork> => {
  const { rows: marks } = await db.query<{
    id: number;
    whole: boolean;
    from: Date | null;
    to: Date | null;
  }>(
    `select id, from_at = '-infinity' as whole, nullif(from_at, '-infinity') as from,
       nullif(to_at, 'infinity') as to
     from fuel_book_marks where vehicle_id = $1 order by from_at`,
    [vehicleId],
  );
  const { rows: folds } = await db.query<{ from: Date | null; to: Date }>(
    `select b.folded_at as from, s.folded_at as to
     from vehicle_states s join fuel_books b using (vehicle_id)
     where s.vehicle_id = $1 and s.folded_at > coalesce(b.folded_at, '-infinity')`,
    [vehicleId],
  );
  return {
    markIds: marks.map(({ id }) => id),
    stretches: [...marks.filter(({ whole }) => !whole), ...folds],
    isWhole: marks.some(({ whole }) => whole),
    foldedAt: folds[0]?.to ?? null,
  };
};

/** Notes that the work is done, in the transaction that did it. */
export const closeBooks = async (
  db: Queryable,
  vehicleId: string,
  { markIds, foldedAt }: BookWork,
): Promise<void> => {
  await db.query("delete from fuel_book_marks where id = any($1::bigint[])", [markIds]);
  await db.query(
    `update fuel_books set folded_at = coalesce($2, folded_at), booked_at = now()
     where vehicle_id = $1`,
    [vehicleId, foldedAt],
  );
};

/**
 * The calendar years, in the branch's time zone, whose figures a stretch may change: those from the
 * settled level before the route before it to the settled level after the route after it.
 */
export const loadYearsAround = async (
  db: Queryable,
  vehicleId: string,
  { from, to }: Stretch,
): Promise<number[]> => {
  const { rows } = await db.query<{ first: number; last: number }>(
    `with stretch as (
       select least(
           (select min(start_time) from routes where vehicle_id = $1),
           (select min(refuel_date) from fuel_records where vehicle_id = $1),
           (select min(at) from fuel_levels where vehicle_id = $1),
           (select min(start_time) from detections where vehicle_id = $1 and type = 'drain'))
           as oldest,
         greatest(
           (select max(start_time) from routes where vehicle_id = $1),
           (select max(refuel_date) from fuel_records where vehicle_id = $1),
           (select max(at) from fuel_levels where vehicle_id = $1),
           (select max(start_time) from detections where vehicle_id = $1 and type = 'drain'))
           as latest
     ), refuels_around as (
       -- those whose record may be another one now, and what is filled with it
       select least($2, min(start_time)) as from_at, greatest($3, max(end_time)) as to_at
       from detections where vehicle_id = $1 and type = 'refuel'
         and start_time <= $3::timestamptz + interval '12 hours'
         and coalesce(end_time, start_time) >= $2::timestamptz - interval '12 hours'
     ), routes_around as (
       select coalesce((select max(start_time) from routes where vehicle_id = $1
           and status = 'COMPLETED' and start_time < r.from_at), r.from_at, oldest) as from_at,
         coalesce((select min(start_time) from routes where vehicle_id = $1
           and status = 'COMPLETED' and start_time > r.to_at), r.to_at, latest) as to_at
       from stretch, refuels_around r
     ), levels_around as (
       select coalesce((select max(at) from fuel_levels where vehicle_id = $1 and at < from_at),
           from_at) as from_at,
         coalesce((select min(at) from fuel_levels where vehicle_id = $1 and at > to_at), to_at)
           as to_at
       from routes_around
     )
     select extract(year from from_at at time zone b.time_zone)::int as first,
       extract(year from to_at at time zone b.time_zone)::int as last
     from levels_around, vehicles v join branches b on b.id = v.branch_id
     where v.id = $1 and from_at is not null and to_at is not null`,
    [vehicleId, from, to],
  );
  const { first, last } = rows[0] ?? { first: 1, last: 0 };
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
};
