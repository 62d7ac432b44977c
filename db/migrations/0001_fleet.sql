-- Who and what: branches, people, vehicles, drivers, trackers. Nothing here is ever deleted, so
-- every foreign key restricts; a thing that has left is INACTIVE.
create extension if not exists timescaledb;
create extension if not exists btree_gist;

create table branches (
  id uuid primary key default gen_random_uuid(),
  name varchar(100) not null unique,
  time_zone varchar(64) not null,
  -- ISO 4217; money is integer minor units of it
  currency char(3) not null,
  latitude double precision,
  longitude double precision,
  status varchar(20) not null default 'ACTIVE' check (status in ('ACTIVE', 'INACTIVE')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table users (
  id uuid primary key default gen_random_uuid(),
  email varchar(254) not null,
  name varchar(100) not null,
  password_hash text not null,
  role varchar(20) not null check (role in ('OWNER', 'MANAGER', 'DESK', 'FIELD', 'DISPATCHER')),
  -- an owner belongs to no branch and sees all of them
  branch_id uuid references branches (id) on delete restrict,
  totp_secret bytea,
  -- the last TOTP step used, so that a code cannot be used twice
  totp_last_step bigint,
  status varchar(20) not null default 'ACTIVE' check (status in ('ACTIVE', 'INACTIVE')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint branch_unless_owner check ((role = 'OWNER') = (branch_id is null))
);
create unique index users_email_key on users (lower(email));

-- Opaque tokens, stored hashed: a stolen backup opens no session.
create table sessions (
  id uuid primary key default gen_random_uuid(),
  token_sha256 bytea not null unique,
  user_id uuid not null references users (id) on delete restrict,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  ip inet,
  user_agent varchar(400)
);
create index sessions_user_id_idx on sessions (user_id);

create table vehicles (
  id uuid primary key default gen_random_uuid(),
  license_plate varchar(50) not null unique,
  model varchar(100) not null,
  vehicle_type varchar(50) not null,
  status varchar(20) not null default 'ACTIVE' check (status in ('ACTIVE', 'INACTIVE')),
  tank_litres numeric(6, 1) check (tank_litres > 0),
  fuel_type varchar(50),
  vehicle_group varchar(100),
  branch_id uuid not null references branches (id) on delete restrict,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index vehicles_status_idx on vehicles (status);
create index vehicles_branch_id_idx on vehicles (branch_id);

create table drivers (
  id uuid primary key default gen_random_uuid(),
  name varchar(100) not null,
  license_number varchar(50) not null unique,
  phone varchar(20),
  email varchar(100),
  status varchar(20) not null default 'ACTIVE' check (status in ('ACTIVE', 'INACTIVE')),
  branch_id uuid references branches (id) on delete restrict,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index drivers_status_idx on drivers (status);

create table vehicle_driver_assignments (
  id uuid primary key default gen_random_uuid(),
  vehicle_id uuid not null references vehicles (id) on delete restrict,
  driver_id uuid not null references drivers (id) on delete restrict,
  assigned_at timestamptz not null default now(),
  unassigned_at timestamptz,
  is_active boolean not null generated always as (unassigned_at is null) stored,
  check (unassigned_at is null or unassigned_at > assigned_at),
  -- at no instant has a vehicle two drivers or a driver two vehicles, past instants included
  constraint one_driver_at_a_time exclude using gist
    (vehicle_id with =, tstzrange(assigned_at, unassigned_at) with &&),
  constraint one_vehicle_at_a_time exclude using gist
    (driver_id with =, tstzrange(assigned_at, unassigned_at) with &&)
);
create index assignments_vehicle_idx on vehicle_driver_assignments (vehicle_id, is_active);
create index assignments_driver_idx on vehicle_driver_assignments (driver_id, is_active);
create unique index one_active_driver_per_vehicle on vehicle_driver_assignments (vehicle_id)
  where is_active;
create unique index one_active_vehicle_per_driver on vehicle_driver_assignments (driver_id)
  where is_active;

create table devices (
  -- an MQTT topic level and user name, hence text and no slash
  id varchar(64) primary key check (id ~ '^[A-Za-z0-9_-]{3,64}$'),
  kind varchar(20) not null
    check (kind in ('native', 'owntracks', 'teltonika', 'osmand', 'traccar')),
  -- IMEI, <user>/<device>, or the id a phone client sends
  external_id varchar(128),
  -- SHA-256 of a 256-bit random secret: nothing to guess, so no slow hash
  secret_sha256 bytea not null,
  status varchar(20) not null default 'ACTIVE' check (status in ('ACTIVE', 'INACTIVE')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index devices_external_id_key on devices (kind, external_id)
  where external_id is not null;

-- Which tracker sat in which car when. An observation belongs to the car at its event time.
create table device_mountings (
  id uuid primary key default gen_random_uuid(),
  device_id varchar(64) not null references devices (id) on delete restrict,
  vehicle_id uuid not null references vehicles (id) on delete restrict,
  mounted_at timestamptz not null,
  unmounted_at timestamptz,
  check (unmounted_at is null or unmounted_at > mounted_at),
  constraint one_car_at_a_time exclude using gist
    (device_id with =, tstzrange(mounted_at, unmounted_at) with &&)
);
create index device_mountings_vehicle_idx on device_mountings (vehicle_id, mounted_at);

-- MQTT session state as ingest sees it. A row names its ingest process, which clears its own rows
-- when it starts again: a crash cannot leave a device connected for ever.
create table device_connections (
  device_id varchar(64) primary key references devices (id) on delete restrict,
  ingest_id varchar(100) not null,
  connected boolean not null,
  sessions integer not null check (sessions >= 0),
  changed_at timestamptz not null,
  -- why the last session ended: 'closed', 'error', 'revoked', or 'crash' of the ingest process
  reason varchar(20)
);
