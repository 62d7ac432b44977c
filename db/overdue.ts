import type { AlertStatus, OverdueLevel } from "../contracts/alert.ts";
import type { BookingStatus } from "../contracts/booking.ts";
import type { Evidence, Severity } from "../contracts/detection/detection.ts";
import { GeofenceArea } from "../contracts/geofence.ts";
import { toDate } from "./instant.ts";
import type { Queryable } from "./pool.ts";

type Place = { readonly lat: number; readonly lon: number };

/** A booking that may be overdue or was, with its car and its alert, as the tables have them. */
export type OverdueCandidate = {
  readonly bookingId: string;
  readonly vehicleId: string;
  readonly status: BookingStatus;
  readonly dueMs: number;
  readonly returnBranchId: string;
  readonly position: Place | null;
  readonly positionMs: number | null;
  readonly accuracyM: number | null;
  readonly seenMs: number | null;
  readonly ignition: boolean | null;
  readonly parked: {
    readonly sinceMs: number;
    readonly at: Place;
    /** What a fix of that very moment says; null without one. */
    readonly speedKmh: number | null;
  } | null;
  /** How far its routes went that ended after the hand-out, or have not ended, km. */
  readonly drivenKm: number;
  /** The next booking of the same car, which may have to wait. */
  readonly next: { readonly bookingId: string; readonly outMs: number } | null;
  readonly alert: {
    readonly id: string;
    readonly level: OverdueLevel;
    readonly severity: Severity;
    readonly status: AlertStatus;
    readonly statusBefore: AlertStatus | null;
    readonly resolution: string | null;
    readonly resolvedMs: number | null;
    readonly dueMs: number;
    /** What it tells, and when that was last changed. */
    readonly at: Place | null;
    readonly evidence: Evidence;
    readonly updatedMs: number;
  } | null;
};

type Row = {
  booking_id: string;
  vehicle_id: string;
  status: BookingStatus;
  due_at: Date;
  return_branch_id: string;
  live: {
    ts?: string | null;
    positionTs?: string | null;
    lat?: number | null;
    lon?: number | null;
    accuracyM?: number | null;
    ignition?: boolean | null;
  } | null;
  parked_since: Date | null;
  parked_lat: number | null;
  parked_lon: number | null;
  parked_speed: number | null;
  driven_km: number | null;
  next_id: string | null;
  next_out_at: Date | null;
  alert_id: string | null;
  level: OverdueLevel | null;
  severity: Severity | null;
  alert_status: AlertStatus | null;
  status_before: AlertStatus | null;
  resolution: string | null;
  resolved_at: Date | null;
  alert_due_at: Date | null;
  alert_lat: number | null;
  alert_lon: number | null;
  evidence: Evidence | null;
  updated_at: Date | null;
};

const place = (lat: number | null | undefined, lon: number | null | undefined): Place | null =>
  typeof lat === "number" && typeof lon === "number" ? { lat, lon } : null;

const time = (iso: string | null | undefined): number | null =>
  typeof iso === "string" ? Date.parse(iso) : null;

const alertOf = (row: Row): OverdueCandidate["alert"] =>
  row.alert_id && row.level && row.severity && row.alert_status && row.alert_due_at
    ? {
        id: row.alert_id,
        level: row.level,
        severity: row.severity,
        status: row.alert_status,
        statusBefore: row.status_before,
        resolution: row.resolution,
        resolvedMs: row.resolved_at?.getTime() ?? null,
        dueMs: row.alert_due_at.getTime(),
        at: place(row.alert_lat, row.alert_lon),
        evidence: row.evidence ?? {},
        updatedMs: row.updated_at?.getTime() ?? 0,
      }
    : null;

const fromRow = (row: Row): OverdueCandidate => {
  const at = place(row.parked_lat, row.parked_lon);
  return {
    bookingId: row.booking_id,
    vehicleId: row.vehicle_id,
    status: row.status,
    dueMs: row.due_at.getTime(),
    returnBranchId: row.return_branch_id,
    position: place(row.live?.lat, row.live?.lon),
    positionMs: time(row.live?.positionTs),
    accuracyM: row.live?.accuracyM ?? null,
    seenMs: time(row.live?.ts),
    ignition: row.live?.ignition ?? null,
    parked:
      row.parked_since && at
        ? { sinceMs: row.parked_since.getTime(), at, speedKmh: row.parked_speed }
        : null,
    drivenKm: row.driven_km ?? 0,
    next:
      row.next_id && row.next_out_at
        ? { bookingId: row.next_id, outMs: row.next_out_at.getTime() }
        : null,
    alert: alertOf(row),
  };
};

/**
 * Bookings that are out and due before a time, and those whose overdue alert is open; only those
 * named, if any are.
 */
export const loadOverdueCandidates = async (
  db: Queryable,
  dueBefore: Date,
  bookingIds: readonly string[] | null,
): Promise<OverdueCandidate[]> => {
  const { rows } = await db.query<Row>(
    `select b.id as booking_id, b.vehicle_id, b.status, b.due_at, b.return_branch_id, s.live,
       p.start_time as parked_since, p.latitude as parked_lat, p.longitude as parked_lon,
       f.speed as parked_speed, d.driven_km, n.id as next_id, n.out_at as next_out_at,
       a.id as alert_id, a.level, a.severity,
       a.status as alert_status, a.status_before, a.resolution, a.resolved_at,
       a.started_at as alert_due_at, a.latitude as alert_lat, a.longitude as alert_lon,
       a.evidence, a.updated_at
     from bookings b
     left join alerts a on a.booking_id = b.id and a.type = 'overdue'
     left join vehicle_states s on s.vehicle_id = b.vehicle_id
     left join lateral (
       select start_time, latitude, longitude from stops
       where vehicle_id = b.vehicle_id and kind = 'parked' and end_time is null
       order by start_time desc limit 1) p on true
     left join lateral (
       select max(speed) as speed from gps_locations
       where vehicle_id = b.vehicle_id and "timestamp" = p.start_time
         and latitude is not null) f on true
     left join lateral (
       select sum(distance_km) as driven_km from routes -- of which none lasts a day
       where vehicle_id = b.vehicle_id and start_time > b.handed_out_at - interval '1 day'
         and coalesce(end_time, 'infinity') > b.handed_out_at) d on true
     left join lateral (
       select id, out_at from bookings
       where vehicle_id = b.vehicle_id and status = 'BOOKED' and id <> b.id
       order by out_at limit 1) n on true
     where b.id in (
         select id from bookings where status = 'OUT' and due_at <= $1
         union all
         select booking_id from alerts where type = 'overdue' and status <> 'resolved')
       and ($2::uuid[] is null or b.id = any($2))
     order by b.id`,
    [dueBefore, bookingIds],
  );
  return rows.map(fromRow);
};

/**
 * Keeps others from changing bookings and their overdue alerts until the transaction ends. Not their keys,
 * which what a person does to such an alert refers to.
 */
export const lockOverdue = async (db: Queryable, bookingIds: readonly string[]): Promise<void> => {
  await db.query("select from bookings where id = any($1::uuid[]) order by id for no key update", [
    bookingIds,
  ]);
  await db.query(
    `select from alerts where booking_id = any($1::uuid[]) and type = 'overdue'
     order by id for no key update`,
    [bookingIds],
  );
};

/** An area that cars are returned to. */
export type ReturnArea = { readonly branchId: string; readonly area: GeofenceArea };

/**
 * The yards and depots of every branch at a time; one of the whole fleet is every branch's. A branch
 * without any has a circle around its position, of the given radius.
 */
export const loadReturnAreas = async (
  db: Queryable,
  at: Date,
  fallbackRadiusM: number,
): Promise<ReturnArea[]> => {
  const { rows } = await db.query<{ branchId: string; area: unknown }>(
    `with drawn as (
       select coalesce(g.branch_id, b.id) as branch_id, g.area
       from geofences g left join branches b on g.branch_id is null
       where g.purpose in ('yard', 'depot') and g.valid_from <= $1
         and (g.valid_until is null or g.valid_until > $1)
     )
     select branch_id as "branchId", area from drawn
     union all
     select b.id, jsonb_build_object('kind', 'circle', 'radiusM', $2::float8, 'geometry',
       jsonb_build_object('type', 'Point', 'coordinates',
         jsonb_build_array(b.longitude, b.latitude)))
     from branches b
     where b.latitude is not null and b.longitude is not null
       and not exists (select from drawn d where d.branch_id = b.id)`,
    [at, fallbackRadiusM],
  );
  return rows.map(({ branchId, area }) => ({ branchId, area: GeofenceArea.parse(area) }));
};

/** An overdue alert at a level. */
export type OverdueVersion = {
  readonly id: string;
  readonly vehicleId: string;
  readonly bookingId: string;
  readonly level: OverdueLevel;
  readonly severity: Severity;
  readonly status: AlertStatus;
  readonly dueMs: number;
  readonly at: Place | null;
  readonly evidence: Evidence;
};

/** Adds the overdue alert of a booking, or brings it to another level and opens it. */
export const saveOverdueAlert = async (
  db: Queryable,
  alert: OverdueVersion,
  now: Date,
): Promise<void> => {
  await db.query(
    `insert into alerts as a (id, vehicle_id, type, cause, generation, severity, status, level,
       booking_id, count, started_at, last_at, latitude, longitude, evidence, raised_at, created_at,
       updated_at)
     values ($1, $2, 'overdue', $3::text, 1, $4, $5, $6, $3::uuid, 1, $7, $11, $8, $9, $10, $11,
       $11, $11)
     on conflict (id) do update set
       severity = excluded.severity, status = excluded.status, level = excluded.level,
       started_at = excluded.started_at, last_at = excluded.last_at, ended_at = null,
       latitude = excluded.latitude, longitude = excluded.longitude,
       evidence = excluded.evidence, status_before = null, snoozed_until = null,
       resolution = null, resolved_at = null, updated_at = excluded.updated_at,
       revision = a.revision + 1`,
    [
      alert.id,
      alert.vehicleId,
      alert.bookingId,
      alert.severity,
      alert.status,
      alert.level,
      toDate(alert.dueMs),
      alert.at?.lat ?? null,
      alert.at?.lon ?? null,
      JSON.stringify(alert.evidence),
      now,
    ],
  );
};

/** What an overdue alert tells of its car. */
export type OverdueAccount = Pick<OverdueVersion, "at" | "evidence">;

/** Brings what an alert tells of its car up to date; how it stands stays. */
export const refreshOverdueAlert = async (
  db: Queryable,
  id: string,
  { at, evidence }: OverdueAccount,
  now: Date,
): Promise<void> => {
  await db.query(
    `update alerts set latitude = $2, longitude = $3, evidence = $4, updated_at = $5,
       revision = revision + 1
     where id = $1`,
    [id, at?.lat ?? null, at?.lon ?? null, JSON.stringify(evidence), now],
  );
};

/** Notes when the cause of an alert ended. */
export const endAlertCause = async (db: Queryable, id: string, at: Date): Promise<void> => {
  await db.query("update alerts set ended_at = greatest(started_at, $2) where id = $1", [id, at]);
};
