import type { Queryable } from "./pool.ts";

/** A stop to be written. */
export type StopVersion = {
  readonly id: string;
  readonly vehicleId: string;
  readonly kind: "parked" | "idling";
  readonly startMs: number;
  readonly endMs: number | null;
  readonly lat: number;
  readonly lon: number;
  readonly detectedAtMs: number;
};

/** Writes stops; a version equal to what is stored changes nothing and counts no revision. */
export const saveStops = async (db: Queryable, stops: readonly StopVersion[]): Promise<void> => {
  if (stops.length === 0) return;
  await db.query(
    `insert into stops as s (id, vehicle_id, kind, start_time, end_time, latitude, longitude, detected_at)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[],
       $6::float8[], $7::float8[], $8::timestamptz[])
     on conflict (id) do update set
       end_time = excluded.end_time, latitude = excluded.latitude, longitude = excluded.longitude,
       detected_at = excluded.detected_at, revision = s.revision + 1
     where (s.end_time, s.latitude, s.longitude, s.detected_at)
       is distinct from (excluded.end_time, excluded.latitude, excluded.longitude, excluded.detected_at)`,
    [
      stops.map((stop) => stop.id),
      stops.map((stop) => stop.vehicleId),
      stops.map((stop) => stop.kind),
      stops.map((stop) => new Date(stop.startMs)),
      stops.map((stop) => (stop.endMs === null ? null : new Date(stop.endMs))),
      stops.map((stop) => stop.lat),
      stops.map((stop) => stop.lon),
      stops.map((stop) => new Date(stop.detectedAtMs)),
    ],
  );
};
