-- Notifications on people's own devices, by the push services of their browsers (RFC 8030).

-- By which push services know this system (RFC 8292): made once, for subscriptions are bound to them.
create table push_keys (
  only_one boolean primary key default true check (only_one),
  public_key varchar(100) not null,
  private_key varchar(100) not null,
  created_at timestamptz not null default now()
);

-- A device that wants to be told. It is told as long as the session holds in which it was switched on
-- or last renewed.
create table push_subscriptions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete restrict,
  session_id uuid not null references sessions (id) on delete restrict,
  endpoint varchar(1000) not null unique,
  -- what only this browser can decrypt with (RFC 8291)
  p256dh varchar(100) not null,
  auth varchar(50) not null,
  min_severity varchar(20) not null check (min_severity in ('info', 'warning', 'critical')),
  language varchar(2) not null,
  created_at timestamptz not null default now()
);
create index push_subscriptions_user_idx on push_subscriptions (user_id);

-- What is to be told to which device, once each, and what came of it.
create table push_deliveries (
  id bigint generated always as identity primary key,
  subscription_id uuid not null references push_subscriptions (id) on delete cascade,
  alert_id uuid not null references alerts (id) on delete restrict,
  -- the revision of the alert, and whether it rings; one event announced twice is one delivery
  revision integer not null,
  rings boolean not null,
  state varchar(20) not null default 'due' check (state in ('due', 'sent', 'obsolete', 'failed')),
  attempts integer not null default 0,
  -- when it may be tried next: whoever tries takes it off the others' hands by moving this on
  due_at timestamptz not null default now(),
  -- after this it is no news any more
  expires_at timestamptz not null,
  outcome varchar(200),
  created_at timestamptz not null default now(),
  unique (subscription_id, alert_id, revision, rings)
);
create index push_deliveries_due_idx on push_deliveries (due_at) where state = 'due';
create index push_deliveries_created_idx on push_deliveries (created_at);
