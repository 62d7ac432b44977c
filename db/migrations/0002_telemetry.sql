-- What the cars said and what it means.

-- The log of what was accepted: one row an observation, fix or not. The key is derived from device,
-- time and payload, so a duplicate is the same row. Measurements are double precision, not the
-- decimal(10,8) of the source document: a replay must read exactly what the live fold saw.
create table gps_locations (
  vehicle_id uuid not null,
  "timestamp" timestamptz not null,
  id uuid not null,
  device_id varchar(64) not null,
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  -- km/h
  speed double precision check (speed >= 0),
  -- degrees from north
  direction double precision check (direction between 0 and 360),
  altitude_m double precision,
  accuracy_m double precision,
  hdop double precision,
  satellites smallint,
  ignition boolean,
  odometer_km double precision,
  engine_hours double precision,
  fuel_pct double precision,
  fuel_litres double precision,
  rpm double precision,
  external_v double precision,
  battery_pct double precision,
  event varchar(64),
  attributes jsonb,
  created_at timestamptz not null default now(),
  primary key (vehicle_id, "timestamp", id),
  check ((latitude is null) = (longitude is null))
);
select create_hypertable('gps_locations', 'timestamp',
  chunk_time_interval => interval '7 days', create_default_indexes => false);
create index gps_locations_timestamp_idx on gps_locations ("timestamp" desc);

-- A detected trip. start_location_id and end_location_id point into gps_locations; TimescaleDB has
-- no foreign key to a hypertable by id alone.
create table routes (
  id uuid primary key,
  vehicle_id uuid not null references vehicles (id) on delete restrict,
  driver_id uuid references drivers (id) on delete restrict,
  start_location_id uuid not null,
  end_location_id uuid,
  start_time timestamptz not null,
  end_time timestamptz,
  start_latitude double precision not null,
  start_longitude double precision not null,
  end_latitude double precision,
  end_longitude double precision,
  distance_km double precision not null check (distance_km >= 0),
  blind_km double precision not null default 0 check (blind_km >= 0),
  max_speed_kmh double precision,
  moving_s double precision not null default 0,
  idling_s double precision not null default 0,
  status varchar(20) not null default 'IN_PROGRESS' check (status in ('IN_PROGRESS', 'COMPLETED')),
  -- event time of the observation that gave the route away; a rewind to before it takes it back
  detected_at timestamptz not null,
  revision integer not null default 1,
  check ((status = 'COMPLETED') = (end_time is not null)),
  check (end_time is null or end_time >= start_time)
);
create index routes_vehicle_status_idx on routes (vehicle_id, status);
create index routes_vehicle_start_idx on routes (vehicle_id, start_time desc);
create index routes_vehicle_detected_idx on routes (vehicle_id, detected_at desc);
create index routes_start_time_idx on routes (start_time desc, id);

create table stops (
  id uuid primary key,
  vehicle_id uuid not null references vehicles (id) on delete restrict,
  kind varchar(20) not null check (kind in ('parked', 'idling')),
  start_time timestamptz not null,
  end_time timestamptz,
  latitude double precision not null,
  longitude double precision not null,
  detected_at timestamptz not null,
  revision integer not null default 1,
  check (end_time is null or end_time >= start_time)
);
create index stops_vehicle_start_idx on stops (vehicle_id, start_time desc);
create index stops_vehicle_detected_idx on stops (vehicle_id, detected_at desc);
create index stops_start_time_idx on stops (start_time desc, id);

create table fuel_records (
  id uuid primary key default gen_random_uuid(),
  vehicle_id uuid not null references vehicles (id) on delete restrict,
  driver_id uuid references drivers (id) on delete restrict,
  fuel_amount_liters numeric(10, 3) not null check (fuel_amount_liters > 0),
  fuel_cost numeric(10, 2) not null check (fuel_cost >= 0),
  cost_per_liter numeric(10, 3) not null check (cost_per_liter >= 0),
  odometer_reading numeric(10, 2) check (odometer_reading >= 0),
  fuel_station varchar(100),
  fuel_type varchar(50),
  record_type varchar(50) not null
    check (record_type in ('REFUEL', 'CONSUMPTION_CALCULATION', 'MAINTENANCE')),
  notes text,
  refuel_date timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index fuel_records_vehicle_date_idx on fuel_records (vehicle_id, refuel_date desc);
create index fuel_records_refuel_date_idx on fuel_records (refuel_date);
create index fuel_records_record_type_idx on fuel_records (record_type);

create table fuel_efficiency (
  id uuid primary key default gen_random_uuid(),
  vehicle_id uuid not null references vehicles (id) on delete restrict,
  driver_id uuid references drivers (id) on delete restrict,
  period_start date not null,
  period_end date not null check (period_end >= period_start),
  total_distance_km numeric(10, 2) not null,
  total_fuel_consumed_liters numeric(10, 3) not null,
  fuel_efficiency_km_per_liter numeric(10, 3) not null,
  total_fuel_cost numeric(10, 2) not null,
  cost_per_km numeric(10, 3) not null,
  number_of_refuels integer not null,
  average_cost_per_liter numeric(10, 3),
  calculation_period varchar(20) not null
    check (calculation_period in ('DAILY', 'WEEKLY', 'MONTHLY', 'QUARTERLY', 'YEARLY')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint fuel_efficiency_key unique nulls not distinct
    (vehicle_id, driver_id, period_start, period_end, calculation_period)
);
create index fuel_efficiency_vehicle_period_idx
  on fuel_efficiency (vehicle_id, period_start, period_end);
create index fuel_efficiency_calculation_period_idx on fuel_efficiency (calculation_period);
create index fuel_efficiency_km_per_liter_idx on fuel_efficiency (fuel_efficiency_km_per_liter);
create index fuel_efficiency_cost_per_km_idx on fuel_efficiency (cost_per_km);
