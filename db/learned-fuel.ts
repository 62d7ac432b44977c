import type { BranchScope } from "./branches.ts";
import type { Queryable } from "./pool.ts";

/** What the detectors' memory says of a vehicle's consumption; checked by its reader. */
export type StoredFuelState = {
  readonly fuel: unknown;
  readonly tankLitres: number | null;
  readonly foldedAt: Date | null;
};

/** Undefined when the viewer sees no such vehicle; `fuel` is null until something was heard of it. */
export const loadFuelState = async (
  db: Queryable,
  scope: BranchScope,
  vehicleId: string,
): Promise<StoredFuelState | undefined> => {
  const { rows } = await db.query<StoredFuelState>(
    `select s.state -> 'detectors' -> 'fuel' as fuel, v.tank_litres as "tankLitres",
       s.folded_at as "foldedAt"
     from vehicles v left join vehicle_states s on s.vehicle_id = v.id
     where v.id = $1 and ($2::uuid is null or v.branch_id = $2)`,
    [vehicleId, scope],
  );
  return rows[0];
};

/** What was known of a vehicle's fuel from an event time on, until the next version. */
export type LearnedFuelVersion = {
  /** Derived from vehicle and time, so that a replay says the same again. */
  readonly id: string;
  readonly vehicleId: string;
  /** Negative infinity for what older releases had learned. */
  readonly detectedAtMs: number;
  /** Smallest difference that the gauge has shown, % of tank; null before any. */
  readonly stepPct: number | null;
  /** Median of quiet differences between two places, % of tank. */
  readonly noisePct: number;
  /** What the device takes for 100 %, l; null where it says nothing of it. */
  readonly tankLitres: number | null;
  /** What an hour of idling takes, % of tank; null before it was learned. */
  readonly perIdleHourPct: number | null;
};

/** Writes versions; the same id again replaces what was said before. */
export const saveLearnedFuel = async (
  db: Queryable,
  versions: readonly LearnedFuelVersion[],
): Promise<void> => {
  if (versions.length === 0) return;
  await db.query(
    `insert into learned_fuel (id, vehicle_id, detected_at, step_pct, noise_pct, tank_litres,
       per_idle_hour_pct)
     select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::float8[], $5::float8[],
       $6::float8[], $7::float8[])
     on conflict (id) do update set step_pct = excluded.step_pct, noise_pct = excluded.noise_pct,
       tank_litres = excluded.tank_litres, per_idle_hour_pct = excluded.per_idle_hour_pct`,
    [
      versions.map((version) => version.id),
      versions.map((version) => version.vehicleId),
      versions.map((version) => new Date(version.detectedAtMs)),
      versions.map((version) => version.stepPct),
      versions.map((version) => version.noisePct),
      versions.map((version) => version.tankLitres),
      versions.map((version) => version.perIdleHourPct),
    ],
  );
};

/** What was known of vehicles at any time of a stretch, oldest first for each. */
export const loadLearnedFuel = async (
  db: Queryable,
  vehicleIds: readonly string[],
  from: Date,
  to: Date,
): Promise<LearnedFuelVersion[]> => {
  const { rows } = await db.query<LearnedFuelVersion>(
    `select l.id, l.vehicle_id as "vehicleId",
       extract(epoch from l.detected_at)::float8 * 1000 as "detectedAtMs", l.step_pct as "stepPct",
       l.noise_pct as "noisePct", l.tank_litres as "tankLitres",
       l.per_idle_hour_pct as "perIdleHourPct"
     from unnest($1::uuid[]) v (id) cross join lateral (
       select coalesce(max(b.detected_at), '-infinity') as since from learned_fuel b
       where b.vehicle_id = v.id and b.detected_at <= $2
     ) b join learned_fuel l on l.vehicle_id = v.id and l.detected_at between b.since and $3
     order by l.vehicle_id, l.detected_at`,
    [vehicleIds, from, to],
  );
  return rows;
};
