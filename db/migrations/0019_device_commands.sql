-- What devices are told: the queue, and the record of who told them what. Nothing is deleted.
create table device_commands (
  id uuid primary key,
  vehicle_id uuid not null references vehicles (id) on delete restrict,
  device_id varchar(64) not null references devices (id) on delete restrict,
  name varchar(20) not null check (name in ('locate', 'custom', 'immobilise', 'release')),
  -- of 'custom'
  text varchar(200),
  reason varchar(500),
  state varchar(20) not null check (state in ('unconfirmed', 'queued', 'sent', 'delivered',
    'done', 'failed', 'expired', 'cancelled')),
  requested_by uuid not null references users (id) on delete restrict,
  confirmed_by uuid references users (id) on delete restrict,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  attempts integer not null default 0,
  -- not to be sent (again) before
  send_after timestamptz not null,
  -- when somebody next asks for whoever holds the device's session
  ask_at timestamptz not null,
  sent_at timestamptz,
  answered_at timestamptz,
  result jsonb,
  updated_at timestamptz not null,
  revision integer not null default 1,
  check ((name = 'custom') = (text is not null)),
  -- The code decides; these are the last word on what must never be.
  constraint never_sent_after_expiry check (sent_at < expires_at),
  constraint immobilise_is_sent_once check (name <> 'immobilise' or attempts <= 1),
  constraint immobilise_takes_two check (
    name <> 'immobilise' or attempts = 0 or (confirmed_by is not null and confirmed_by <> requested_by)
  )
);
create index device_commands_vehicle_idx on device_commands (vehicle_id, created_at desc, id desc);
create index device_commands_device_idx on device_commands (device_id, created_at desc);
create index device_commands_ask_idx on device_commands (ask_at)
  where state in ('queued', 'sent', 'delivered');
create index device_commands_expiry_idx on device_commands (expires_at)
  where state in ('unconfirmed', 'queued', 'sent', 'delivered');
create unique index one_immobilisation_at_a_time on device_commands (vehicle_id)
  where name = 'immobilise' and state in ('unconfirmed', 'queued', 'sent', 'delivered');

-- Every step of a command's life; rows are only ever added.
create table command_history (
  id bigint generated always as identity primary key,
  command_id uuid not null references device_commands (id) on delete restrict,
  at timestamptz not null,
  -- null for the system and the device
  user_id uuid references users (id) on delete restrict,
  step varchar(40) not null,
  note varchar(1000)
);
create index command_history_command_idx on command_history (command_id, id);
