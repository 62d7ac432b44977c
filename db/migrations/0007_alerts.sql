-- What was detected, what is told to people about it, and the bookings it is held against. Nothing
-- that a person entered or was told is deleted; only conclusions are withdrawn.

-- Everything detected of a vehicle besides its routes and stops. Like them a conclusion drawn from
-- the log: a late observation may revise or retract it.
create table detections (
  id uuid primary key,
  vehicle_id uuid not null references vehicles (id) on delete restrict,
  type varchar(40) not null,
  certainty varchar(20) not null check (certainty in ('confirmed', 'suspected')),
  start_time timestamptz not null,
  end_time timestamptz,
  -- event time of the observation that decided it; a rewind to before it takes it back
  detected_at timestamptz not null,
  latitude double precision,
  longitude double precision,
  evidence jsonb not null,
  -- when it will have lasted long enough to be an alert, unless it ends before
  alert_due_at timestamptz,
  revision integer not null default 1,
  check (end_time is null or end_time >= start_time),
  check ((latitude is null) = (longitude is null))
);
create index detections_vehicle_start_idx on detections (vehicle_id, start_time desc);
create index detections_vehicle_detected_idx on detections (vehicle_id, detected_at desc);
create index detections_type_start_idx on detections (type, start_time desc);
create index detections_start_time_idx on detections (start_time desc, id);
create index detections_alert_due_idx on detections (alert_due_at) where alert_due_at is not null;

-- Where the cars stand now, for whoever asks every few seconds.
create index stops_open_idx on stops (vehicle_id, start_time desc) where end_time is null;

-- Who rents which car when. Planned times; handed_out_at and returned_at are what happened.
create table bookings (
  id uuid primary key default gen_random_uuid(),
  vehicle_id uuid not null references vehicles (id) on delete restrict,
  customer_name varchar(100) not null,
  customer_contact varchar(200),
  status varchar(20) not null default 'BOOKED' check (status in ('BOOKED', 'OUT', 'RETURNED', 'VOID')),
  out_at timestamptz not null,
  -- as agreed, approved extensions included
  due_at timestamptz not null,
  return_branch_id uuid not null references branches (id) on delete restrict,
  handed_out_at timestamptz,
  returned_at timestamptz,
  -- where it came back, which need not be where it was due
  returned_branch_id uuid references branches (id) on delete restrict,
  void_reason varchar(500),
  created_by uuid references users (id) on delete restrict,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (due_at > out_at),
  check ((status in ('OUT', 'RETURNED')) <= (handed_out_at is not null)),
  check ((status = 'RETURNED') = (returned_at is not null)),
  check ((status = 'VOID') = (void_reason is not null)),
  check (returned_at >= handed_out_at),
  -- A car that came back early is free at once; one that came back late never took the time of the
  -- next booking, so that a return is always possible.
  constraint one_booking_at_a_time exclude using gist (
    vehicle_id with =,
    tstzrange(out_at, greatest(out_at, least(returned_at, due_at))) with &&
  ) where (status <> 'VOID')
);
create unique index one_booking_out_per_vehicle on bookings (vehicle_id) where status = 'OUT';
create index bookings_vehicle_out_idx on bookings (vehicle_id, out_at desc);
create index bookings_out_idx on bookings (out_at desc, id);
create index bookings_due_idx on bookings (due_at) where status = 'OUT';

-- Every wish to keep a car longer, and what became of it.
create table booking_extensions (
  id uuid primary key default gen_random_uuid(),
  booking_id uuid not null references bookings (id) on delete restrict,
  previous_due_at timestamptz not null,
  due_at timestamptz not null,
  status varchar(20) not null default 'PENDING' check (status in ('PENDING', 'APPROVED', 'DENIED')),
  note varchar(500),
  requested_by uuid references users (id) on delete restrict,
  requested_at timestamptz not null default now(),
  decided_by uuid references users (id) on delete restrict,
  decided_at timestamptz,
  decision_note varchar(500),
  check (due_at > previous_due_at),
  check ((status = 'PENDING') = (decided_at is null))
);
create index booking_extensions_booking_idx on booking_extensions (booking_id, requested_at);
create unique index one_pending_extension on booking_extensions (booking_id)
  where status = 'PENDING';

-- What a person is told. One open alert a cause: repeats raise its count.
create table alerts (
  -- derived from the cause and its generation, so that a replay tells of the same alert
  id uuid primary key,
  vehicle_id uuid not null references vehicles (id) on delete restrict,
  -- a type of detections, or 'overdue'
  type varchar(40) not null,
  -- tells causes of one vehicle and type apart, as a geofence's id
  cause varchar(100) not null,
  -- counts the alerts of one cause: the next begins once a person has closed the one before
  generation integer not null,
  severity varchar(20) not null check (severity in ('info', 'warning', 'critical')),
  status varchar(20) not null default 'open'
    check (status in ('open', 'acknowledged', 'assigned', 'snoozed', 'resolved')),
  -- what it goes back to when the snooze ends or what was retracted is said again
  status_before varchar(20),
  -- how far an overdue return has come: 'predicted', 'grace', '2h', '24h'
  level varchar(20),
  booking_id uuid references bookings (id) on delete restrict,
  count integer not null,
  first_detection_id uuid,
  last_detection_id uuid,
  started_at timestamptz not null,
  -- start of the latest occurrence
  last_at timestamptz not null,
  -- null while the cause lasts
  ended_at timestamptz,
  latitude double precision,
  longitude double precision,
  evidence jsonb not null,
  -- when people were first told; null while every occurrence was found too late to be news
  raised_at timestamptz,
  assignee_id uuid references users (id) on delete restrict,
  snoozed_until timestamptz,
  -- why it was closed: a person's word, or 'retracted', 'returned', 'extended', …
  resolution varchar(40),
  resolved_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  revision integer not null default 1,
  unique (vehicle_id, type, cause, generation),
  check ((status = 'resolved') = (resolution is not null)),
  check ((status = 'snoozed') = (snoozed_until is not null))
);
create index alerts_created_idx on alerts (created_at desc, id);
create index alerts_status_idx on alerts (status, created_at desc) where status <> 'resolved';
create index alerts_vehicle_idx on alerts (vehicle_id, created_at desc);
create index alerts_snoozed_idx on alerts (snoozed_until) where snoozed_until is not null;
create unique index one_overdue_alert_per_booking on alerts (booking_id) where type = 'overdue';

-- Which detections an alert tells of. The row outlives a retracted detection, so that the same one
-- said again goes back to its alert.
create table alert_detections (
  detection_id uuid primary key,
  alert_id uuid not null references alerts (id) on delete restrict,
  severity varchar(20) not null,
  -- false once retracted or revised into something that is no alert
  active boolean not null
);
create index alert_detections_alert_idx on alert_detections (alert_id);

-- Every step of an alert's life; rows are only ever added.
create table alert_history (
  id bigint generated always as identity primary key,
  alert_id uuid not null references alerts (id) on delete restrict,
  at timestamptz not null,
  -- null for the system
  user_id uuid references users (id) on delete restrict,
  action varchar(40) not null,
  note varchar(1000)
);
create index alert_history_alert_idx on alert_history (alert_id, id);

-- What is detected and told of whom: overrides of the built-in defaults, by scope. A change closes
-- the version in force and adds another, so that an observation is judged by what held at its time.
create table detection_rules (
  id uuid primary key default gen_random_uuid(),
  scope varchar(20) not null check (scope in ('fleet', 'group', 'vehicle')),
  vehicle_group varchar(100),
  vehicle_id uuid references vehicles (id) on delete restrict,
  type varchar(40) not null,
  -- null inherits, in every column of this block
  enabled boolean,
  alert boolean,
  severity varchar(20) check (severity in ('info', 'warning', 'critical')),
  options jsonb,
  cooldown_s integer check (cooldown_s >= 0),
  min_duration_s integer check (min_duration_s >= 0),
  schedule jsonb,
  valid_from timestamptz not null,
  valid_until timestamptz,
  created_by uuid references users (id) on delete restrict,
  check ((scope = 'group') = (vehicle_group is not null)),
  check ((scope = 'vehicle') = (vehicle_id is not null)),
  check (valid_until is null or valid_until >= valid_from)
);
create unique index one_rule_in_force on detection_rules
  (scope, coalesce(vehicle_group, ''), coalesce(vehicle_id::text, ''), type) where valid_until is null;

-- Places that matter. An edit closes the version in force and adds another under the same id.
create table geofences (
  id uuid not null default gen_random_uuid(),
  version integer not null default 1,
  name varchar(100) not null,
  -- the GeofenceArea of contracts/geofence.ts: kind, GeoJSON geometry, radius or width
  area jsonb not null,
  purpose varchar(20) not null,
  speed_limit_kmh double precision check (speed_limit_kmh > 0),
  -- null: of the whole fleet
  branch_id uuid references branches (id) on delete restrict,
  -- null: for every vehicle
  vehicle_group varchar(100),
  valid_from timestamptz not null,
  valid_until timestamptz,
  created_by uuid references users (id) on delete restrict,
  primary key (id, version),
  check (valid_until is null or valid_until >= valid_from)
);
create unique index one_geofence_version_in_force on geofences (id) where valid_until is null;
