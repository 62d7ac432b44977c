-- The processor's memory: everything it needs to go on after a kill is written in the same
-- transaction as what the batch produced.

-- One row a telemetry partition: who owns it, and the last stream sequence whose batch is stored.
create table partitions (
  partition smallint primary key,
  stream_sequence bigint not null default 0,
  -- creation time of the JetStream stream the sequence counts in: a new stream starts at 1 again
  stream_created_at timestamptz,
  owner varchar(100),
  -- raised by every change of owner; a batch names the epoch it was read under
  epoch bigint not null default 0,
  lease_expires_at timestamptz
);
insert into partitions (partition) select generate_series(0, 15);

-- The processors that live: each takes an even share of the partitions.
create table processors (
  id varchar(100) primary key,
  lease_expires_at timestamptz not null
);

-- Latest state of each vehicle: what the live map shows, and where the detectors stand.
create table vehicle_states (
  vehicle_id uuid primary key references vehicles (id) on delete restrict,
  -- zod-checked detector state after folding everything up to folded_at
  state jsonb not null,
  folded_at timestamptz,
  -- set while stored observations wait to be folded in: from the oldest of them, and up to the
  -- newest that is not newer than folded_at
  rewind_from timestamptz,
  rewind_until timestamptz,
  -- wall-clock time at which silence alone changes something (a route ends)
  wake_at timestamptz,
  -- up to when silence has been taken into account in routes and stops, though not in state
  projected_at timestamptz,
  -- the VehicleLive of contracts/live-protocol.ts, less the parts that only the clock decides
  live jsonb not null,
  updated_at timestamptz not null default now()
) with (fillfactor = 70);
create index vehicle_states_wake_at_idx on vehicle_states (wake_at) where wake_at is not null;
create index vehicle_states_rewind_idx on vehicle_states (rewind_from) where rewind_from is not null;

-- Detector state after all observations up to and including checkpoint_at: where a late
-- observation rewinds its vehicle to. One at each route boundary and at least one a day.
create table vehicle_checkpoints (
  vehicle_id uuid not null references vehicles (id) on delete restrict,
  checkpoint_at timestamptz not null,
  state jsonb not null,
  primary key (vehicle_id, checkpoint_at)
);

-- Announcements written with what they announce; a relay publishes and then removes them.
create table outbox (
  -- becomes the Nats-Msg-Id, so that announcing a row twice is harmless
  id bigint generated always as identity primary key,
  event varchar(64) not null,
  payload jsonb not null,
  created_at timestamptz not null default now()
);

-- What was not accepted, and why. The same payload refused again counts up.
create table rejects (
  id uuid primary key,
  first_received_at timestamptz not null,
  last_received_at timestamptz not null,
  count bigint not null default 1,
  device_id varchar(64) not null,
  transport varchar(10) not null,
  format varchar(20) not null,
  address varchar(1000) not null,
  field varchar(200) not null,
  reason varchar(1000) not null,
  excerpt text not null,
  payload_bytes integer not null
);
create index rejects_last_received_idx on rejects (last_received_at desc, id);
create index rejects_device_idx on rejects (device_id, last_received_at desc);
